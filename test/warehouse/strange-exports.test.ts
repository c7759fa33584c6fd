import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { withProposal } from "../../source/warehouse/propose/propose.ts";
import { mappingText } from "../../source/warehouse/propose/write-mapping.ts";
import { csv, day, numbers, read } from "./support/proposed.ts";
import { landed, scratch } from "./support/scratch.ts";

describe("which rows are revenue", () => {
  it("leaves out sales that are not completed, by a flag", async () => {
    const rows = numbers.map((at) => `${at},C${at % 4},${day(at)},${at % 6 === 0 ? "false" : "true"},10.00`);
    expect(await read({ "sales.csv": csv("Sale ID,Customer ID,Date,Completed,Total", rows) })).toMatchObject({
      net: 100,
    });
  });

  it("leaves out what was refunded, by a flag, unless a column has the refunded amount", async () => {
    const rows = numbers.map((at) => `${at},C${at % 4},${day(at)},10.00,${at % 6 === 0 ? 1 : 0}`);
    const header = "id,customer,date,total,is_refunded";
    expect(await read({ "orders.csv": csv(header, rows) })).toMatchObject({ net: 100 });
    const withAmount = numbers.map(
      (at) => `${at},C${at % 4},${day(at)},10.00,${at % 6 === 0 ? 1 : 0},${at % 6 === 0 ? 4 : 0}.00`,
    );
    expect(await read({ "orders.csv": csv(`${header},refund_amount`, withAmount) })).toMatchObject({ net: 112 });
  });

  it("does not read lines of shipping, taxes and gift cards as goods, and deducts coupons", async () => {
    const rows = numbers.flatMap((at) => [
      `${at},C${at % 4},${day(at)},product,10.00`,
      `${at},C${at % 4},${day(at)},shipping,5.00`,
      `${at},C${at % 4},${day(at)},tax,2.00`,
      ...(at % 6 === 0
        ? [`${at},C${at % 4},${day(at)},gift card,50.00`, `${at},C${at % 4},${day(at)},coupon,-1.00`]
        : []),
    ]);
    const found = await read({ "lines.csv": csv("invoice,customer_id,date,line_type,amount", rows) });
    expect(found).toMatchObject({ net: 118, asked: ["rows"] });
  });

  it("keeps a product category of coffee, which contains the word for a fee", async () => {
    const rows = numbers.map((at) => `${at},C${at % 4},${day(at)},${at % 2 === 0 ? "Coffee" : "Goods"},10.00`);
    expect(await read({ "lines.csv": csv("order_id,customer_id,date,product_type,amount", rows) })).toMatchObject({
      net: 120,
      asked: [],
    });
  });

  it("deducts separate credits even if their status says refunded", async () => {
    const rows = numbers.map((at) =>
      at % 6 === 0
        ? `${at},C${at % 4},${day(at)},Refunded,Credit,4.00`
        : `${at},C${at % 4},${day(at)},Settled,Authorization w/ Auto Capture,10.00`,
    );
    const header = "Transaction ID,Customer ID,Date,Transaction Status,Transaction Type,Settlement Amount";
    expect(await read({ "download.csv": csv(header, rows) })).toMatchObject({ net: 92 });
  });
});

