import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Session } from "../../source/commands/session.ts";
import { looksLikeBrackets, parseBrackets } from "../../source/domain/bracket.ts";
import type { CohortQuery } from "../../source/domain/cohort.ts";
import { comparedKey } from "../../source/domain/equal-age.ts";
import { cohortGrid } from "../../source/query/cohort-grid.ts";
import { tinySession } from "../helpers/tiny-warehouse.ts";

let session: Session;
beforeAll(async () => {
  session = await tinySession();
});
afterAll(() => session.close());

const query: CohortQuery = {
  ...{ measure: "net_revenue_per_customer", axis: "tenure", grain: "month", tenure: "rolling", values: "count" },
  filters: [],
};
const gridOf = (about: Partial<CohortQuery>) =>
  cohortGrid(session.catalog, { ...query, ...about }, session.span, session.run);

describe("days of lifetime as columns", () => {
  it.each(["net_revenue_per_customer", "active_customers", "cumulative_net_per_customer", "orders"])(
    "give the months' figures of %s if they are the months' days",
    async (measure) => {
      const days = await gridOf({ measure, brackets: parseBrackets("0-29,30-59") });
      const months = await gridOf({ measure });
      expect(days.columns.map(({ label }) => label)).toEqual(["D0-29", "D30-59"]);
      expect(days.rows.map(({ cells }) => cells)).toEqual(months.rows.map(({ cells }) => cells.slice(0, 2)));
      expect(days.total.cells).toEqual(months.total.cells.slice(0, 2));
    },
  );

  it("count a customer once in a running total, in their first bracket", async () => {
    const about = { measure: "active_customers", values: "cumulative" } as const;
    const apart = await gridOf({ ...about, brackets: parseBrackets("0-9,10-29,30-99") });
    const whole = await gridOf({ ...about, brackets: parseBrackets("0-29,30-99") });
    const last = (of: typeof apart) => of.rows.map(({ cells }) => cells.at(-1)?.value);
    expect(last(apart)).toEqual(last(whole));
  });

  it("are read from a list, in order and without overlap", () => {
    expect(parseBrackets("0-7, 8-30")).toEqual([
      { from: 0, to: 7 },
      { from: 8, to: 30 },
    ]);
    expect(["month", "week", "0"].map(looksLikeBrackets)).toEqual([false, false, false]);
    for (const text of ["7-0", "0-7,7-30", "0-7,", "0-7,a-9"])
      expect(() => parseBrackets(text)).toThrow(/not a list of days/);
  });
});

describe("the period before", () => {
  it.each([
    ["2025-01", "2024-12"],
    ["2025-Q1", "2024-Q4"],
    ["2025-01-06", "2024-12-30"],
  ])("of %s is %s", (cohort, before) => expect(comparedKey("prior", cohort)).toBe(before));

  it("is what each cohort is compared with", async () => {
    const { rows } = await gridOf({ compare: "prior" });
    const compared = rows.filter(({ against }) => against !== undefined);
    expect(compared.length).toBeGreaterThan(0);
    for (const row of compared) expect(row.against).toBe(comparedKey("prior", row.key));
  });
});
