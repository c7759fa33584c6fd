import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "../../source/warehouse/database/database.ts";
import { openTinyWarehouse } from "../helpers/tiny-warehouse.ts";

let database: Database;

beforeAll(async () => {
  database = await openTinyWarehouse();
});

afterAll(() => database.close());

async function rows(sql: string) {
  return (await database.query(sql)).rows.map((row) => row.map((value) => (value === null ? null : String(value))));
}

// What each test expects was worked out by hand: test/fixtures/tiny/README.md.
describe("the models on the tiny source", () => {
  it("find each customer's point of entry, including ties and starts before the first order", async () => {
    const sql = `select point_of_entry, string_agg(customer_id, ' ' order by customer_id)
      from silver.dim_customer_acquisition group by 1 order by 1`;
    expect(await rows(sql)).toEqual([
      ["a_la_carte", "c-04 c-07 c-12 c-16"],
      ["gift_purchaser", "c-05 c-13"],
      ["gift_recipient", "c-06 c-14"],
      ["subscription", "c-01 c-02 c-03 c-08 c-09 c-10 c-11 c-15"],
    ]);
  });

  it("show who subscribed later, and the state of subscriptions at the end", async () => {
    const later = "select customer_id, days_to_subscribe from silver.dim_customer_acquisition";
    expect(await rows(`${later} where days_to_subscribe > 0 order by 1`)).toEqual([
      ["c-04", "47"],
      ["c-06", "75"],
    ]);
    const status = "select current_status, count(*) from silver.dim_customer_acquisition group by 1 order by 1";
    expect(await rows(status)).toEqual([
      ["active", "6"],
      ["cancelled", "3"],
      ["never", "6"],
      ["paused", "1"],
    ]);
  });

  it("give the first month's money of customers acquired via subscription", async () => {
    const sql = `select count(*), sum(orders), sum(bags), sum(list_revenue), sum(welcome_discount), sum(prepaid_discount),
        sum(other_discount), sum(reversals), sum(plug), sum(net_revenue)
      from gold.customer_first_month where point_of_entry = 'subscription' and is_complete
      group by acquisition_quarter order by acquisition_quarter`;
    expect(await rows(sql)).toEqual([
      ["4", "7", "11", "199.0000", "1.8000", "9.6000", "0.0000", "10.0000", "0.0000", "177.6000"],
      ["4", "7", "7", "112.0000", "4.8000", "9.0000", "3.0000", "15.0000", "0.5000", "79.7000"],
    ]);
    const incomplete = "select customer_id from gold.customer_first_month where not is_complete";
    expect(await rows(incomplete)).toEqual([["c-16"]]);
  });

  it("lead from list to net over all lines", async () => {
    const sql = `select count(*), count(distinct order_id), sum(bags), sum(list_revenue), sum(welcome_discount),
        sum(prepaid_discount), sum(other_discount), sum(refunds), sum(credits), sum(chargebacks), sum(plug),
        sum(net_revenue), sum(replacements), sum(replacement_cost)
      from silver.fct_transactions`;
    expect(await rows(sql)).toEqual([
      "33 32 37 638.0000 13.8000 18.6000 3.0000 10.0000 12.0000 10.0000 0.5000 570.1000 53.2000 19.0000".split(" "),
    ]);
  });

  it("put a reversal without an order on the customer's latest line before it", async () => {
    const sql = "select transaction_id, days_after_order from silver.fct_reversals where reversal_id = 'r-07'";
    expect(await rows(sql)).toEqual([["t-012", "29"]]);
  });

  it("know the subscription's state at the time, and the day on which a window ends", async () => {
    const sql = `select transaction_id, subscription_status, tenure_day from silver.fct_transactions
      where transaction_id in ('t-003', 't-004', 't-008', 't-011', 't-019') order by 1`;
    expect(await rows(sql)).toEqual([
      ["t-003", "active", "29"],
      ["t-004", "active", "30"],
      ["t-008", "paused", "36"],
      ["t-011", "never", "0"],
      ["t-019", "cancelled", "337"],
    ]);
  });
});
