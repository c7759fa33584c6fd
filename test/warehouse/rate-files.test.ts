import { describe, expect, it } from "vitest";
import { withProposal } from "../../source/warehouse/propose/propose.ts";
import { mappingText } from "../../source/warehouse/propose/write-mapping.ts";
import { memorySession } from "../helpers/memory-session.ts";
import { csv, day, numbers, read } from "./support/proposed.ts";
import { root, scratch } from "./support/scratch.ts";

/** Twelve orders of 10.00: four in EUR, four in USD, two without a currency, two more in USD. */
const codeOf = (at: number) => (at <= 4 ? "EUR" : at <= 6 ? "" : "USD");
const ownForm = csv(
  "transaction_id,customer_id,transacted_at,net_revenue,currency",
  numbers.map((at) => `t${at},C${at % 4},${day(at)},10.00,${codeOf(at)}`),
);
const rates = csv(
  "day,currency,rate",
  numbers.map((at) => `${day(at)},EUR,1.1`),
);

async function proposed(files: Readonly<Record<string, string>>) {
  const source = await scratch(files);
  return withProposal({ source, hasRecipes: false }, async ({ proposal }) => ({
    net: proposal.totals.netRevenue,
    currency: proposal.decisions.find(({ id }) => id === "currency"),
    text: mappingText(proposal),
  }));
}

describe("lines without a currency", () => {
  it("are in the main currency, and left out with it", async () => {
    const found = await read({ "lines.csv": ownForm });
    expect(found).toMatchObject({ net: 80, asked: ["currency"], leftOut: ["left out: lines in EUR: 4 lines, 40.00"] });
    expect(found.totals).toEqual(expect.arrayContaining([80, 40]));
  });

  it("are asked about in files of another form, with both totals", async () => {
    const header = "order,customer,date,total,currency";
    const rows = numbers.map((at) => `A${at},C${at % 4},${day(at)},10.00,${codeOf(at)}`);
    const found = await read({ "orders.csv": csv(header, rows) });
    expect(found).toMatchObject({ net: 80, asked: ["currency"] });
    expect(found.totals).toEqual(expect.arrayContaining([80, 60, 40]));
  });

  it("are in the main currency if each line has its rate", async () => {
    const rows = numbers.map(
      (at) => `A${at},C${at % 4},${day(at)},10.00,${codeOf(at)},${codeOf(at) === "EUR" ? "1.1" : ""}`,
    );
    const found = await read({ "orders.csv": csv("order,customer,date,total,currency,exchange_rate", rows) });
    expect(found.net).toBe(124);
  });

  it("are in the main currency if the others are known by the mark of their amounts", async () => {
    const mark = (at: number) => (at <= 4 ? "€" : at <= 6 ? "" : "$");
    const rows = numbers.map((at) => `A${at},C${at % 4},${day(at)},${mark(at)}10.00`);
    const found = await read({ "orders.csv": csv("order,customer,date,total", rows) });
    expect(found).toMatchObject({ net: 80, leftOut: ["left out: lines in EUR: 4 lines, 40.00"] });
  });
});

describe("a file of exchange rates beside lines in several currencies", () => {
  it("converts them, with the total that the build finds", async () => {
    const files = { "lines.csv": ownForm, "exchange_rates.csv": rates };
    const { net, currency, text } = await proposed(files);
    expect(net).toBe("124.00");
    expect(currency).toMatchObject({ taken: "rates", isAssumption: false });
    expect(text).not.toContain("filter:");
    const source = await scratch({ ...files, "grounds.yml": text });
    const session = await memorySession({ source, projectDir: `${root}/sql` });
    const built = await session.run({ sql: "select sum(net_revenue) from silver.fct_transactions", params: [] });
    await session.close();
    expect(built).toEqual([["124.0000"]]);
  });

  it("may multiply or divide in another form: both totals, the nearer first", async () => {
    const rows = numbers.map(
      (at) => `A${at},C${at % 4},${day(at)},${at <= 4 ? "1500" : "10.00"},${at <= 4 ? "JPY" : "USD"}`,
    );
    const table = csv(
      "Date,Currency Code,Exchange Rate",
      numbers.map((at) => `${day(at)},JPY,150`),
    );
    const found = await proposed({ "orders.csv": csv("order,customer,date,total,currency", rows), "daily.csv": table });
    expect(found).toMatchObject({ net: "120.00", currency: { taken: "rates-inverted", isAssumption: true } });
    expect(found.currency?.totals).toMatchObject({ rates: { netRevenue: "900080.00" }, USD: { netRevenue: "80.00" } });
    expect(found.text).toContain("exchange_rates:\n    files: [daily.csv]");
  });

  it("is no way to add them if too many lines are on days without a rate", async () => {
    const early = csv("day,currency,rate", [`${day(4)},EUR,1.1`]);
    const found = await read({ "lines.csv": ownForm, "exchange_rates.csv": early });
    expect(found).toMatchObject({ net: 80, asked: ["currency"] });
  });
});
