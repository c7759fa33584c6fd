import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Session } from "../../source/commands/session.ts";
import { emptySlice, type Filter, type Slice } from "../../source/domain/slice.ts";
import { answerSlice } from "../../source/query/answer-slice.ts";
import { plainValues } from "../helpers/plain-values.ts";
import { tinySession } from "../helpers/tiny-warehouse.ts";

let session: Session;
beforeAll(async () => {
  session = await tinySession();
});
afterAll(() => session.close());

const lines = "silver.fct_transactions join silver.dim_customer_acquisition using (customer_key)";

async function ask(slice: Partial<Slice>) {
  const result = await answerSlice(
    session.catalog,
    { ...emptySlice, measures: ["net_revenue"], ...slice },
    session.run,
  );
  const keys = slice.by?.length ?? 0;
  const rows = result.rows.map((row) => plainValues(row.values).slice(0, keys + 2));
  return { comparedWith: result.comparedWith, rows };
}

async function net(where: string): Promise<number> {
  const sql = `select cast(coalesce(sum(net_revenue), 0) as double) from ${lines} where ${where}`;
  const [[value] = []] = await session.run({ sql, params: [] });
  return Number(value);
}

function keep(dimension: string, ...values: readonly string[]): Filter {
  return { dimension, op: "in", values };
}

const leaveOut = (dimension: string, ...values: readonly string[]): Filter => ({ dimension, op: "not_in", values });
const acquired = (from: string, to: string) => `acquisition_date between '${from}' and '${to}'`;
const day = (from: string, to: string) => `transaction_date between '${from}' and '${to}'`;

describe("a comparison moves every filter on time", () => {
  it.each<[string, Partial<Slice>, string, string, string]>([
    [
      "a quarter, one month earlier, by its months",
      {
        filters: [keep("acquisition_quarter", "2025-Q1")],
        period: { from: "2025-04-01", to: "2025-04-30" },
        against: "prior",
      },
      `${acquired("2025-01-01", "2025-03-31")} and ${day("2025-04-01", "2025-04-30")}`,
      `${acquired("2024-12-01", "2025-02-28")} and ${day("2025-03-01", "2025-03-31")}`,
      "2025-03 · acquired in 2024-12..2025-02",
    ],
    [
      "a month, ten days earlier, by its days",
      {
        filters: [keep("acquisition_month", "2025-02")],
        period: { from: "2025-02-11", to: "2025-02-20" },
        against: "prior",
      },
      `${acquired("2025-02-01", "2025-02-28")} and ${day("2025-02-11", "2025-02-20")}`,
      `${acquired("2025-01-22", "2025-02-18")} and ${day("2025-02-01", "2025-02-10")}`,
      "2025-02-01..2025-02-10 · acquired on 2025-01-22..2025-02-18",
    ],
    [
      "the week before, whole",
      { filters: [keep("transaction_week", "2025-01-20")], against: "prior" },
      day("2025-01-20", "2025-01-26"),
      day("2025-01-13", "2025-01-19"),
      "week 2025-01-13",
    ],
    [
      "several weeks, a year before, to the nearest ones",
      { filters: [keep("transaction_week", "2025-01-06", "2025-01-20..2025-01-27")], against: "year" },
      `(${day("2025-01-06", "2025-01-12")} or ${day("2025-01-20", "2025-02-02")})`,
      `(${day("2024-01-08", "2024-01-14")} or ${day("2024-01-22", "2024-02-04")})`,
      "week 2024-01-08, 2024-01-22..2024-01-29",
    ],
    [
      "what is left out, too",
      {
        filters: [leaveOut("acquisition_month", "2025-01")],
        period: { from: "2025-01-01", to: "2025-03-31" },
        against: "year",
      },
      `acquisition_month <> '2025-01-01' and ${day("2025-01-01", "2025-03-31")}`,
      `acquisition_month <> '2024-01-01' and ${day("2024-01-01", "2024-03-31")}`,
      "2024-Q1 · acquired in not 2024-01",
    ],
    [
      "months beside no value at all",
      { filters: [keep("acquisition_month", "2025-01", "2025-02", "")], against: "year" },
      "acquisition_month in ('2025-01-01', '2025-02-01')",
      "acquisition_month in ('2024-01-01', '2024-02-01')",
      "acquired in 2024-01, 2024-02, (none)",
    ],
    [
      "a coarser period of a finer dimension",
      { filters: [keep("transaction_month", "2025-Q1")], against: "year" },
      day("2025-01-01", "2025-03-31"),
      day("2024-01-01", "2024-03-31"),
      "month 2024-Q1",
    ],
    [
      "any other period, of another length",
      { period: { from: "2025-01-01", to: "2025-03-31" }, against: { from: "2024-02-01", to: "2024-02-29" } },
      day("2025-01-01", "2025-03-31"),
      day("2024-02-01", "2024-02-29"),
      "2024-02",
    ],
  ])("%s", async (_, slice, now, before, description) => {
    const { rows, comparedWith } = await ask(slice);
    expect(rows[0]?.[0]).toBeCloseTo(await net(now), 9);
    expect(rows[0]?.[1]).toBeCloseTo(await net(before), 9);
    expect(comparedWith).toBe(description);
  });
});

