import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Session } from "../../source/commands/session.ts";
import { endOf, startOf } from "../../source/domain/period.ts";
import { emptySlice, type Slice } from "../../source/domain/slice.ts";
import type { UserError } from "../../source/errors.ts";
import { answerSlice } from "../../source/query/answer-slice.ts";
import { cohortGrid } from "../../source/query/cohort-grid.ts";
import { sessionOnFiles } from "../helpers/memory-session.ts";

/** One order per day from Monday 1 January 2024 for five weeks, worth the day's number; every third day another customer. */
const days = Array.from({ length: 35 }, (_, index) =>
  new Date(Date.UTC(2024, 0, 1 + index)).toISOString().slice(0, 10),
);
const customerOf = (index: number) => `c${index % 3 === 0 ? index : 1}`;
const lines = days.map((day, index) => `${customerOf(index)},${day},${index + 1}\n`).join("");
const sums = (weekStart: number) => {
  const all = new Map<string, number>();
  for (const [index, day] of days.entries()) {
    const back = (new Date(day).getUTCDay() - weekStart + 7) % 7;
    const week = new Date(Date.parse(day) - back * 86_400_000).toISOString().slice(0, 10);
    all.set(week, (all.get(week) ?? 0) + index + 1);
  }
  return [...all].toSorted();
};

const sessionOf = (weekStarts: string) =>
  sessionOnFiles({
    "transactions.csv": `customer_id,transacted_at,net_revenue\n${lines}`,
    "grounds.yml": `version: 1\nweek_starts: ${weekStarts}\n`,
  });

async function byWeek(session: Session, slice: Partial<Slice> = {}) {
  const asked = { ...emptySlice, measures: ["net_revenue"], by: ["transaction_week"], ...slice };
  const { rows } = await answerSlice(session.catalog, asked, session.run);
  return rows.map(({ values }) => [String(values[0]), Number(values[1])] as const).toSorted();
}

describe("weeks", () => {
  let sunday: Session;
  beforeAll(async () => {
    sunday = await sessionOf("sunday");
  }, 60_000);
  afterAll(() => sunday.close());

  it("begin on the day that the mapping names", async () => {
    expect(await byWeek(sunday)).toEqual(sums(0));
    expect((await byWeek(sunday))[0]?.[0]).toBe("2023-12-31");
    const saturday = await sessionOf("saturday");
    expect(await byWeek(saturday)).toEqual(sums(6));
    await saturday.close();
    const monday = await sessionOf("monday");
    expect(await byWeek(monday)).toEqual(sums(1));
    await monday.close();
  });

  it("are filters only by their first day, and say so for any other", async () => {
    const filter = (day: string) => ({
      filters: [{ dimension: "transaction_week", op: "in", values: [day] }] as const,
    });
    expect(await byWeek(sunday, filter("2024-01-07"))).toEqual(sums(0).slice(1, 2));
    const refused = await byWeek(sunday, filter("2024-01-08")).catch(
      (error: UserError) => `${error.why} ${error.next}`,
    );
    expect(refused).toContain("2024-01-07");
  });

  it("are compared with whole weeks", async () => {
    const filters = [{ dimension: "transaction_week", op: "in", values: ["2024-01-14"] }] as const;
    const period = { from: "2024-01-14", to: "2024-01-20" };
    const slice = { ...emptySlice, measures: ["net_revenue"], by: ["transaction_week"], filters, period };
    const { rows } = await answerSlice(sunday.catalog, { ...slice, against: "prior" }, sunday.run);
    expect(rows.map(({ values }) => values.slice(0, 3).map(String))).toEqual([
      ["2024-01-14", String(sums(0)[2]?.[1]), String(sums(0)[1]?.[1])],
    ]);
  });

  it("are the rows and columns of weekly cohorts, in calendar time and by calendar weeks of tenure", async () => {
    const query = { measure: "net_revenue", grain: "week", values: "count", filters: [] } as const;
    const grid = await cohortGrid(
      sunday.catalog,
      { ...query, axis: "calendar", tenure: "rolling" },
      sunday.span,
      sunday.run,
    );
    expect(grid.columns.map(({ key }) => key)).toEqual(sums(0).map(([week]) => week));
    expect(grid.total.cells.map((cell) => Number(cell?.value))).toEqual(sums(0).map(([, sum]) => sum));
    const ages = await cohortGrid(
      sunday.catalog,
      { ...query, axis: "tenure", tenure: "calendar" },
      sunday.span,
      sunday.run,
    );
    // c1 was acquired on Tuesday 2 January and orders on two of three days from then on.
    const first = ages.rows.find(({ key }) => key === "2023-12-31");
    const ofWeek = (step: number) =>
      days.reduce((sum, day, index) => {
        const own = customerOf(index);
        const isFirst = own === "c1" || index < 6;
        const at = Math.floor((Date.parse(day) - Date.parse("2023-12-31")) / (7 * 86_400_000));
        return isFirst && at === step ? sum + index + 1 : sum;
      }, 0);
    expect(first?.cells.slice(0, 5).map((cell) => Number(cell?.value))).toEqual([0, 1, 2, 3, 4].map(ofWeek));
  });

  it("have a first and a last day", () => {
    expect([startOf("week", "2024-01-10", 0), endOf("week", "2024-01-10", 0)]).toEqual(["2024-01-07", "2024-01-13"]);
    expect([startOf("week", "2024-01-10"), endOf("week", "2024-01-10")]).toEqual(["2024-01-08", "2024-01-14"]);
  });
});
