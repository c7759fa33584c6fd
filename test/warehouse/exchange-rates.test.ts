import { describe, expect, it } from "vitest";
import { runHere } from "../helpers/command-line.ts";
import { memorySession } from "../helpers/memory-session.ts";
import { root, scratch } from "./support/scratch.ts";

const projectDir = `${root}/sql`;

/** A week of orders in three currencies; the EUR has no rate on the 6th and 7th, a weekend. */
const orders = `transaction_id,customer_id,transacted_at,net_revenue,quantity,list_revenue,coupon,currency
t1,c1,2024-01-05,10.00,1,12.00,2.00,USD
t2,c1,2024-01-05T23:59:59Z,10.00,1,12.50,2.50,EUR
t3,c2,2024-01-07,33.33,2,33.33,, eur
t4,c2,2024-01-08,100,1,100,,JPY
t5,c3,2024-01-08,-7.77,-1,-7.77,,EUR
t6,c3,2024-01-08,5.00,1,5.00,,
`;
const rates = `day,currency,rate
2024-01-05,EUR,1.0945
2024-01-08,eur,1.0946123456789
2024-01-08,JPY,0.006935
2024-01-08,USD,1
`;
const reversals = "reversal_id,transaction_id,reversed_at,kind,amount\nr1,t2,2024-01-20,refund,4.00\n";
const named = "version: 1\ndiscounts: [{ name: Coupon, amount: coupon }]\n";
const files = { "transactions.csv": orders, "exchange_rates.csv": rates, "reversals.csv": reversals };

describe("amounts in several currencies", () => {
  it("are converted at the rate of the order's day, with their discounts and reversals, to the last digit", async () => {
    const source = await scratch({ ...files, "grounds.yml": named });
    const session = await memorySession({ source, projectDir });
    const ask = (sql: string) => session.run({ sql, params: [] });
    const facts = await ask(
      "select transaction_id, list_revenue, discounts, refunds, net_revenue from silver.fct_transactions order by 1",
    );
    expect(facts).toEqual([
      ["t1", "12.0000", "2.0000", "0.0000", "10.0000"],
      ["t2", "13.6813", "2.7363", "4.3780", "10.9450"],
      ["t3", "36.4797", "0.0000", "0.0000", "36.4797"],
      ["t4", "0.6935", "0.0000", "0.0000", "0.6935"],
      ["t5", "-8.5051", "0.0000", "0.0000", "-8.5051"],
      ["t6", "5.0000", "0.0000", "0.0000", "5.0000"],
    ]);
    await session.close();
  });

  it("are shown in both currencies, and tie out in every layer", async () => {
    const source = await scratch({ ...files, "grounds.yml": named });
    const run = await runHere("summary", "--source", source, "--memory");
    expect([run.code, run.out]).toEqual([0, expect.stringContaining("set      main_currency: order lines in other")]);
    expect(run.out).toContain(
      "currency 3 order lines in EUR, net 35.56, are 38.9196 USD by the rate of their day; 1 by the last rate before it, at most 2 days old",
    );
    expect(run.out).toContain("currency 1 order line in JPY, net 100.00, is 0.6935 USD by the rate of its day");
    const tied = await runHere(
      ...["investigate", "--of", "period", "--base", "2024-01-05..2024-01-07", "--compare", "2024-01-08..2024-01-08"],
      ...["--source", source, "--memory", "--format", "json"],
    );
    expect(tied.code, tied.log).toBe(0);
    const { base, compare, true_up: sides } = JSON.parse(tied.out);
    expect([base.value, compare.value]).toEqual([57.4247, -2.8116]);
    expect(sides.map((side: { difference: unknown }) => Number(side.difference))).toEqual([0, 0]);
  });

  it("are quarantined with place and reason if no rate is known or it is too old, and stop a build if there are many", async () => {
    const few = `${rates.split("\n").slice(0, 2).join("\n")}\n`;
    const old = "version: 1\noptions: { exchange_rate_days: 1 }\n";
    const source = await scratch({ "transactions.csv": orders, "exchange_rates.csv": few, "grounds.yml": old });
    const session = await memorySession({ source, projectDir, vars: { bad_row_share: 0.6 } });
    const bad = "select source_line, column_name, value, reason from bronze.quarantine order by 1";
    expect(await session.run({ sql: bad, params: [] })).toEqual([
      [4, "currency", " eur", "no exchange rate"],
      [5, "currency", "JPY", "no exchange rate"],
      [6, "currency", "EUR", "no exchange rate"],
    ]);
    await session.close();
    const stopped = await runHere("slice", "--source", source, "--memory");
    expect([stopped.code, stopped.log]).toEqual([3, expect.stringMatching(/transactions: no exchange rate 3/)]);
    expect(stopped.log).toMatch(/transactions\.csv:4 currency: no exchange rate/);
  });

  it("skip rates that cannot be read, and the second rate of a day", async () => {
    const odd = `${rates}2024-01-05,EUR,1.2\nsoon,EUR,1\n2024-01-05,GBP,0\n2024-01-06,GBP,x\n`;
    const source = await scratch({ "transactions.csv": orders, "exchange_rates.csv": odd });
    const session = await memorySession({ source, projectDir, vars: { bad_row_share: 0.6 } });
    const bad = "select source_line, column_name, reason from bronze.quarantine order by 1";
    expect(await session.run({ sql: bad, params: [] })).toEqual([
      [6, "day", "duplicate key"],
      [7, "day", "not a date"],
      [8, "rate", "unknown value"],
      [9, "rate", "not a number"],
    ]);
    await session.close();
  });

  it("are refused without rates, and the error names them", async () => {
    const source = await scratch({ "transactions.csv": orders });
    const refused = await runHere("slice", "--source", source, "--memory");
    expect([refused.code, refused.log]).toEqual([1, expect.stringMatching(/exchange_rates \(day, currency, rate\)/)]);
  });
});
