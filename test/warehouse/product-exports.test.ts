import { describe, expect, it } from "vitest";
import { csv, day, numbers, read } from "./support/proposed.ts";

describe("what databases and programs of statistics write", () => {
  it("takes the words that they have for no value as none", async () => {
    const rows = numbers.map((at) => `${at}\t${day(at)}\t${at % 6 === 0 ? day(at) : "NULL"}\tC${at % 4}\t10.00`);
    const mysql = csv("order_id\tcreated_at\tcancelled_at\tcustomer_id\tamount", rows);
    expect(await read({ "orders.tsv": mysql })).toMatchObject({ net: 100, asked: ["rows"] });
    const frame = numbers.map(
      (at) => `${at},${day(at)},${at === 3 ? "NA" : `K${at % 3}`},${at === 5 ? "NA" : "2.5"},10.00`,
    );
    const r = csv("order_id,date,customer_id,weight,amount", frame);
    expect(await read({ "frame.csv": r })).toMatchObject({ net: 120, customers: 3 });
  });

  it("reads a spool of SQL*Plus with its headers, lines and count", async () => {
    const pages = [numbers.slice(0, 6), numbers.slice(6)].map((page) =>
      [
        "  ORDER_ID ORDER_DATE CUSTOMER_EMAIL           AMOUNT",
        "---------- ---------- -------------------- ----------",
        ...page.map(
          (at) =>
            `${String(at).padStart(10)} ${day(at)} ${`c${at % 4}@example.org`.padEnd(20)} ${"10.00".padStart(10)}`,
        ),
      ].join("\n"),
    );
    const text = `\n${pages.join("\n\n")}\n\n12 rows selected.\n`;
    expect(await read({ "orders.lst": text })).toMatchObject({ net: 120, customers: 4, asked: [] });
  });
});

describe("amounts of payment systems and marketplaces", () => {
  it("counts what was paid before fees, whatever their sign and name", async () => {
    const rows = numbers.map((at) => `${day(at)},c${at % 4}@example.org,"10,00","-0,59","9,41",T${at}`);
    const header = "Date,De l'adresse email,Avant commission,Commission,Net,Numéro de transaction";
    expect(await read({ "paypal.csv": csv(header, rows) })).toMatchObject({ net: 120, asked: [] });
  });

  it("takes an amount before discounts for one, though its name says only that", async () => {
    const rows = numbers.map(
      (at) => `I${at},${day(at)},C${at % 4},11.00,${at % 2 === 0 ? "1.00" : "0.00"},${at % 2 === 0 ? 10 : 11}`,
    );
    const header = "Invoice ref,Paid,Member no,Before discount,Discount given,After discount";
    expect(await read({ "sales.csv": csv(header, rows) })).toMatchObject({ net: 126, customers: 4, asked: [] });
  });

  it("takes the buyer of a refund from whom the shop sends it to", async () => {
    const sale = (at: number) => `${day(at)},Payment,c${at % 4}@example.org,shop@example.org,10.00,T${at}`;
    const back = `${day(12)},Refund,shop@example.org,c3@example.org,-10.00,R3`;
    const found = await read({
      "activity.csv": csv("Date,Type,From Email,To Email,Amount,Transaction ID", [...numbers.map(sale), back]),
    });
    expect(found).toMatchObject({ net: 110, customers: 4 });
  });

  it("takes refunds in the debit column of a settlement off what its credits sold", async () => {
    const rows = numbers.flatMap((at) => [
      `P${at},S${at % 6},${day(at)},Settled,,10.00`,
      ...(at % 6 === 0 ? [`P${at},S${at % 6},${day(at)},Refunded,4.00,`] : []),
    ]);
    const header = "Psp Reference,Shopper Reference,Date,Type,Gross Debit,Gross Credit";
    expect(await read({ "settlement.csv": csv(header, rows) })).toMatchObject({ net: 112 });
  });

  it("reads an amount with a sign before and a code behind it", async () => {
    const rows = numbers.map((at) => `${at},${day(at)},B${at % 4},$1${at}.50 USD`);
    const net = numbers.reduce((sum, at) => sum + Number(`1${at}.5`), 0);
    expect(await read({ "pledges.csv": csv("Order,Date,Customer ID,Amount", rows) })).toMatchObject({ net, asked: [] });
  });

  it("leaves out what is flagged as fully refunded and has no amount that went back", async () => {
    const rows = numbers.map(
      (at) =>
        `${at},${day(at)},c${at % 4}@example.org,10.00,${at % 6 < 2 ? 1 : 0},${at % 6 === 1 ? "4.00" : "0.00"},${at % 6 === 0 ? 1 : 0}`,
    );
    const header = "Purchase ID,Purchase Date,Email,Subtotal,Refunded?,Partial Refund,Fully Refunded?";
    expect(await read({ "sales.csv": csv(header, rows) })).toMatchObject({ net: 92 });
  });

  it("does not count what was put into a cart", async () => {
    const events = numbers.flatMap((at) =>
      ["Page View", "Add to Cart", "Order Completed"].map((event, step) =>
        JSON.stringify({
          event,
          properties: {
            ...{ time: 1704067200 + 86_400 * at + step, distinct_id: `u${at % 4}` },
            ...(step === 2 ? { order_id: at } : {}),
            ...(step > 0 ? { amount: 10.5 } : {}),
          },
        }),
      ),
    );
    expect(await read({ "events.ndjson": `${events.join("\n")}\n` })).toMatchObject({ net: 126, customers: 4 });
  });

  it("takes no one for the customer where one value stands in all rows", async () => {
    const rows = numbers.map((at) => `${day(at)},SKU${at % 3},2,7.00,10.00,Client App`);
    const header = "Begin Date,SKU,Units,Developer Proceeds,Customer Price,Client";
    await expect(read({ "S_D_85000.csv": csv(header, rows) })).rejects.toThrow(/could be order lines/);
  });
});

