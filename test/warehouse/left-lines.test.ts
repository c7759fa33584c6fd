import { expect, it } from "vitest";
import { landed, scratch } from "./support/scratch.ts";

const lines = `id,who,at,net,region
t1,c1,2024-01-05,10.00,north
t2,c1,2024-01-05,10.00,south
t3,c2,2024-01-07,5.00,
`;
const files = {
  "orders.csv": lines,
  "reversals.csv": `reversal_id,transaction_id,reversed_at,kind,amount
r1,t1,2024-02-01,refund,1.00
r2,t2,2024-02-01,refund,2.00
r3,t3,2024-02-01,refund,3.00
r4,t9,2024-02-01,refund,4.00
`,
  "line_discounts.csv": "transaction_id,name,program,amount\nt1,Coupon,coupon,1\nt2,Coupon,coupon,1\n",
};
const mapping = (filter: string) => `version: 1
tables:
  transactions:
    files: [orders.csv]
${filter}    columns: { transaction_id: id, customer_id: who, transacted_at: at, net_revenue: net }
`;
const idsOf = async (table: string, filter: string) => {
  const source = await scratch({ ...files, "grounds.yml": mapping(filter) });
  return (await landed(source, `select transaction_id from landing.raw.${table} order by 1`)).flat();
};

it("leaves out reversals and discounts of lines that the mapping's filter leaves out, and keeps those of unknown lines", async () => {
  const filter = "    filter: region = 'north'\n";
  expect(await idsOf("reversals", filter)).toEqual(["t1", "t9"]);
  expect(await idsOf("line_discounts", filter)).toEqual(["t1"]);
});

it("keeps them all without a filter, and those of a line that another record keeps", async () => {
  expect(await idsOf("reversals", "    filter: region is distinct from 'none'\n")).toHaveLength(4);
  const first = "    filter: row_number() over (partition by who order by _record) = 1\n";
  expect(await idsOf("reversals", first)).toEqual(["t1", "t3", "t9"]);
});
