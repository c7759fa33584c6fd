import { expect, it } from "vitest";
import { withProposal } from "../../source/warehouse/propose/propose.ts";
import { csv, day, numbers } from "./support/proposed.ts";
import { scratch } from "./support/scratch.ts";

async function listOf(header: string) {
  const rows = numbers.map((at) => `t${at},C${at % 4},${day(at)},${at % 3 === 0 ? "9.00" : "10.00"},10.00`);
  const source = await scratch({ "lines.csv": csv(header, rows) });
  return withProposal({ source, hasRecipes: false }, async ({ proposal }) => ({
    net: proposal.totals.netRevenue,
    list: proposal.tables[0]?.columns.find(({ column }) => column === "list_revenue")?.expression,
  }));
}

it("takes the contract's own column of list values", async () => {
  const header = "transaction_id,customer_id,transacted_at,net_revenue,list_revenue";
  expect(await listOf(header)).toEqual({ net: "116.00", list: "list_revenue" });
});

it("does not take a column of another name, which may be anything", async () => {
  expect(await listOf("transaction_id,customer_id,transacted_at,net_revenue,note")).toMatchObject({ list: undefined });
});