describe("documents of bookkeeping", () => {
  it("leaves out the main line of each document, and lines on accounts of taxes and shipping", async () => {
    const rows = numbers.flatMap((at) => [
      `*,${day(at)},INV${at},C${at % 4},1200 Accounts Receivable,,27.00`,
      `,${day(at)},INV${at},C${at % 4},4000 Sales,A,10.00`,
      `,${day(at)},INV${at},C${at % 4},4000 Sales,B,10.00`,
      `,${day(at)},INV${at},C${at % 4},4100 Shipping Income,Shipping,5.00`,
      `,${day(at)},INV${at},C${at % 4},2200 Sales Taxes Payable,Tax,2.00`,
    ]);
    const found = await read({ "search.csv": csv("*,Date,Document Number,Customer ID,Account,Item,Amount", rows) });
    expect(found).toMatchObject({ net: 240, asked: ["rows"] });
    expect(found.totals).toContain(648);
  });

  it("takes credit notes off whose lines have no minus but whose total has", async () => {
    const rows = numbers.flatMap((at) => {
      const [kind, sign] = at % 6 === 0 ? ["RINV", "-"] : ["INV", ""];
      return [`${kind}/${at},C${at % 4},${day(at)},A,2,5.00,10.00,${sign}17.00,Posted`, `,,,B,1,7.00,7.00,,`];
    });
    const header = "Number,Customer,Invoice Date,Product,Quantity,Unit Price,Subtotal,Untaxed Amount Signed,Status";
    expect(await read({ "moves.csv": csv(header, rows) })).toMatchObject({ net: 17 * 8, asked: [] });
  });

  it("counts invoices that are due, by the day on which they are", async () => {
    const state = (at: number) => (at % 6 === 0 ? "void" : at % 3 === 0 ? "open" : "paid");
    const rows = numbers.map((at) => `in_${at},cus_${at % 4},${day(at)},${day(at)},10.00,${state(at)}`);
    const found = await read({ "export.csv": csv("id,Customer,Date,Due Date,Amount,Status", rows) });
    expect(found).toMatchObject({ net: 100, asked: ["rows"] });
    expect(found.totals).toContain(80);
  });

  it("prefers what was earned to what was expected", async () => {
    const rows = numbers.map(
      (at) => `O${at},A${at % 6},${day(at)},12.00,${at % 6 === 0 ? "Lost" : "Won"},${at % 6 === 0 ? "" : "10.00"}`,
    );
    const header = "Opportunity,Account,Actual Close Date,Est. Revenue,Status,Actual Revenue";
    expect(await read({ "opportunities.csv": csv(header, rows) })).toMatchObject({ net: 100 });
  });

  it("takes the total price of lines that make up their order's amount", async () => {
    const rows = numbers.flatMap((at) => [
      `O${at},A${at % 4},${day(at)},${at}7.00,2,10.00,${at}0.00`,
      `O${at},A${at % 4},${day(at)},${at}7.00,1,10.00,7.00`,
    ]);
    const header = "Opportunity ID,Account ID,Close Date,Amount,Quantity,Sales Price,Total Price";
    expect(await read({ "report.csv": csv(header, rows) })).toMatchObject({ net: 864 });
  });

  it("tells a net amount in Japanese from its tax", async () => {
    const rows = numbers.map((at) => `${at},2024年${at}月15日,C${at % 4},1250.0,125.0`);
    expect(await read({ "売上.csv": csv("受注番号,受注日,顧客コード,金額（税抜）,消費税", rows) })).toMatchObject({
      net: 15_000,
      asked: [],
    });
  });
});

