import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { withProposal } from "../../source/warehouse/propose/propose.ts";
import { mappingText } from "../../source/warehouse/propose/write-mapping.ts";
import { landed, scratch } from "./support/scratch.ts";

it.each([
  ["12.50 incl", "a word"],
  ["12,50 Â€", "a wrongly decoded sign"],
  ["-12.50 ?", "a lost sign"],
  ["approx 1,012.50", "a word before"],
  ["(12.50) ea.", "an abbreviation, after an amount in parentheses"],
  ["XOF 1200", "a currency that is not known"],
])("amounts like %s are read: %s", async (text) => {
  const amount =
    Number(
      text
        .replaceAll(/[^\d.,]/g, "")
        .replace(/\.$/, "")
        .replace(/,(?=\d{3})/, "")
        .replace(",", "."),
    ) * (/[-(]/.test(text) ? -1 : 1);
  const rows = Array.from({ length: 12 }, (_, at) => `A${at},C${at % 4},2024-03-${at + 10},"${text}"`);
  const folder = await scratch({ "orders.csv": ["order_id,customer_id,order_date,amount", ...rows, ""].join("\n") });
  const totals = await withProposal({ source: folder }, async ({ proposal }) => {
    await writeFile(join(folder, "grounds.yml"), mappingText(proposal));
    return proposal.totals;
  });
  expect(Number(totals.netRevenue)).toBe(12 * amount);
  const sql = "select sum(net_revenue::decimal(18, 2))::double from landing.raw.transactions";
  expect((await landed(folder, sql))[0]).toEqual([12 * amount]);
});

it("numbered names in a column of prices stay names", async () => {
  const rows = Array.from({ length: 12 }, (_, at) => `A${at},C${at % 4},2024-03-${at + 10},tier ${at % 3},5.00`);
  const source = await scratch({
    "orders.csv": ["order_id,customer_id,order_date,price_tier,amount", ...rows, ""].join("\n"),
  });
  const totals = await withProposal({ source }, async ({ proposal }) => proposal.totals);
  expect(totals.netRevenue).toBe("60.00");
});

it("a page's number below the amounts is no amount", async () => {
  const lines = Array.from(
    { length: 12 },
    (_, at) => `A${at},C${at % 4},2024-03-${at + 10},${at % 4 === 3 ? "Page 2" : "5.00"}`,
  );
  const source = await scratch({ "orders.csv": ["order_id,customer_id,order_date,amount", ...lines, ""].join("\n") });
  const totals = await withProposal({ source }, async ({ proposal }) => proposal.totals);
  expect(totals.netRevenue).toBe("45.00");
});
