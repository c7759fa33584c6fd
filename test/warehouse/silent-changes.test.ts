import { describe, expect, it } from "vitest";
import { withProposal } from "../../source/warehouse/propose/propose.ts";
import { type Files, scratch } from "./support/scratch.ts";

const days = Array.from({ length: 12 }, (_, at) => `2024-0${(at % 9) + 1}-1${at % 10}`);
const table = (header: string, row: (at: number) => string, rows = 12) =>
  [header, ...Array.from({ length: rows }, (_, at) => row(at)), ""].join("\n");
/** Twelve orders of 10.00. */
const orders = table("order_id,customer_id,order_date,amount", (at) => `A${at},C${at % 4},${days[at]},10.00`);

/** The net revenue, and each assumption with the net revenue of its readings, the one taken first. */
async function proposed(files: Files) {
  return withProposal({ source: await scratch(files) }, async ({ proposal: { totals, decisions } }) => ({
    net: totals.netRevenue,
    assumptions: decisions
      .filter(({ isAssumption }) => isAssumption)
      .map(({ about, taken, options, totals: of }) => [
        about,
        options.find(({ id }) => id === taken)?.says,
        ...options.map(({ id }) => of[id]?.netRevenue),
      ]),
  }));
}

describe("what could change the total is an assumption with the other total:", () => {
  it("refunds that no column assigns to an order", async () => {
    const refunds = table("refund_id,refunded_at,refund_amount", (at) => `r${at},${days[at]},2.50`, 3);
    expect(await proposed({ "orders.csv": orders, "refunds.csv": refunds })).toEqual({
      net: "120.00",
      assumptions: [["refunds.csv", "not taken off: 3 lines, 7.50 in refund_amount", "120.00", "112.50"]],
    });
  });

  it("sales in other columns than those of the order lines, but not payments for the same orders", async () => {
    const till = table("Receipt,Member,Day,Net sales,Cashier", (at) => `T${at},C${at % 4},${days[at]},3.00,Ann`, 5);
    const payments = table("payment,order_id,customer_id,paid_at,amount", (at) => `P${at},A${at},C1,${days[at]},12.00`);
    expect(await proposed({ "orders.csv": orders, "till.csv": till, "payments.csv": payments })).toEqual({
      net: "120.00",
      assumptions: [["till.csv", "left out: 5 lines, 15.00 in Net sales", "120.00", "135.00"]],
    });
  });

  it("a part of the order lines without the column of the amount", async () => {
    const second = table("order_id,customer_id,order_date,field 3", (at) => `B${at},C${at % 4},${days[at]},7.00`);
    expect(await proposed({ "orders_1.csv": orders, "orders_2.csv": second })).toEqual({
      net: "120.00",
      assumptions: [["orders_2.csv", "12 lines without amount", "120.00"]],
    });
  });

  it.each([
    [
      "a column of currencies, whatever its name",
      "amount,field 4",
      (at: number) => `10.00,${at % 3 === 0 ? "USD" : "EUR"}`,
    ],
    ["signs in a column", "amount,currency", (at: number) => `10.00,${at % 3 === 0 ? "$" : "€"}`],
    ["marks at the amounts", "amount,note", (at: number) => `${at % 3 === 0 ? "$ 10.00" : "€ 10.00"},x`],
  ])("several currencies, by %s", async (_, header, values) => {
    const lines = table(
      `order_id,customer_id,order_date,${header}`,
      (at) => `A${at},C${at % 4},${days[at]},${values(at)}`,
    );
    const { net, assumptions } = await proposed({ "orders.csv": lines });
    expect([net, ...assumptions]).toEqual(["80.00", ["currency", "EUR alone", "80.00", "40.00"]]);
  });

  it("a yes or no, and a status, in a column without a name of its own", async () => {
    const flags = table(
      "order_id,customer_id,order_date,amount,field 4",
      (at) => `A${at},C${at % 4},${days[at]},10.00,${at === 3}`,
    );
    expect((await proposed({ "orders.csv": flags })).assumptions).toEqual([
      ["rows that are revenue", "every row", "120.00", "110.00"],
    ]);
    const word = (at: number) => (at < 2 ? "cancelled" : at < 4 ? "blorp" : "paid");
    const states = table(
      "order_id,customer_id,order_date,amount,field 4",
      (at) => `A${at},C${at % 4},${days[at]},10.00,${word(at)}`,
    );
    expect((await proposed({ "orders.csv": states })).assumptions).toEqual([
      ["rows that are revenue", "without field 4 cancelled", "100.00", "80.00", "120.00"],
    ]);
  });

  it("measures in rows without an order's number", async () => {
    const measures = ["gross_sales", "discounts", "net_sales", "tax"];
    const rows = table(
      "date,customer_id,measure,value",
      (at) => `${days[at >> 2]},C${at >> 2},${measures[at % 4]},${[12, 2, 10, 1][at % 4]}.00`,
      48,
    );
    const { net, assumptions } = await proposed({ "metrics.csv": rows });
    expect(net).toBe("120.00");
    expect(assumptions[0]?.at(-1)).toBe("300.00");
  });
});
