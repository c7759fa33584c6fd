import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Session } from "../../source/commands/session.ts";
import type { CohortQuery, GridRow } from "../../source/domain/cohort.ts";
import { compareCell } from "../../source/domain/equal-age.ts";
import { cohortGrid } from "../../source/query/cohort-grid.ts";
import { tinySession } from "../helpers/tiny-warehouse.ts";

let session: Session;
beforeAll(async () => {
  session = await tinySession();
});
afterAll(() => session.close());

const home: CohortQuery = {
  measure: "net_revenue_per_customer",
  axis: "tenure",
  grain: "month",
  tenure: "rolling",
  values: "count",
  filters: [],
};
const subscribers = [{ dimension: "point_of_entry", op: "in", values: ["subscription"] }] as const;

function grid(query: Partial<CohortQuery>) {
  return cohortGrid(session.catalog, { ...home, ...query }, session.span, session.run);
}

function texts(row: GridRow | undefined, count: number): string {
  return (row?.cells ?? [])
    .slice(0, count)
    .map((cell) =>
      cell
        ? `${cell.value === undefined ? cell.value : Number(cell.value).toFixed(2)}${cell.complete ? "" : "*"}`
        : ".",
    )
    .join(" ");
}

describe("a cohort grid", () => {
  it("shows net revenue per customer by rolling month, as worked out by hand", async () => {
    const { rows } = await grid({ filters: subscribers });
    expect(rows.map((row) => `${row.key} ${row.customers} ${texts(row, 2)}`)).toEqual([
      "2024-01 2 45.60 12.00",
      "2024-02 1 86.40 0.00",
      "2024-03 1 0.00 9.00",
      "2025-01 2 20.35 0.00",
      "2025-02 1 10.00 0.00",
      "2025-03 1 29.00 0.00",
    ]);
  });

  it("has months of lifetime for quarterly cohorts: all customers of the quarter at each age", async () => {
    const { rows, columns } = await grid({ filters: subscribers, grain: "quarter", steps: "month" });
    expect(columns[1]?.label).toBe("M1");
    // (2 x 45.60 + 86.40 + 0.00) / 4 and (2 x 20.35 + 10.00 + 29.00) / 4
    expect(rows.map((row) => `${row.key} ${row.customers} ${texts(row, 1)}`)).toEqual([
      "2024-Q1 4 44.40",
      "2025-Q1 4 19.93",
    ]);
  });

  it("counts a calendar month of tenure as complete once the last customers of the quarter have lived through it", async () => {
    const { rows } = await grid({ grain: "quarter", steps: "month", tenure: "calendar" });
    const row = rows.find(({ key }) => key === "2025-Q1");
    // The data ends in June: May is the third month of those acquired in March, June the sixth of those acquired in January.
    const complete = row?.cells.filter((cell) => cell !== undefined).map((cell) => cell.complete);
    expect(complete).toEqual([true, true, true, false, false, false]);
  });

  it("weights the total by customers and leaves immature cells out", async () => {
    const { total, rows } = await grid({});
    const newest = rows.find((row) => row.key === "2025-06");
    expect(texts(newest, 2)).toBe("16.00* .");
    // All 16 less the one of 2025-06, with what the others paid in their first 30 days.
    const [[cents, customers] = []] = await session.run({
      sql: "select cast(sum(net_revenue) * 100 as bigint), (select count(*) from silver.dim_customer_acquisition where acquired_at < '2025-06-01') from silver.fct_transactions join silver.dim_customer_acquisition using (customer_id) where tenure_day < 30 and acquired_at < '2025-06-01'",
      params: [],
    });
    expect(total.cells[0]).toEqual({
      value: Number(cents) / 100 / Number(customers),
      customers: 15,
      complete: true,
      cohorts: 6,
    });
  });

  it("compares each cell with the one of the year before at equal age, if both are complete", async () => {
    const compared = await grid({ filters: subscribers, compare: "year" });
    const row = compared.rows.find((one) => one.key === "2025-01");
    expect(row?.against).toBe("2024-01");
    expect(row && compareCell(compared, row, 0)).toEqual({
      against: "2024-01",
      before: 45.6,
      change: 20.35 - 45.6,
      share: (20.35 - 45.6) / 45.6,
    });
    expect(row?.cells[4]?.complete).toBe(false);
    expect(row && compareCell(compared, row, 4)).toBeUndefined();
    expect(compared.rows.find((one) => one.key === "2024-01")?.against).toBeUndefined();
  });

  it("compares weeks with those of 52 weeks before", async () => {
    const { rows } = await grid({ grain: "week", compare: "year" });
    const compared = rows.filter((row) => row.against !== undefined);
    expect(compared.length).toBeGreaterThan(0);
    for (const { key, against } of compared) expect(Date.parse(key) - Date.parse(against ?? "")).toBe(364 * 86_400_000);
  });

  it("counts distinct customers by calendar month, and cumulates them without double counting", async () => {
    const { rows } = await grid({ axis: "calendar", measure: "active_customers" });
    expect(texts(rows[2], 6)).toBe(". . 2.00 0.00 2.00 0.00");
    const seen = await grid({ grain: "quarter", measure: "active_customers", values: "cumulative" });
    expect(seen.rows.map((row) => texts(row, 2))).toEqual(["8.00 8.00", "6.00 6.00*", "1.00* ."]);
  });

  it("keeps one row per value of a split, over the cohorts that are complete in each month", async () => {
    const { rows, total } = await grid({ split: "region" });
    expect(rows.map((row) => row.key)).toEqual(["midwest", "northeast", "south", "west"]);
    expect(rows.every((row) => row.cells.every((cell) => cell === undefined || cell.complete))).toBe(true);
    expect(total.cells[0]?.customers).toBe(15);
    expect(total.cells[0]?.value).toBe((await grid({})).total.cells[0]?.value);
  });

  it("counts the total separately if rows share customers", async () => {
    const { rows, total } = await grid({
      split: "transaction_type",
      measure: "active_customers",
      axis: "calendar",
      grain: "quarter",
    });
    const sum = rows.reduce((all, row) => all + Number(row.cells[0]?.value ?? 0), 0);
    expect(sum).toBe(7);
    expect(total.cells[0]?.value).toBe(6);
  });

  it("names the existing cohorts if asked to compare with another", async () => {
    await expect(grid({ compare: "2023-12" })).rejects.toThrow(/no cohort "2023-12"/);
  });
});