describe("exports of marketplaces and accounting in other languages", () => {
  it("skips a row of descriptions below the header, and tabs behind values", async () => {
    const rows = numbers.map(
      (at) => `57${at}\t,b${at % 6},${at}0.00,1.00,${day(at)}\t,${at % 6 === 0 ? "Unpaid" : "Completed"}`,
    );
    const descriptions = "Platform order ID.,Buyer nickname,After discount.,Taxes,Time created.,Status of the order.";
    const text = csv("Order ID,Buyer Username,Subtotal,Taxes,Created Time,Order Status", [descriptions, ...rows]);
    expect(await read({ "orders.csv": text })).toMatchObject({ net: 600, customers: 5 });
  });

  it("takes credit notes of electronic invoices off by their code", async () => {
    const rows = numbers.map(
      (at) => `${at % 6 === 0 ? "TD04" : "TD01"};${at};15/${String(at).padStart(2, "0")}/2024;K${at % 4};10,00;2,20`,
    );
    const header = "Tipo documento;Numero;Data;Cliente;Imponibile;Imposta";
    expect(await read({ "fatture.csv": csv(header, rows) })).toMatchObject({ net: 80, asked: ["signs"] });
  });

  it("leaves out cancelled documents and what cancels them", async () => {
    const rows = numbers.map((at) => `${at},C${at % 4},${day(at)},10.00,${at === 5 ? "Y" : at === 6 ? "C" : "N"}`);
    expect(await read({ "oinv.csv": csv("DocNum,CardCode,DocDate,LineTotal,CANCELED", rows) })).toMatchObject({
      net: 100,
    });
  });

  it("reads days with a month's name in more languages, and times with a point, hs. and a colon before them", async () => {
    const dates = ["3 de abril de 2024 11:05 hs.", "03APR2024:11:05:00", "3 nis 2024 11.05", "03.04.2024 11:05 Uhr"];
    for (const date of dates) {
      const rows = numbers.map((at) => `${at};C${at % 4};${date};10,50`);
      expect(await read({ "sales.csv": csv("order_id;customer_id;date;amount", rows) })).toMatchObject({ net: 126 });
    }
  });

  it("distinguishes customers by first and last name where nothing else does", async () => {
    const rows = numbers.map((at) => `Lee,${at % 2 === 0 ? "Ann" : "Bo"},${at},${day(at)},10.00`);
    const text = csv("Co./Last Name,First Name,Invoice No.,Date,Total", rows.concat([`Kim,Cy,13,${day(1)},10.00`]));
    expect(await read({ "sales.csv": text })).toMatchObject({ net: 130, customers: 3, asked: ["customer"] });
  });

  it("takes discounts and shipping without tax for what they are, and the goods for the amount", async () => {
    const rows = numbers.map((at) => `${at},${at % 4},1.00,${at}4.00,${at}0.00,5.00,${day(at)}`);
    const header =
      "id_order,id_customer,total_discounts_tax_excl,total_paid_tax_excl,total_products,total_shipping_tax_excl,date_add";
    expect(await read({ "orders.csv": csv(header, rows) })).toMatchObject({ net: 768, asked: [] });
  });

  it("takes whole amounts under Japanese names for yen, and asks about a status that is a number", async () => {
    const rows = numbers.map(
      (at) => `${at},${at % 6 === 0 ? 900 : 700},${day(at)},c${at % 4}@example.org,${at}01,${at}3`,
    );
    const found = await read({
      "orders.csv": csv("注文番号,ステータス,注文日時,注文者メールアドレス,商品合計金額,消費税合計", rows),
    });
    expect(found).toMatchObject({ net: 7812, asked: ["extras", "rows"] });
    expect(found.totals).toContain(7812 - 601 - 1201);
  });
});

describe("tables of loaders", () => {
  it("joins the rows of a list to what held it, newest versions of both", async () => {
    const orders = numbers.flatMap((at) => [
      ...(at === 5 ? [`${at},cus_${at % 4},${day(at)},pending,1`] : []),
      `${at},cus_${at % 4},${day(at)},${at % 6 === 0 ? "cancelled" : "complete"},2`,
    ]);
    const lines = numbers.flatMap((at) => [0, 1].map((place) => `${at},${place},SKU${place},2,5.00,2`));
    const found = await read({
      "orders.csv": csv("id,customer_id,created_at,status,_sdc_sequence", orders),
      "orders__line_items.csv": csv("_sdc_source_key_id,_sdc_level_0_id,sku,quantity,price,_sdc_sequence", lines),
    });
    expect(found).toMatchObject({ net: 200, customers: 4 });
  });
});