describe("amounts", () => {
  it("does not deduct a tax that is added to reach the total, even if the lines have it too", async () => {
    const rows = numbers.flatMap((at) =>
      [1, 2].map((line) => `I${at},C${at % 4},${day(at)},S${line},33.00,10.00,1.50,3.00`),
    );
    const wrongTotals = csv("InvoiceNumber,Contact ID,InvoiceDate,Item,Total,LineAmount,TaxAmount,TaxTotal", rows);
    expect(await read({ "invoices.csv": wrongTotals.replaceAll("33.00", "23.00") })).toMatchObject({
      net: 240,
      asked: [],
    });
  });

  it("subtracts one side of the books from the other, whichever is blank", async () => {
    const rows = (zero: string) =>
      numbers.map((at) => `${day(at)},D${at},C${at % 5},${at % 6 === 0 ? `4.00,${zero}` : `${zero},10.00`}`);
    for (const zero of ["", "0.00"])
      expect(await read({ "journal.csv": csv("Date,Document,Partner,Debit,Credit", rows(zero)) })).toMatchObject({
        net: 92,
        asked: [],
      });
  });

  it("prefers amounts that are all in one currency to those as charged", async () => {
    const rates = [
      ["USD", 1],
      ["EUR", 2],
    ] as const;
    const rows = numbers.map((at) => {
      const [code, rate] = rates[at % 2] ?? ["USD", 1];
      return `${at},C${at % 4},${day(at)},${code},${(10 / rate).toFixed(2)},10.00`;
    });
    const files = { "orders.csv": csv("order_id,customer_id,order_date,currency,amount,amount_usd", rows) };
    expect(await read(files)).toMatchObject({ net: 120, asked: [] });
  });

  it("counts an order once that is listed once per event, and deducts refunds", async () => {
    const rows = numbers.flatMap((at) =>
      ["order_created", "order_paid", "order_shipped", ...(at % 6 === 0 ? ["order_refunded"] : [])].map(
        (event, hour) => `${day(at)} 0${hour}:00:00,${event},${at},C${at % 4},${at}.50`,
      ),
    );
    const found = await read({ "events.csv": csv("event_time,event_name,order_id,user_id,amount", rows) });
    expect(found).toMatchObject({ net: 84 - 19, asked: ["rows", "signs"] });
  });

  it("does not mistake a tax rate for an amount", async () => {
    const rows = numbers.map((at) => `${at},C${at % 4},${day(at)},10.00,19`);
    expect(await read({ "orders.csv": csv("order_id,customer_id,date,price,tax_rate", rows) })).toMatchObject({
      net: 120,
    });
  });

  it("reads amounts with whole-number taxes as the smallest unit, and says so", async () => {
    const rows = numbers.map((at) => `${at},C${at % 4},${day(at)},${1000 + at},${191 + at},${1191 + 2 * at},EUR`);
    const found = await read({ "orders.csv": csv("order_id,customer_id,date,subtotal,tax,total,currency", rows) });
    expect(found).toMatchObject({ net: 120.78, asked: ["unit"] });
  });
});

describe("who bought", () => {
  it.each([
    ["N° client", "CL"],
    ["CPF do Cliente", "123.456.789-"],
    ["Party Name", "Acme "],
    ["Partner", "Ann "],
    ["Account", "ACC-"],
    ["会員ID", "M"],
    ["Клиент", "Анна "],
    ["Name", "Ann Bee "],
  ])("is recognised by %s", async (header, prefix) => {
    const rows = numbers.map((at) => `${at},${prefix}${(at % 6) + 10},${day(at)},10.00`);
    expect(await read({ "orders.csv": csv(`Order,${header},Date,Net Amount`, rows) })).toMatchObject({
      net: 120,
      customers: 6,
    });
  });

  it.each(["Tab Name", "Opened by"])("is in %s, as first and last names that repeat", async (header) => {
    const rows = numbers.map((at) => `${at},Ann${"abcdef"[at % 6]} Meyer,${day(at)},10.00`);
    const found = await read({ "tabs.csv": csv(`Check,${header},Date,Net Amount`, rows) });
    expect(found).toMatchObject({ net: 120, customers: 6, asked: ["customer"] });
  });

  it("is not an account of the books that is the same in every line", async () => {
    const rows = numbers.map((at) => `I${at},Ann ${at % 6} Ltd,a${at % 6}@example.org,${day(at)},10.00,200`);
    const header = "InvoiceNumber,ContactName,EmailAddress,InvoiceDate,LineAmount,AccountCode";
    expect(await read({ "invoices.csv": csv(header, rows) })).toMatchObject({ customers: 6 });
  });
});

