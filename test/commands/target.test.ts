import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerSwitching } from "../../source/analysis/switching.ts";
import { engineSession } from "../../source/commands/engine-session.ts";
import { explain, explainTotals, homeQuestionOf } from "../../source/commands/explain.ts";
import type { Session } from "../../source/commands/session.ts";
import type { CohortQuery } from "../../source/domain/cohort.ts";
import { emptySlice, type Slice } from "../../source/domain/slice.ts";
import { answerSlice } from "../../source/query/answer-slice.ts";
import { cohortGrid } from "../../source/query/cohort-grid.ts";
import { type CsvListing, customersAsCsv, linesAsCsv } from "../../source/query/drill-through.ts";
import { profilesOf } from "../engine/profiles.ts";
import { tinyEngine } from "../engine/tiny-engine.ts";
import { runHere } from "../helpers/command-line.ts";
import { tinySession, tinyWarehouseFile } from "../helpers/tiny-warehouse.ts";

let local: Session;
let there: Session;
beforeAll(async () => {
  local = await tinySession();
  there = await engineSession(await tinyEngine(), { mapping: undefined, artifacts: undefined });
});
afterAll(() => Promise.all([local.close(), there.close()]));

const { signal } = new AbortController();
const regions: Slice = { ...emptySlice, by: ["region"], measures: ["active_customers", "net_revenue"], totals: true };

async function csvOf(session: Session, listing: CsvListing): Promise<string> {
  let text = "";
  for await (const { bytes } of session.lines(listing)) text += new TextDecoder().decode(bytes);
  return text;
}

/** What a session answers, without the moments and texts that are its own. */
async function answersOf(session: Session) {
  const { catalog, dataSet, span, run } = session;
  const question = await homeQuestionOf(session);
  const { from, to, end, currency, capabilities } = dataSet;
  return {
    catalog,
    days: {
      from,
      to,
      end,
      currency,
      available: Object.fromEntries(capabilities.map((one) => [one.name, one.available])),
    },
    grid: await cohortGrid(catalog, monthly, span, run),
    slice: await answerSlice(catalog, regions, run),
    lines: await csvOf(session, linesAsCsv(catalog, emptySlice)),
    customers: await csvOf(session, customersAsCsv(catalog, emptySlice, { limit: 3 })),
    question,
    investigation: await explain(session, { ...question, replicates: 100 }, signal),
    totals: await explainTotals(
      session,
      { of: "groups", metric: "net_revenue", filters: [], seed: 1, replicates: 100, period: { from, to }, ...groups },
      signal,
    ),
    switching: await answerSwitching({ of: "bag_size", from: "plans", filters: [] }, session, run),
    quarantine: (await session.made.integrity()).tables.map(({ table, loaded, quarantined }) => [
      table,
      loaded,
      quarantined,
    ]),
  };
}

const monthly: CohortQuery = {
  ...{ measure: "net_revenue_per_customer", filters: [] },
  ...{ axis: "tenure", grain: "month", tenure: "rolling", values: "count" },
};
const groups = {
  baseWhere: [{ dimension: "point_of_entry", op: "in", values: ["subscription"] }],
  compareWhere: [{ dimension: "point_of_entry", op: "not_in", values: ["subscription"] }],
} as const;

describe("the tables of a target", () => {
  it("answer as the warehouse that tells of itself does, without its schema meta", async () => {
    const [ours, theirs] = [await answersOf(local), await answersOf(there)];
    for (const name of Object.keys(ours) as (keyof typeof ours)[]) expect(theirs[name], name).toEqual(ours[name]);
  });

  it("are read by commands, which name what answers", async () => {
    const dir = await profilesOf({ file: { type: "duckdb", path: tinyWarehouseFile() } });
    const words = ["slice", "--by", "region", "--format", "csv"];
    const target = await runHere(...words, "--target", "file", "--profiles-dir", dir);
    expect(target.code).toBe(0);
    expect(target.out).toContain("\nmidwest,4,");
    const doctor = await runHere("doctor", "--target", "file", "--profiles-dir", dir);
    expect(doctor.out).toMatch(/✓ target {7}DuckDB v[\d.]+ answers; its tables are whole/);
  });
});