describe("rows of two periods are matched", () => {
  it("by position, if the periods are not a whole number of the rows' periods apart", async () => {
    const { rows } = await ask({
      by: ["transaction_quarter"],
      period: { from: "2025-01-01", to: "2025-01-31" },
      against: "prior",
    });
    expect(rows).toEqual([
      ["2025-Q1", await net(day("2025-01-01", "2025-01-31")), await net(day("2024-12-01", "2024-12-31"))],
    ]);
  });

  it("by month and by week, every one once, and nothing lost", async () => {
    const period = { from: "2025-01-01", to: "2025-03-31" };
    for (const by of ["transaction_month", "transaction_week", "transaction_date"]) {
      const { rows } = await ask({ by: [by], period, against: "year" });
      expect(new Set(rows.map(([key]) => key)).size, by).toBe(rows.length);
      const sum = (at: number) => rows.reduce((total, row) => total + Number(row[at]), 0);
      expect(sum(1)).toBeCloseTo(await net(day("2025-01-01", "2025-03-31")), 9);
      expect(sum(2)).toBeCloseTo(await net(day("2024-01-01", "2024-03-31")), 9);
    }
  });

  it("by day, if one month is longer than the other", async () => {
    const { rows } = await ask({
      by: ["transaction_date"],
      period: { from: "2025-02-01", to: "2025-02-28" },
      against: "prior",
    });
    // c-10's line of 31 January has no matching day in February: it stays a row under its own date.
    expect(rows).toContainEqual(["2025-02-22", 0, 11.5]);
    expect(rows.reduce((total, row) => total + Number(row[2]), 0)).toBeCloseTo(
      await net(day("2025-01-01", "2025-01-31")),
      9,
    );
  });

  it("with the rest and the total of both periods", async () => {
    const slice: Partial<Slice> = {
      by: ["acquisition_month", "transaction_type"],
      filters: [keep("acquisition_quarter", "2025-Q1")],
      against: "year",
      top: 2,
      totals: true,
    };
    const { rows } = await ask(slice);
    expect(rows.map((row) => row[0])).toEqual([
      expect.stringMatching(/^2025/),
      expect.stringMatching(/^2025/),
      "Other",
      "Total",
    ]);
    for (const at of [2, 3]) {
      const parts = rows.slice(0, 3).reduce((sum, row) => sum + Number(row[at]), 0);
      expect(parts).toBeCloseTo(Number(rows[3]?.[at]), 9);
    }
    expect(rows[3]?.[3]).toBeCloseTo(await net(acquired("2024-01-01", "2024-03-31")), 9);
  });
});
