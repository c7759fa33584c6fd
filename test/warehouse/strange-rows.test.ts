import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { withProposal } from "../../source/warehouse/propose/propose.ts";
import { mappingText } from "../../source/warehouse/propose/write-mapping.ts";
import { csv, day, numbers, read } from "./support/proposed.ts";
import { landed, scratch } from "./support/scratch.ts";

describe("an order's amount that appears more than once", () => {
  it("counts the lines of a till, but not the rows of its sales and payments", async () => {
    const rows = numbers.flatMap((at) => [
      `${at},${day(at)},C${at % 4},Sale,,${at}.50`,
      `${at},${day(at)},C${at % 4},Sale Line,Mug,${at}.00`,
      `${at},${day(at)},C${at % 4},Sale Line,Bag,0.50`,
      `${at},${day(at)},C${at % 4},Payment,,${at}.50`,
    ]);
    const header = "Receipt Number,Date,Customer Code,Line Type,Details,Total";
    expect(await read({ "sales.csv": csv(header, rows) })).toMatchObject({ net: 84, asked: ["rows"] });
  });

  it("counts only net sales if measures are in rows", async () => {
    const rows = numbers.flatMap((at) =>
      [`gross_sales,${at + 2}`, "discounts,-2", `net_sales,${at}`, "tax,1", `total_sales,${at + 1}`].map(
        (measure) => `${day(at)},O${at},C${at % 4},${measure}.00`,
      ),
    );
    expect(await read({ "metrics.csv": csv("date,order_id,customer_id,measure,value", rows) })).toMatchObject({
      net: 78,
    });
  });

  it("finds the order id under an unrelated name, so that its total counts once", async () => {
    const rows = numbers.flatMap((at) =>
      [1, 2].map(
        (line) => `70${at},c${at % 4},p${at % 4}@example.org,${day(at)}T10:00:${10 + at},${20 + at}.00,L${line}`,
      ),
    );
    const header = "charge_id,customer_id,email,processed_at,total_price,line_title";
    expect(await read({ "charges.csv": csv(header, rows) })).toMatchObject({ net: 318 });
  });

  it("deducts refunds from a separate list beside the lines", async () => {
    const orders = numbers.map((at) => ({
      id: at,
      date: day(at),
      customer: { id: `c${at % 4}` },
      items: [
        { sku: "A", amount: 10 },
        { sku: "B", amount: at },
      ],
      refunds: at % 4 === 0 ? [{ amount: 10 }] : [],
    }));
    const text = orders.map((order) => JSON.stringify(order)).join("\n");
    expect((await read({ "orders.ndjson": `${text}\n` })).net).toBe(168);
  });
});

describe("amounts with and without tax or fees", () => {
  it("deducts a tax from gross lines by its rate, if another column is the order without it", async () => {
    const rows = numbers.flatMap((at) =>
      [10, 10 + at].map((net) => {
        const goods = 20 + at;
        return `${at},${day(at)},C${at % 4},${(net * 1.19).toFixed(2)},${(goods * 1.19).toFixed(2)},${goods}.00,19`;
      }),
    );
    const header = "order_number,order_date,customer_id,line_total,amount_total,amount_net,tax_rate";
    expect(await read({ "orders.csv": csv(header, rows) })).toMatchObject({ net: 318, asked: [] });
  });

  it("asks about the tax if only its rate is given", async () => {
    const rows = numbers.map((at) => `${at},${day(at)},C${at % 4},12.00,20`);
    const found = await read({ "orders.csv": csv("order_number,order_date,customer_id,amount,vat_rate", rows) });
    expect(found).toMatchObject({ net: 144, asked: ["tax-rate"] });
    expect(found.totals).toContain(120);
  });

  it("takes amounts before the fees of a payment system", async () => {
    const rows = numbers.map((at) => `t${at},${day(at)},p${at % 4}@example.org,${at + 10}.00,-1.00,${at + 9}.00`);
    expect(await read({ "t.csv": csv("id,Datum,Absender E-Mail,Brutto,Gebühr,Netto", rows) })).toMatchObject({
      net: 198,
    });
  });

  it("deducts a discount once that is given in percent and as an amount", async () => {
    const rows = numbers.map((at) =>
      at % 3 === 0
        ? `${at},${day(at)},C${at % 4},2,10.00,10,2.00,18.00`
        : `${at},${day(at)},C${at % 4},${(at % 2) + 1},10.00,0,0.00,${((at % 2) + 1) * 10}.00`,
    );
    const header =
      "Document No.,Posting Date,Customer No.,Quantity,Unit Price,Line Discount %,Line Discount Amount,Amount";
    const { net } = await read({ "lines.csv": csv(header, rows) });
    const sum = rows.reduce((all, row) => all + Number(row.split(",").at(-1)), 0);
    expect(net).toBe(sum);
  });

  it("takes the booked sum of a line, not quantity times a rounded price", async () => {
    const rows = numbers.map((at) => `${at},${day(at)},C${at % 4},3,3.33,10.00`);
    expect(await read({ "lines.csv": csv("Bestellnr,Datum,Kundennr,Menge,Einzelpreis,Summe", rows) })).toMatchObject({
      net: 120,
    });
  });

  it("reads credits as income if nearly all amounts are credits", async () => {
    const rows = numbers.map((at) => `${at},${day(at)},C${at % 4},1${at % 10}.00 ${at === 12 ? "Dr" : "Cr"}`);
    const sum = numbers.reduce((all, at) => all + (at === 12 ? -1 : 1) * Number(`1${at % 10}`), 0);
    expect((await read({ "register.csv": csv("Voucher No,Date,Customer Id,Amount", rows) })).net).toBe(sum);
  });
});

