import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { withProposal } from "../../source/warehouse/propose/propose.ts";
import { mappingText } from "../../source/warehouse/propose/write-mapping.ts";
import { landed, scratch } from "./support/scratch.ts";

interface Line {
  readonly code: string;
  readonly amount: number;
  readonly discount: number;
  readonly rate: string;
}

/** Order lines in three currencies with the rate of each; rates of USD are 1. */
function linesAt(rates: Readonly<Record<string, readonly string[]>>, size: Readonly<Record<string, number>>) {
  return Array.from({ length: 18 }, (_, at): Line => {
    const code = ["USD", "EUR", "JPY"][at % 3] ?? "USD";
    const amount = Math.round((10 + at) * 100 * (size[code] ?? 1)) / 100;
    return { code, amount, discount: at % 4 === 0 ? amount / 10 : 0, rate: rates[code]?.[at % 2] ?? "" };
  });
}

function fileOf(lines: readonly Line[], header = "discount,Exchange Rate"): string {
  const rows = lines.map(
    ({ code, amount, discount, rate }, at) =>
      `${at},C${at % 5},2024-01-${10 + at},${code},${amount.toFixed(2)},${discount.toFixed(3)},${rate}`,
  );
  return `order_line_id,customer_id,order_date,currency,amount,${header}\n${rows.join("\n")}\n`;
}

/** The proposal for a file of order lines, and the amounts that its mapping lands. */
async function proposedFor(text: string) {
  const folder = await scratch({ "orders.csv": text });
  const { proposal, mapping } = await withProposal({ source: folder, hasRecipes: false }, async ({ proposal }) => ({
    proposal,
    mapping: mappingText(proposal),
  }));
  await writeFile(join(folder, "grounds.yml"), mapping);
  const amounts = "select net_revenue, discount_amount from landing.raw.transactions order by transaction_id::integer";
  const rows = await landed(folder, amounts);
  const currency = proposal.decisions.find(({ id }) => id === "currency");
  return { proposal, currency, rows: rows.map((row) => row.map(Number)) };
}

const rounded = (value: number) => Math.round(value * 10_000) / 10_000;
const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

it("converts each line by the rate beside it, with its discount, and shows the totals of the other readings", async () => {
  const lines = linesAt(
    { USD: ["1", ""], EUR: ["1.0945", "1.123456789"], JPY: ["0.006935", "0.0071"] },
    { EUR: 0.9, JPY: 145 },
  );
  const { proposal, currency, rows } = await proposedFor(fileOf(lines));
  const rateOf = ({ rate }: Line) => Number(rate || 1);
  const [net, discounts] = [0, 1].map((at) => rows.map((row) => row[at] ?? Number.NaN));
  const isOff = proposal.decisions.some(({ id, taken }) => id === "discount" && taken === "off");
  const byHand = lines.map((line) => rounded((line.amount - (isOff ? line.discount : 0)) * rateOf(line)));
  expect(net).toEqual(byHand);
  expect(discounts).toEqual(lines.map((line) => rounded(line.discount * rateOf(line))));
  expect(Number(proposal.totals.netRevenue)).toBeCloseTo(sumOf(byHand), 4);
  expect(proposal.currency).toBe("USD");
  expect(currency).toMatchObject({ taken: "times-rate", isAssumption: true });
  expect(currency?.options.map(({ says }) => says)).toEqual([
    "all lines in USD: amounts x Exchange Rate",
    "all lines in USD: amounts / Exchange Rate",
    ...["EUR alone", "JPY alone", "USD alone"],
  ]);
  const usd = lines.map((line, at) => (line.code === "USD" ? (byHand[at] ?? 0) : 0));
  expect(Number(currency?.totals.USD?.netRevenue)).toBeCloseTo(sumOf(usd), 2);
  const divided = lines.map((line) => rounded((line.amount - (isOff ? line.discount : 0)) / rateOf(line)));
  expect(Number(currency?.totals["over-rate"]?.netRevenue)).toBeCloseTo(sumOf(divided), 3);
});

it("divides if that brings the amounts nearer to those of the main currency", async () => {
  const lines = linesAt({ USD: ["1", "1"], EUR: ["0.91", "0.89"], JPY: ["144.2", "145.1"] }, { EUR: 0.9, JPY: 145 });
  const { proposal, currency, rows } = await proposedFor(fileOf(lines, "rebate note,fx_rate"));
  expect(currency?.taken).toBe("over-rate");
  expect(rows.map(([net]) => net)).toEqual(lines.map(({ amount, rate }) => rounded(amount / Number(rate))));
  expect(Number(proposal.totals.netRevenue)).toBeCloseTo(sumOf(rows.map(([net]) => net ?? 0)), 4);
});

it("keeps one currency if no rate is 1 throughout, or if a file of refunds is in the other currencies", async () => {
  const odd = linesAt({ USD: ["1", "1.2"], EUR: ["1.1", "1.2"], JPY: ["0.007", "0.008"] }, { JPY: 145 });
  const { currency, rows } = await proposedFor(fileOf(odd, "rebate note,fx_rate"));
  expect(currency?.options.map(({ id }) => id)).toEqual(["EUR", "JPY", "USD"]);
  expect(rows).toHaveLength(6);
  const even = linesAt({ USD: ["1", "1"], EUR: ["1.1", "1.2"], JPY: ["0.007", "0.008"] }, { JPY: 145 });
  const refunds = "refund_id,order_line_id,refunded_at,amount\n1,3,2024-02-01,2.00\n";
  const folder = await scratch({ "orders.csv": fileOf(even, "rebate note,fx_rate"), "refunds.csv": refunds });
  const options = await withProposal({ source: folder, hasRecipes: false }, async ({ proposal: { decisions } }) =>
    decisions.find(({ id }) => id === "currency")?.options.map(({ id }) => id),
  );
  expect(options).toEqual(["EUR", "JPY", "USD"]);
});
