import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findSwitching, switchable } from "../../source/analysis/switching.ts";
import type { Session } from "../../source/commands/session.ts";
import type { SwitchingQuestion } from "../../source/query/switching-question.ts";
import { generatedSession } from "../helpers/generated-session.ts";

let session: Session;
beforeAll(async () => {
  session = await generatedSession(900, 5);
}, 120_000);
afterAll(() => session.close());

type Row = readonly [from: string, to: string, events: number, customers: number];

async function counts(question: Omit<SwitchingQuestion, "filters">): Promise<readonly Row[]> {
  const { sides } = await findSwitching({ ...question, filters: [] }, session.run);
  return (sides[0]?.pairs ?? []).map((pair): Row => [`${pair.from}`, `${pair.to}`, pair.events, pair.customers]);
}

const days = { from: "2024-01-01", to: "2024-12-31" };

describe("what the same customers changed from and to", () => {
  it("counts changes of plan from the state changes, as by hand", async () => {
    const found = await counts({ of: "bag_size", from: "plans", sides: [days] });
    const sizes = `select distinct product_id, bag_size from bronze.stg_coffee_profiles`;
    const byHand = await session.run({
      sql: `with sizes as (${sizes}), changes as (
        select c.customer_id, c.changed_at, c.state, sizes.bag_size as size,
          lag(sizes.bag_size) over (partition by c.subscription_id order by c.changed_at, c.change_id) as before
        from bronze.stg_subscription_state_changes as c inner join sizes using (product_id)
      )
      select before, size, count(*), count(distinct customer_id) from changes
      where state = 'plan_changed' and before <> size and changed_at >= '2024-01-01' and changed_at < '2025-01-01'
      group by all order by 3 desc, 1, 2`,
      params: [],
    });
    expect(found.length).toBeGreaterThan(0);
    expect(found).toEqual(byHand.map((row) => [row[0], row[1], Number(row[2]), Number(row[3])]));
  });

  it("counts from each order of a customer to the next, dated by the later one", async () => {
    const found = await counts({ of: "price_point", from: "orders", sides: [days] });
    const lines = await session.run({
      sql: `select customer_id, order_id, cast(transaction_date as varchar), price_point
        from silver.fct_transactions where customer_id is not null
        qualify row_number() over (partition by order_id order by list_revenue desc, transaction_id) = 1
        order by customer_id, transacted_at, order_id`,
      params: [],
    });
    const events = new Map<string, number>();
    for (const [index, [customer, , day, after]] of lines.entries()) {
      const before = lines[index - 1];
      const isNext = before !== undefined && before[0] === customer && before[3] !== after;
      if (!isNext || String(day) < days.from || String(day) > days.to) continue;
      const key = `${before[3]} ${after}`;
      events.set(key, (events.get(key) ?? 0) + 1);
    }
    expect(new Map(found.map(([from, to, count]) => [`${from} ${to}`, count]))).toEqual(events);
  });

  it("has no change between equal values of the dimension, and adds up over the months", async () => {
    const found = await counts({ of: "bag_size", from: "plans", sides: [] });
    expect(found.every(([from, to]) => from !== to)).toBe(true);
    const { months, monthPairs, sides } = await findSwitching(
      { of: "bag_size", from: "plans", sides: [], filters: [] },
      session.run,
    );
    const sum = (rows: readonly { readonly events: number }[]) => rows.reduce((total, { events }) => total + events, 0);
    const all = found.reduce((total, [, , events]) => total + events, 0);
    expect([sum(months), sum(monthPairs), sides[0]?.events]).toEqual([all, all, all]);
  });
});

describe("what can change", () => {
  it("is the bag size first, and only what the data has values of", () => {
    const { catalog } = session;
    expect(switchable(catalog, "orders")[0]).toBe("bag_size");
    const dimensions = catalog.dimensions.filter(({ name }) => !/^(bag_size|roast)$/.test(name));
    const bare = switchable({ ...catalog, dimensions }, "orders");
    expect(bare[0]).toBe("product");
    expect(bare).not.toContain("roast");
    expect(bare).toContain("method");
  });
});
