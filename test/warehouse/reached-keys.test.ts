import { describe, expect, it } from "vitest";
import { csv, day, numbers, read } from "./support/proposed.ts";

const customers = numbers.map((at) => `${100 + at},Customer ${at}`);

describe("keys under different names", () => {
  it("finds the customer of a settlement in the orders that it refers to", async () => {
    const found = await read({
      "orders.csv": csv(
        "order_number,order_date,email",
        numbers.map((at) => `${100 + at},${day(at)},c${at % 4}@example.org`),
      ),
      "settlement.csv": csv(
        "id,merchant_reference1,type,amount,sale_date",
        numbers.flatMap((at) => [
          `S${at},${100 + at},SALE,10.00,${day(at)}`,
          `F${at},${100 + at},FEE,-1.00,${day(at)}`,
          ...(at % 6 === 0 ? [`R${at},${100 + at},RETURN,-10.00,${day(at)}`] : []),
        ]),
      ),
    });
    expect(found).toMatchObject({ net: 100, customers: 4, asked: ["rows"] });
  });

  it("reads kinds of amounts in a description", async () => {
    const found = await read({
      "orders.csv": csv(
        "amazon-order-id,purchase-date,buyer-email",
        numbers.map((at) => `1-${at},${day(at)},c${at % 4}@example.org`),
      ),
      "settlement.csv": csv(
        "settlement-id,order-id,amount-type,amount-description,amount",
        numbers.flatMap((at) => [
          `9,1-${at},ItemPrice,Principal,10.00`,
          `9,1-${at},ItemPrice,Tax,2.00`,
          `9,1-${at},ItemFees,Commission,-1.50`,
        ]),
      ),
    });
    expect(found).toMatchObject({ net: 120, customers: 4 });
  });
});

it("finds the day of a charge in the list of terms", async () => {
  const found = await read({
    "charges.csv": csv(
      "Pupil,Term,Payable",
      numbers.flatMap((at) => ["Autumn", "Spring", "Summer"].map((term) => `P${at},${term},10.00`)),
    ),
    "terms.csv": csv("Term,Starts,Ends", [
      "Autumn,2024-09-02,2024-12-13",
      "Spring,2025-01-06,2025-04-04",
      "Summer,2025-04-22,2025-07-11",
    ]),
  });
  expect(found).toMatchObject({ net: 360, customers: 12 });
});

it("looks prices up by the product and by the group of the customer", async () => {
  const group = (at: number) => (at % 2 === 0 ? "trade" : "retail");
  const found = await read({
    "orders.csv": csv(
      "order,date,customer,sku,qty",
      numbers.map((at) => `${at},${day(at)},${100 + at},MUG,2`),
    ),
    "customers.csv": csv(
      "customer,name,price_group",
      customers.map((row, at) => `${row},${group(at + 1)}`),
    ),
    "prices.csv": csv("sku,price_group,price", [
      "MUG,retail,10.00",
      "MUG,trade,8.00",
      "BAG,retail,5.00",
      "BAG,trade,4.00",
    ]),
  });
  expect(found).toMatchObject({ net: 6 * 20 + 6 * 16, customers: 12 });
});

it("takes first and last names for customers, whatever their column is called", async () => {
  const names = ["Anna Meyer", "Ben Rossi", "Carla Novak", "David Berg"];
  const rows = numbers.map((at) => `${at},${day(at)},${names[at % 4]},Cash,10.00`);
  expect(await read({ "gifts.csv": csv("Envelope,Date,Brought it,Method,Amount", rows) })).toMatchObject({
    net: 120,
    customers: 4,
    asked: ["customer"],
  });
});