describe("parts of one table", () => {
  it("counts a part that writes the same columns differently, in the proposal and in the books", async () => {
    const first = csv(
      "order_id,customer_id,order_date,net_revenue",
      numbers.map((at) => `${at},C${at % 4},${day(at)},10.00`),
    );
    const second = csv(
      "OrderDate,OrderID,CustomerID,NetRevenue",
      numbers.map((at) => `${day(at)},9${at},C${at % 4},1.00`),
    );
    const files = { "q1.csv": first, "q2.csv": second };
    expect(await read(files)).toMatchObject({ net: 132, customers: 4 });
    const folder = await scratch(files);
    await withProposal({ source: folder }, async ({ proposal }) =>
      writeFile(join(folder, "grounds.yml"), mappingText(proposal)),
    );
    expect(
      await landed(folder, "select sum(net_revenue::decimal(18, 2))::varchar from landing.raw.transactions"),
    ).toEqual([["132.00"]]);
  });
});

describe("status words of rows", () => {
  it("asks about a status whose word is unclear", async () => {
    const rows = numbers.map((at) => `${at},${day(at)},C${at % 4},10.00,${at % 6 === 0 ? "Canslwyd" : "Cwblhawyd"}`);
    const found = await read({ "orders.csv": csv("order_id,date,customer_id,amount,status", rows) });
    expect(found).toMatchObject({ net: 120, asked: ["rows"] });
    expect(found.totals).toContain(100);
  });

  it("leaves out what its delivery status marks as cancelled", async () => {
    const rows = numbers.map(
      (at) => `${at},${day(at)},C${at % 4},10.00,PAID,${at % 6 === 0 ? "CANCELED" : "FULFILLED"}`,
    );
    const header = "Order ID,Created at,Customer ID,Subtotal,Financial Status,Fulfillment Status";
    expect(await read({ "orders.csv": csv(header, rows) })).toMatchObject({ net: 100 });
  });

  it("leaves out what a list of statuses marks as cancelled", async () => {
    const rows = numbers.map((at) => `${at},${day(at)},C${at % 4},10.00,${at % 6 === 0 ? 3 : 1}`);
    const states = csv("order_status_key,order_status", ["1,Completed", "2,Pending", "3,Cancelled"]);
    const files = { "fact_sales.csv": csv("order_number,date,customer_id,net_amount,order_status_key", rows) };
    expect(await read({ ...files, "dim_order_status.csv": states })).toMatchObject({ net: 100 });
  });

  it("books invoices that are due, and reports the total without them", async () => {
    const rows = numbers.map((at) => `INV${at},${day(at)},C${at % 4},10.00,${at % 6 === 0 ? "Payment Due" : "Paid"}`);
    const found = await read({ "invoices.csv": csv("Invoice Number,Invoice Date,Customer Id,Sub Total,Status", rows) });
    expect(found).toMatchObject({ net: 120, asked: ["rows"] });
    expect(found.totals).toContain(100);
  });
});

describe("languages", () => {
  it("reads Japanese names, days and yen", async () => {
    const rows = numbers.map((at) => `${at},2024年${at}月5日,M${at % 4},"1,${at + 100}円",発送済み`);
    const japanese = csv("注文番号,注文日,会員ID,商品小計,注文状況", rows);
    const found = await read({ "orders.csv": japanese });
    expect(found).toMatchObject({ net: rows.length * 1100 + 78, customers: 4 });
  });

  it("reads month names in French, each as its day", async () => {
    const names = "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.".split(" ");
    const rows = numbers.map((at) => `${at},5 ${names[at - 1]} 2024,C${at % 4},10.00`);
    const folder = await scratch({ "ventes.csv": csv("N° commande,Date de commande,Client,Montant HT", rows) });
    const { totals } = (await withProposal({ source: folder }, async ({ proposal }) => proposal)) ?? {};
    expect(totals).toMatchObject({ from: "2024-01-05", to: "2024-12-05" });
    await withProposal({ source: folder }, async ({ proposal }) =>
      writeFile(join(folder, "grounds.yml"), mappingText(proposal)),
    );
    const days =
      "select strftime(min(transacted_at::timestamp), '%m'), count(distinct transacted_at::timestamp) from landing.raw.transactions";
    expect(await landed(folder, days)).toEqual([["01", 12]]);
  });
});
