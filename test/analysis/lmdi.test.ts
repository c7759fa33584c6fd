import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, expect, it } from "vitest";
import { withLiterals } from "../../source/export/report/sql-literal.ts";
import { type CoffeeReport, coffeeReport } from "../export/coffee-report.ts";

let coffee: CoffeeReport;
beforeAll(async () => {
  coffee = await coffeeReport(1500);
});
afterAll(() => coffee.remove());

/** Sums per period and channel in currency units: what the factors of the product are made of. */
const sumsByChannel = `
  select channel, period, sum(customers) / sum(sum(customers)) over (partition by period) as mix,
      sum(bags) / sum(customers) as volume, sum(list) / 100.0 / sum(bags) as price,
      1 - sum(discount_welcome + discount_prepaid_3 + discount_prepaid_6 + discount_prepaid_12 + discount_other) / sum(list) as kept,
      1 - sum(reversal_refund + reversal_credit + reversal_chargeback) /
          sum(list - discount_welcome - discount_prepaid_3 - discount_prepaid_6 - discount_prepaid_12 - discount_other) as unreversed
  from cells group by channel, period`;

const factors = ["mix", "volume", "price", "kept", "unreversed"] as const;

/** Logarithmic mean Divisia index (Ang 2004): sum over channels of L(v1, v0) ln(x1 / x0), in DuckDB, of the cells of the bridge. */
async function lmdi(cells: string): Promise<ReadonlyMap<string, number>> {
  const database = await DuckDBInstance.create(coffee.warehouse, { access_mode: "READ_ONLY" });
  const connection = await database.connect();
  const bars = factors.map((name) => `sum(mean * ln(after.${name} / before.${name})) as ${name}`);
  const reader = await connection.runAndReadAll(`
    with cells as (${cells}),
    sums as (select *, mix * volume * price * kept * unreversed as value from (${sumsByChannel})),
    pairs as (
      select before, after,
          (after.value - before.value) / (ln(after.value) - ln(before.value)) as mean
      from sums as before inner join sums as after on before.channel = after.channel and before.period = 0 and after.period = 1
    )
    select ${bars.join(", ")} from pairs`);
  const [row = {}] = reader.getRowObjectsJS();
  connection.closeSync();
  database.closeSync();
  return new Map(factors.map((name) => [name, Number(row[name])]));
}

it("two independent ways agree within 5 % of the change: Owen values, and LMDI of the product's positive parts", async () => {
  const { investigation } = await coffee.ask();
  const { groups, change, steps } = investigation;
  const cells = steps.find((step) => step.id === "bridge")?.sql[0];
  const other = await lmdi(cells ? withLiterals(cells) : "");
  const owen = (...names: readonly string[]) =>
    groups.filter((bar) => names.includes(bar.name)).reduce((sum, bar) => sum + bar.contribution, 0);
  const pairs: readonly (readonly [number, number | undefined])[] = [
    [owen("channel_mix"), other.get("mix")],
    [owen("volume"), other.get("volume")],
    [owen("bag_size", "coffee_profile", "list_price"), other.get("price")],
    [owen("welcome", "prepaid", "other_discounts"), other.get("kept")],
    [owen("reversals"), other.get("unreversed")],
  ];
  expect(Math.abs(change)).toBeGreaterThan(5);
  for (const [ours, theirs = Number.NaN] of pairs)
    expect(Math.abs(ours - theirs)).toBeLessThan(0.05 * Math.abs(change));
  const whole = pairs.reduce((sum, [, theirs = Number.NaN]) => sum + theirs, 0);
  expect(Math.abs(whole - (change - owen("plug")))).toBeLessThan(0.001);
});
