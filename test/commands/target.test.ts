import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerSwitching } from "../../source/analysis/switching.ts";
import { engineSession } from "../../source/commands/engine-session.ts";
import { explain, explainTotals, homeQuestionOf } from "../../source/commands/explain.ts";
import { sessionOn } from "../../source/commands/open-session.ts";
import type { Session } from "../../source/commands/session.ts";
import type { CohortQuery } from "../../source/domain/cohort.ts";
import { emptySlice, type Slice } from "../../source/domain/slice.ts";
import { openEngine } from "../../source/engine/profiles/open-engine.ts";
import { findTarget } from "../../source/engine/profiles/profiles-file.ts";
import { csvRows } from "../../source/export/csv-line.ts";
import { answerSlice } from "../../source/query/answer-slice.ts";
import { cohortGrid } from "../../source/query/cohort-grid.ts";
import { type WrittenListing, writtenCustomers, writtenLines } from "../../source/query/written-listing.ts";
import { openWarehouse } from "../../source/warehouse/database/database.ts";
import { varsOfBuild } from "../dbt/vars-of-build.ts";
import { profilesOf } from "../engine/profiles.ts";
import { tinyEngine } from "../engine/tiny-engine.ts";
import { grocery } from "../fixtures/grocery.ts";
import { runHere } from "../helpers/command-line.ts";
import { projectDir } from "../helpers/places.ts";
import { tinySession, tinyWarehouseFile } from "../helpers/tiny-warehouse.ts";
import { built, scratch } from "../warehouse/support/scratch.ts";

let local: Session;
let there: Session;
beforeAll(async () => {
  local = await tinySession();
  there = await engineSession(await tinyEngine(), { mapping: undefined, artifacts: undefined });
});
afterAll(() => Promise.all([local.close(), there.close()]));

const { signal } = new AbortController();
const regions: Slice = { ...emptySlice, by: ["region"], measures: ["active_customers", "net_revenue"], totals: true };

async function csvOf(session: Session, listing: WrittenListing): Promise<string> {
  let text = "";
  for await (const { bytes } of session.lines(listing)) text += new TextDecoder().decode(bytes);
  return text;
}

/** What a session answers, without its own times and texts. */
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
    lines: await csvOf(session, writtenLines(catalog, emptySlice, csvRows(false))),
    customers: await csvOf(session, writtenCustomers(catalog, emptySlice, csvRows(false), { limit: 3 })),
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
  it("give the same answers as the warehouse without its schema meta", async () => {
    const [ours, theirs] = [await answersOf(local), await answersOf(there)];
    for (const name of Object.keys(ours) as (keyof typeof ours)[]) expect(theirs[name], name).toEqual(ours[name]);
  });

  it("have measures of named discounts, even from dbt's vars alone", async () => {
    const folder = await scratch(grocery());
    const [warehouse, artifacts] = [join(folder, "w.duckdb"), join(folder, "artifacts")];
    await built({ source: folder, projectDir, warehouse, artifacts });
    const results = JSON.parse(await readFile(join(artifacts, "run_results.json"), "utf8"));
    // In dbt's form: ours were not given on a command line.
    const args = { vars: JSON.parse(await varsOfBuild(warehouse)) };
    await writeFile(join(artifacts, "run_results.json"), JSON.stringify({ ...results, args }));
    const named = await profilesOf({ file: { type: "duckdb", path: warehouse } });
    const target = findTarget("file", { named, others: [] }, {});
    const ours = await sessionOn(await openWarehouse(warehouse), false);
    const available = ({ dataSet }: Session) =>
      Object.fromEntries(dataSet.capabilities.map((one) => [one.name, one.available]));
    for (const mapping of [join(folder, "grounds.yml"), undefined]) {
      const theirs = await engineSession(await openEngine(target), { mapping, artifacts });
      expect(available(theirs)).toEqual(available(ours));
      expect(theirs.catalog.measures.map(({ name }) => name)).toEqual(ours.catalog.measures.map(({ name }) => name));
      await theirs.close();
    }
    expect(ours.catalog.measures.map(({ name }) => name)).toContain("loyalty_card_discount");
    await ours.close();
  });

  it("are read by commands, which name the engine that answers", async () => {
    const dir = await profilesOf({ file: { type: "duckdb", path: tinyWarehouseFile() } });
    const words = ["slice", "--by", "region", "--format", "csv"];
    const target = await runHere(...words, "--target", "file", "--profiles-dir", dir);
    expect(target.code).toBe(0);
    expect(target.out).toContain("\nmidwest,4,");
    const doctor = await runHere("doctor", "--target", "file", "--profiles-dir", dir);
    expect(doctor.out).toMatch(/✓ target {7}DuckDB v[\d.]+ answers; its tables are whole/);
  });
});
