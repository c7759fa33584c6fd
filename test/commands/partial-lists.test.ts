import { expect, it } from "vitest";
import { runHere } from "../helpers/command-line.ts";
import { scratch } from "../warehouse/support/scratch.ts";

const header =
  "transaction_id,customer_id,transacted_at,transaction_type,gift_recipient_id,product_id,quantity,net_revenue,discount_id";
const transactions = [
  header,
  "t-1,c-1,2024-01-01,A La Carte,,p-1,1,8.00,d-1",
  "t-2,c-2,2024-01-02,a-la-carte,,p-9,1,5.00,",
  "t-3,c-2,2024-01-03,Gift,c-3,p-1,1,9.00,d-9",
  "t-4,c-1,2024-01-04,,,p-1,0,-3.00,d-9",
  ...Array.from({ length: 996 }, (_, at) => `t-${at + 10},c-1,2024-01-05,Subscription,,p-1,1,1.00,`),
  "t-5,c-1,2024-01-06,Rental,,p-1,1,1.00,",
  "t-6,c-1,2024-01-06,Rental,,p-1,1,1.00,",
  "t-7,c-1,2024-01-06,Lease,,p-1,1,1.00,",
  "",
].join("\n");

const files = {
  "transactions.csv": transactions,
  "customers.csv": "customer_id,region\nc-1,west\n",
  "coffee_profiles.csv": "product_id,bag_size,bag_grams,gross_price\np-1,Standard,250,10.00\n",
  "discount_offerings.csv": "discount_id,program,percent_off\nd-1,Welcome,20\n",
};

it("keeps, derives and counts what a list of the source lacks", async () => {
  const place = ["--source", await scratch(files), "--memory", "--format", "csv"];
  const { code, out, log } = await runHere("slice", "--by", "region", "--measure", "order_lines,net_revenue", ...place);
  expect([code, out]).toEqual([
    0,
    expect.stringMatching(/^region,.*\nwest,998,[\d.]+,1001,.*\nunknown,2,[\d.]+,14,.*\n$/),
  ]);
  expect(log).toContain(
    "derived  customers: 2 not in the list; the 3 records that name them stay, with unknown attributes\n",
  );
  expect(log).toContain(
    "derived  coffee_profiles: 1 not in the list; the record that names it stays, with unknown attributes\n",
  );
  expect(log).toContain(
    "derived  discount_offerings: 1 not in the list; the 2 records that name them stay, as promotions\n",
  );
  expect(log).toMatch(/every_key_is_listed: 4 rows fail/);
});

it("accepts words of the contract in any spelling, and reports unknown ones with their counts", async () => {
  const place = ["--source", await scratch(files), "--memory", "--format", "csv"];
  const { out, log } = await runHere("slice", "--by", "transaction_type", "--measure", "order_lines", ...place);
  expect(out).toMatch(/\nsubscription,996,.*\na_la_carte,3,.*\ngift,1,.*\n$/);
  expect(log).toContain("3 quarantined (unknown value of transaction_type (Rental, Lease) 3)");
  expect(log).not.toContain("missing  gifts");
});

it("counts the money of a line without a quantity as the discount that it names", async () => {
  const place = ["--source", await scratch(files), "--memory", "--format", "csv"];
  const measures = "order_lines,list_revenue,other_discount,plug,net_revenue";
  const { out } = await runHere("slice", "--measure", measures, "--where", "transaction_date=2024-01-04", ...place);
  expect(out).toBe(`${measures}\n1,0,3,0,-3\n`);
});
