import { expect, it } from "vitest";
import { landed, scratch } from "./support/scratch.ts";

const mapping = `version: 1
tables:
  transactions:
    files: [orders.csv]
    columns: { transaction_id: id, customer_id: customer, transacted_at: day, net_revenue: amount, quantity: pieces }
  customers:
    files: [customers.csv]
    columns: { customer_id: customer, region: area, last_name: name }
`;

it("takes NA for no value in a file that has it among its numbers, but for a text among codes", async () => {
  const folder = await scratch({
    "grounds.yml": mapping,
    "orders.csv":
      "id,customer,day,amount,pieces\n1,c1,2024-01-01,5.00,NA\n2,NA,2024-01-02,6.00,2\n3,c1,2024-01-03,7.00,1\n4,c2,2024-01-04,8.00,3\n",
    "customers.csv": "customer,area,name,visits\nc1,NA,Null,3\nNA,EMEA,NA,NA\nc2,NA,\\N,4\nc3,APAC,NULL,5\n",
  });
  expect(
    await landed(folder, "select customer_id, quantity from landing.raw.transactions order by transaction_id"),
  ).toEqual([
    ["c1", null],
    [null, "2"],
    ["c1", "1"],
    ["c2", "3"],
  ]);
  expect(await landed(folder, "select region, last_name from landing.raw.customers order by _record")).toEqual([
    ["NA", "Null"],
    ["EMEA", null],
    ["NA", null],
    ["APAC", null],
  ]);
});