describe("formats", () => {
  it("reads words of other languages: names of columns, statuses and amounts", async () => {
    const rows = numbers.map(
      (at) => `${at},${at}.02.2024,M${at % 4},¥1,000,${at % 6 === 0 ? "キャンセル" : "発送済み"}`,
    );
    const text = csv("受注番号,受注日,会員ID,小計,ステータス", rows).replaceAll("¥1,000", '"¥1,000"');
    expect(await read({ "orders.csv": text })).toMatchObject({ net: 10_000, customers: 4 });
    const russian = numbers.map(
      (at) => `${at};${at}.02.2024;a${at % 4}@example.org;100,00 ₽;${at % 6 === 0 ? "Отменён" : "Выполнен"}`,
    );
    const header = "Номер заказа;Дата;Покупатель;Сумма;Статус";
    expect(await read({ "orders.csv": csv(header, russian) })).toMatchObject({ net: 1000, customers: 4 });
  });

  it("takes the newest version of a row by the loader's sequence, although each row has its own", async () => {
    const row = (id: number, version: number, amount: string) => `${id},C${id % 4},${day(id)},${amount},${version}`;
    const rows = [...numbers.map((at) => row(at, at, "9.00")), ...numbers.map((at) => row(at, 100 + at, "10.00"))];
    expect(await read({ "orders.csv": csv("line_id,customer_id,date,amount,_sdc_sequence", rows) })).toMatchObject({
      net: 120,
    });
  });

  it("fills down the order if only its first line has it, including its number", async () => {
    const rows = numbers.flatMap((at) => [
      `S${at},${day(at)},Ann ${at % 5},${at % 6 === 0 ? "Cancelled" : "Sales Order"},Mug,1,6.00,10.00`,
      ",,,,Cup,1,4.00,",
    ]);
    const header = "Order Reference,Order Date,Customer,Status,Product,Quantity,Subtotal,Untaxed Amount";
    const files = { "sale.order.csv": csv(header, rows) };
    expect(await read(files)).toMatchObject({ net: 100, customers: 5 });
    const folder = await scratch(files);
    await withProposal({ source: folder }, ({ proposal }) =>
      writeFile(join(folder, "grounds.yml"), mappingText(proposal)),
    );
    const select = "select count(*)::integer, count(distinct customer_id)::integer from landing.raw.transactions";
    expect(await landed(folder, select)).toEqual([[20, 5]]);
  });

  it("does not read units below the header as a record", async () => {
    const rows = numbers.map((at) => `${at};${day(at)};C${at % 4};1;10,00`);
    const text = csv("Auftrag;Datum;Kunde;Menge;Nettowert", [";[JJJJ-MM-TT];;[Stk];[EUR]", ...rows]);
    expect(await read({ "orders.csv": text })).toMatchObject({ net: 120, customers: 4, asked: [] });
  });

  it("leaves out a total in the first row though it has a date, and sums that are carried forward", async () => {
    const row = (at: number) => `A${at},C${at % 4},${day(at)},10.00`;
    const above = csv("N° commande,Client,Date,Montant HT", [`Total général,,${day(12)},120.00`, ...numbers.map(row)]);
    expect(await read({ "ventes.csv": above })).toMatchObject({ net: 120, customers: 4, asked: [] });
    const page = (from: number) =>
      csv("Invoice,Customer,Date,Amount", [
        ...numbers.slice(from, from + 6).map(row),
        `Carried forward,,,${from * 10 + 60}.00`,
      ]);
    expect(await read({ "journal.csv": page(0) + page(6) })).toMatchObject({ net: 120, customers: 4, asked: [] });
  });

  it("joins an order's lines by its number and theirs, where neither alone is a key", async () => {
    const lines = numbers.flatMap((at) => [`${at},1,${day(at)},C${at % 6},Mug`, `${at},2,${day(at)},C${at % 6},Cup`]);
    const amounts = numbers.flatMap((at) => [`0${at},2,4.00`, `0${at},1,6.00`]).toReversed();
    const files = {
      "positions.csv": csv("doc_no,pos,doc_date,account,article", lines),
      "amounts.csv": csv("doc_no,line_no,amount", amounts),
    };
    expect(await read(files)).toMatchObject({ net: 120, customers: 6 });
    const folder = await scratch(files);
    await withProposal({ source: folder }, ({ proposal }) =>
      writeFile(join(folder, "grounds.yml"), mappingText(proposal)),
    );
    const select =
      "select count(*)::integer, sum(try_cast(net_revenue as decimal(18, 4)))::varchar, count(distinct customer_id)::integer from landing.raw.transactions";
    expect(await landed(folder, select)).toEqual([[24, "120.0000", 6]]);
  });

  it("finds the order of a refund with and without its #", async () => {
    const rows = numbers.map((at) => `#${at + 1000},C${at % 4},${day(at)},10.00`);
    const refunds = ["R1,1003,2024-05-01,4.00", "R2,1007,2024-08-01,10.00", "R3,1009,2024-10-01,1.00"];
    const found = await read({
      "orders.csv": csv("Order,Customer,Date,Net sales", rows),
      "refunds.csv": csv("Refund,Order number,Refund date,Refund amount", refunds),
    });
    expect([found.net, ...found.totals]).toContain(105);
  });

  it("prefers a date that every line has", async () => {
    const rows = numbers.map((at) => `${at},C${at % 4},${day(at)},${at === 3 ? "" : day(at)},10.00`);
    expect(await read({ "invoices.csv": csv("id,account_code,created_at,closed_at,subtotal", rows) })).toMatchObject({
      net: 120,
    });
  });
});
