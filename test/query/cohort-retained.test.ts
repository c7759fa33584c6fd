import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Session } from "../../source/commands/session.ts";
import type { CohortQuery } from "../../source/domain/cohort.ts";
import { cohortGrid } from "../../source/query/cohort-grid.ts";
import { runHere } from "../helpers/command-line.ts";
import { tinySource } from "../helpers/places.ts";
import { tinySession } from "../helpers/tiny-warehouse.ts";

let session: Session;
beforeAll(async () => {
  session = await tinySession();
});
afterAll(() => session.close());

const query: CohortQuery = {
  ...{ measure: "active_customers", axis: "tenure", grain: "month", tenure: "rolling", values: "count" },
  filters: [],
};
const gridOf = (about: Partial<CohortQuery>) =>
  cohortGrid(session.catalog, { ...query, ...about }, session.span, session.run);

/** Customers by cohort and month of lifetime with at least that many orders in that month (or in none before), by SQL. */
async function byHand(orders: number, isFirsts = false): Promise<ReadonlyMap<string, number>> {
  const rows = await session.run({
    sql: `with months as (
        select strftime(acquisition_date, '%Y-%m') as cohort, customer_key,
          cast(floor(epoch(transacted_at - acquired_at) / (30 * 86400)) as integer) as age
        from silver.fct_transactions join silver.dim_customer_acquisition using (customer_key)
        group by 1, 2, 3 having count(distinct order_id) >= ${orders}),
      counted as (select cohort, customer_key, ${isFirsts ? "min(age)" : "age"} as age from months group by 1, 2${isFirsts ? "" : ", 3"})
      select cohort, age, count(*) from counted group by 1, 2`,
    params: [],
  });
  return new Map(rows.map(([cohort, age, customers]) => [`${cohort} ${age}`, Number(customers)]));
}

describe("retained from at least n orders", () => {
  it.each([1, 2, 3])("of %i counts the customers that SQL counts, in every cell", async (orders) => {
    const hand = await byHand(orders);
    const counts = await gridOf(orders === 1 ? {} : { retainedOrders: orders });
    const shares = await gridOf({ measure: "retention", ...(orders === 1 ? {} : { retainedOrders: orders }) });
    for (const [at, row] of counts.rows.entries()) {
      for (const [column, cell] of row.cells.entries()) {
        if (cell === undefined) continue;
        const customers = hand.get(`${row.key} ${column}`) ?? 0;
        expect(cell.value, `${row.key} M${column}`).toBe(customers);
        expect(shares.rows[at]?.cells[column]?.value).toBe(customers / row.customers);
      }
    }
    expect([...hand.values()].reduce((sum, one) => sum + one, 0)).toBeGreaterThan(0);
  });

  it("counts each customer once in a running total, from the first such month", async () => {
    const hand = await byHand(2, true);
    const { rows } = await gridOf({ retainedOrders: 2, values: "cumulative" });
    for (const row of rows) {
      let total = 0;
      for (const [column, cell] of row.cells.entries()) {
        total += hand.get(`${row.key} ${column}`) ?? 0;
        if (cell !== undefined) expect(cell.value, `${row.key} M${column}`).toBe(total);
      }
    }
  });

  it("divides the rows of a split, and is an option whose exports name the number", async () => {
    const split = await gridOf({ retainedOrders: 2, split: "region" });
    const whole = await gridOf({ retainedOrders: 2 });
    const sumOf = (rows: typeof split.rows) =>
      rows.reduce((sum, row) => sum + Number(row.cells[0]?.sum ?? row.cells[0]?.value ?? 0), 0);
    expect(sumOf(split.rows)).toBe(sumOf(whole.rows.filter(({ cells }) => cells[0]?.complete === true)));
    const place = ["--source", tinySource, "--memory", "--format", "csv"];
    const { out, code } = await runHere("cohorts", "--retained-orders", "2", ...place);
    expect(code).toBe(0);
    expect(out.split("\n")[0]).toBe(
      "acquisition_month,tenure_month,customers,retention,complete,small,orders_at_least",
    );
  });
});
