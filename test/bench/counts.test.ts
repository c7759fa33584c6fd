import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Session } from "../../source/commands/session.ts";
import { coreOf } from "../../source/commands/session-core.ts";
import type { CohortQuery, Statement } from "../../source/domain/cohort.ts";
import { emptySlice, type Slice } from "../../source/domain/slice.ts";
import { csvRows } from "../../source/export/csv-line.ts";
import { statementsOf } from "../../source/query/answer-slice.ts";
import { gridStatements } from "../../source/query/cohort-grid.ts";
import { compileLines } from "../../source/query/drill-through.ts";
import { writtenLines } from "../../source/query/written-listing.ts";
import { root, tinySource } from "../helpers/places.ts";
import { tinySession } from "../helpers/tiny-warehouse.ts";
import { built, scratch } from "../warehouse/support/scratch.ts";
import { type CountedScreens, openCounted } from "./counted-screens.ts";

const [left, right, up, down] = ["\u001b[D", "\u001b[C", "\u001b[A", "\u001b[B"];
const monthly: CohortQuery = {
  ...{ measure: "net_revenue", axis: "tenure", grain: "month", tenure: "rolling", values: "count", filters: [] },
};

let session: Session;
let queries = 0;

beforeAll(async () => {
  session = await tinySession();
});
afterAll(() => session.close());

/** The plan of a statement, as JSON, because the drawing of a plan cuts names. */
async function planOf({ sql, params }: Statement): Promise<string> {
  return (await session.run({ sql: `explain (format json) ${sql}`, params })).flat().join("\n");
}

/** How often a statement scans the whole facts. */
async function scans(statement: Statement): Promise<number> {
  return (await planOf(statement)).split("fct_transactions").length - 1;
}

async function scansOfAll(statements: readonly Statement[]): Promise<readonly number[]> {
  return Promise.all(statements.map(scans));
}

describe("the screens", () => {
  let screens: CountedScreens;

  beforeAll(async () => {
    const run: Session["run"] = (statement, signal) => {
      queries += 1;
      return session.run(statement, signal);
    };
    screens = await openCounted(coreOf({ ...session, run }));
    // The details of a cell appear by themselves when the cursor rests.
    await screens.press("i");
  });
  afterAll(() => screens.close());

  it("run no query and draw one small frame when the cursor moves", async () => {
    for (const key of [right, up, right, down]) {
      const before = queries;
      const { frames, bytes } = await screens.press(key);
      expect(queries - before).toBe(0);
      expect(frames).toBe(1);
      // Ink rewrites a row from its first change on: the cursor's previous and current rows, the header, the pane.
      expect(bytes).toBeLessThan(6000);
    }
  });

  it("draw one frame for a burst of keys", async () => {
    expect((await screens.press(up.repeat(3) + left.repeat(3))).frames).toBeLessThanOrEqual(2);
  });

  it("run few queries for a change of the slice, and none if it was seen before", async () => {
    const before = queries;
    // One frame, with the answer; a slow machine first draws dimmed figures.
    expect((await screens.press("t")).frames).toBeLessThanOrEqual(2);
    expect(queries - before).toBeLessThanOrEqual(2);
    const seen = queries;
    expect((await screens.press("t")).frames).toBe(1);
    expect(queries).toBe(seen);
  });

  it("draw no frame while nothing happens", async () => {
    expect((await screens.press("")).frames).toBe(0);
  });
});

describe("a slice", () => {
  it.each([["net_revenue"], ["order_lines"], ["bags"]])("of %s is read only from the cube", async (measure) => {
    const slice: Slice = { ...emptySlice, by: ["point_of_entry", "region"], measures: [measure], totals: true };
    const counts = await scansOfAll(statementsOf(session.catalog, slice));
    expect(Math.max(...counts)).toBe(0);
    const grid = await gridStatements(session.catalog, { ...monthly, measure }, session.span);
    expect(Math.max(...(await scansOfAll(grid)))).toBe(0);
  });

  it("of distinct customers reads the facts at most once per statement", async () => {
    const slice: Slice = {
      ...emptySlice,
      by: ["point_of_entry"],
      measures: ["active_customers", "orders"],
      totals: true,
    };
    const counts = await scansOfAll(statementsOf(session.catalog, slice));
    expect(counts).toEqual([1]);
  });
});

describe("a page of order lines", () => {
  it("sorts only what it shows, without a window over all the lines behind it", async () => {
    const plan = await planOf(compileLines(session.catalog, emptySlice, { offset: 0, limit: 50 }));
    expect(plan).toContain("TOP_N");
    expect(plan).not.toContain("WINDOW");
  });

  it("is read from the facts once for a CSV file", async () => {
    expect(await scans(writtenLines(session.catalog, emptySlice, csvRows(false)).statement)).toBe(1);
  });
});

describe("a build", () => {
  it("runs no model if nothing changed", async () => {
    const options = { source: tinySource, warehouse: `${await scratch()}/w.duckdb`, projectDir: `${root}/sql` };
    await built(options);
    const { events, outcome } = await built(options);
    expect(outcome.status).toBe("unchanged");
    expect(events.filter((event) => event.type === "step")).toEqual([]);
  });
});
