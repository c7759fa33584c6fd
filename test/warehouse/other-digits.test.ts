import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { withProposal } from "../../source/warehouse/propose/propose.ts";
import { mappingText } from "../../source/warehouse/propose/write-mapping.ts";
import { landed, scratch } from "./support/scratch.ts";

/** Fourteen orders of 1,012.50 on days written so: what is proposed, and the days and sum that a build loads. */
async function read(
  day: (at: number) => string,
  amount = "1,012.50",
  names = "order_id,customer_id,order_date,amount,product",
) {
  const rows = Array.from({ length: 14 }, (_, at) => `A${at},C${at % 4},${day(at)},"${amount}",Tea ٣`);
  const folder = await scratch({ "orders.csv": [names, ...rows, ""].join("\n") });
  const proposal = await withProposal({ source: folder }, async (found) => {
    await writeFile(join(folder, "grounds.yml"), mappingText(found.proposal));
    return found.proposal;
  });
  const sql = `select left(min(transacted_at), 10), left(max(transacted_at), 10), sum(net_revenue::decimal(18, 2))::double, min(product_id)
    from landing.raw.transactions`;
  return {
    ...{ net: Number(proposal.totals.netRevenue), from: proposal.totals.from, to: proposal.totals.to },
    loaded: (await landed(folder, sql))[0],
    assumptions: proposal.decisions.filter(({ isAssumption }) => isAssumption).map(({ id }) => id),
  };
}

const two = (number: number) => String(number).padStart(2, "0");
const inScript = (zero: string) => (text: string) =>
  text.replaceAll(/\d/g, (digit) => String.fromCodePoint((zero.codePointAt(0) ?? 0) + Number(digit)));
const expected = { net: 14_175, from: "2024-02-16", to: "2024-02-29" };
const loaded = ["2024-02-16", "2024-02-29", 14_175, "Tea ٣"];

describe("digits and years of other places", () => {
  it.each([
    ["Arabic", inScript("٠"), "١٬٠١٢٫٥٠"],
    ["Persian", inScript("۰"), "۱٬۰۱۲٫۵۰"],
    ["full-width", inScript("０"), "１，０１２．５０"],
  ])("%s digits are read in numbers and dates, and stay in names", async (_, of, amount) => {
    const found = await read((at) => of(`2024-02-${two(at + 16)}`), amount);
    expect(found).toEqual({ ...expected, loaded, assumptions: [] });
  });

  it.each([
    ["29/02/2567", (at: number) => `${two(at + 16)}/02/2567`],
    ["2567-02-29", (at: number) => `2567-02-${two(at + 16)}`],
    ["29.02.2567 10:15", (at: number) => `${two(at + 16)}.02.2567 10:15`],
  ])("years of the Buddhist era are an assumption: %s", async (_, day) => {
    expect(await read(day)).toEqual({ ...expected, loaded, assumptions: ["calendar"] });
  });

  it.each([
    ["113/02/29", (at: number) => `113/02/${two(at + 16)}`],
    ["民國113年2月29日", (at: number) => `民國113年2月${at + 16}日`],
  ])("years of the Republic of China are read: %s", async (_, day) => {
    expect(await read(day)).toEqual({ ...expected, loaded, assumptions: [] });
  });
});
