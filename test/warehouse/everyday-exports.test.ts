import { describe, expect, it } from "vitest";
import { csv, day, numbers, read } from "./support/proposed.ts";

describe("kinds of rows", () => {
  it("leaves out lines for sending and paying an order", async () => {
    const rows = numbers.flatMap((at) => [
      `O${at},${day(at)},C${at % 4},Mug,M-1,10.00,15.50`,
      `O${at},${day(at)},C${at % 4},Post,SHIPPING17,5.00,15.50`,
      `O${at},${day(at)},C${at % 4},Card,BILLING5,0.50,15.50`,
    ]);
    const header = "order_id,date,customer_id,item_name,item_code,item_total,order_total";
    const found = await read({ "orders.csv": csv(header, rows) });
    expect(found).toMatchObject({ net: 120, asked: ["rows"] });
    expect(found.totals).toContain(186);
  });

  it("counts the kind of most rows beside refunds and withdrawals", async () => {
    const rows = numbers.flatMap((at) => [
      `S${at},${day(at)},p${at % 4}@example.org,SETTLEMENT,10.00`,
      ...(at % 6 === 0
        ? [`S${at},${day(at)},p${at % 4}@example.org,REFUND,-4.00`, `,${day(at)},,WITHDRAWAL,-50.00`]
        : []),
    ]);
    const header = "SOURCE_ID,DATE,PAYER_EMAIL,TRANSACTION_TYPE,TRANSACTION_AMOUNT";
    expect(await read({ "report.csv": csv(header, rows) })).toMatchObject({ net: 112, customers: 4 });
  });

  it("does not count the payment of an invoice, nor what comes before one", async () => {
    const rows = numbers.flatMap((at) => [
      `${day(at)},Invoice,${at},C${at % 4},10.00`,
      ...(at % 3 === 0
        ? [`${day(at)},Payment,7${at},C${at % 4},10.00`, `${day(at)},Estimate,9${at},C${at % 4},10.00`]
        : []),
      ...(at % 6 === 0 ? [`${day(at)},Credit Memo,8${at},C${at % 4},-4.00`] : []),
    ]);
    expect(await read({ "list.csv": csv("Date,Transaction Type,Num,Customer,Amount", rows) })).toMatchObject({
      net: 112,
    });
  });

  it("counts the invoices of a ledger less its credit notes, but not its receipts", async () => {
    const rows = numbers.flatMap((at) => [
      `${day(at)},C${at % 4},Invoice,I${at},10.00,,10.00`,
      `${day(at)},C${at % 4},Receipt,R${at},,10.00,0.00`,
      ...(at % 6 === 0 ? [`${day(at)},C${at % 4},Credit Note,N${at},,4.00,-4.00`] : []),
    ]);
    const header = "Date,Customer,Voucher type,Voucher no,Debit,Credit,Balance";
    expect(await read({ "ledger.csv": csv(header, rows) })).toMatchObject({ net: 112 });
  });

  it("leaves bills of suppliers out of invoices, and keeps those that are approved", async () => {
    const invoices = numbers.map((at) => ({
      ...{ Type: at % 6 === 0 ? "ACCPAY" : "ACCREC", InvoiceNumber: `I${at}`, Contact: { ContactID: `c${at % 4}` } },
      ...{ DateString: `${day(at)}T00:00:00`, Status: at % 2 === 0 ? "PAID" : "AUTHORISED", SubTotal: 10.5 },
    }));
    expect(await read({ "invoices.json": JSON.stringify({ Id: "x", Invoices: invoices }) })).toMatchObject({
      net: 105,
    });
  });

  it("takes a mark in a column of cancellations for one", async () => {
    const rows = numbers.map((at) => `${at},${day(at)},C${at % 4},10.00,${at % 6 === 0 ? "checked" : ""}`);
    expect(await read({ "view.csv": csv("Order,Date,Customer,Total,Cancelled", rows) })).toMatchObject({ net: 100 });
  });
});

describe("names of amounts", () => {
  it("reads words without a mark between them, and joins the lines to their orders", async () => {
    const orders = numbers.map((at) => `${at},${(at % 4) + 1},${at}/15/2024,Shipped,12.00,2.00`);
    const lines = numbers.flatMap((at) => [`${at}1,${at},A,4.00,2,8.00`, `${at}2,${at},B,2.00,1,2.00`]);
    const found = await read({
      "Orders.csv": csv("orderid,customerid,orderdate,orderstatus,paymentamount,totalshippingcost", orders),
      "OrderDetails.csv": csv("orderdetailid,orderid,productcode,productprice,quantity,totalprice", lines),
    });
    expect(found).toMatchObject({ net: 120, customers: 4, asked: [] });
  });

  it("takes a currency in a name for that of the file, and how many for pieces", async () => {
    const rows = numbers.map((at) => `${day(at)},c${at % 4}@example.org,Mug,${(at % 3) + 1},5.50`);
    const header = "Timestamp,Email Address,Which article?,How many?,Price each (EUR)";
    expect(await read({ "form.csv": csv(header, rows) })).toMatchObject({ net: 132, customers: 4 });
  });

  it("tells an amount without tax from what is still open", async () => {
    const rows = numbers.map(
      (at) => `F${at},K${at % 4},${day(at)},"10,00","2,10","12,10","${at % 2 === 0 ? "12,10" : "0,00"}"`,
    );
    const header =
      "Factuurnummer,Klantnummer,Factuurdatum,Totaalbedrag exclusief btw,Btw,Totaalbedrag inclusief btw,Openstaand bedrag";
    expect(await read({ "facturen.csv": csv(header, rows) })).toMatchObject({ net: 120, asked: [] });
  });

  it("divides amounts by the divisor beside them", async () => {
    const money = (amount: number) => ({ amount, divisor: 100, currency_code: "GBP" });
    const results = numbers.map((at) => ({
      ...{ receipt_id: at, buyer_user_id: at % 4, created_timestamp: 1704067200 + 86_400 * at },
      ...{ grandtotal: money(1250), subtotal: money(1000), total_shipping_cost: money(250) },
    }));
    expect(await read({ "receipts.json": JSON.stringify({ count: 12, results }) })).toMatchObject({
      net: 120,
      asked: [],
    });
  });

  it("converts by a rate that is named after its currency", async () => {
    const rows = numbers.map(
      (at) => `${at},${day(at)},C${at % 4},${at % 2 === 0 ? "EUR" : "USD"},10.00,${at % 2 === 0 ? 1 : 0.9}`,
    );
    expect(await read({ "orders.csv": csv("Order,Date,Customer,Currency,Amount,Rate to EUR", rows) })).toMatchObject({
      net: 114,
      asked: ["currency"],
    });
  });
});

describe("amounts in more forms", () => {
  it.each([
    ["a price tag", "kr 1 250,-", 1250],
    ["a price tag with a dash", "CHF 1'250.–", 1250],
    ["the side of the books behind it", "1.250,50 H", 1250.5],
  ])("reads %s", async (_, amount, each) => {
    const rows = numbers.map((at) => `${at};15.03.2024;K${at % 4};${amount}`);
    expect(await read({ "salg.csv": csv("Ordre;Dato;Kunde;Beløp", rows) })).toMatchObject({ net: 12 * each });
  });

  it("takes off what stands on the other side", async () => {
    const rows = numbers.map((at) => `${at};15.03.2024;K${at % 4};${at % 6 === 0 ? "2,50 S" : "10,50 H"}`);
    expect(await read({ "buchungen.csv": csv("Beleg;Datum;Kunde;Betrag", rows) })).toMatchObject({ net: 100 });
  });

  it("asks whether whole numbers beside their currency are cents", async () => {
    const payments = numbers.map((at) => ({
      ...{ id: `p${at}`, created: `${day(at)}T10:00:00Z`, shopper: `s${at % 4}@example.org` },
      amount: { value: 1050, currency: "EUR" },
    }));
    const text = payments.map((each) => JSON.stringify(each)).join("\n");
    const found = await read({ "payments.ndjson": `${text}\n` });
    expect(found).toMatchObject({ net: 126, asked: ["unit"] });
    expect(found.totals).toContain(12_600);
  });

  it("asks whether pieces cancelled and refunded are no sale", async () => {
    const rows = numbers.map(
      (at) => `${at},${day(at)},C${at % 4},2,${at % 6 === 0 ? 2 : 0},${at % 4 === 1 ? 1 : 0},5.00`,
    );
    const header = "order_number,ordered_on,customer_id,qty_ordered,qty_canceled,qty_refunded,price";
    const found = await read({ "items.csv": csv(header, rows) });
    expect(found).toMatchObject({ net: 85, asked: ["amount", "pieces"] });
    expect(found.totals).toContain(120);
  });
});

describe("who bought, and when", () => {
  it("takes the number 0 for a person where it has one address", async () => {
    const rows = numbers.map((at) => `${at},${day(at)},${at % 3},c${at % 3}@example.org,10.00`);
    expect(await read({ "orders.csv": csv("order_id,date,customer_id,email,amount", rows) })).toMatchObject({
      customers: 3,
    });
    const guests = numbers.map((at) => `${at},${day(at)},${at % 3},c${at}@example.org,10.00`);
    expect(await read({ "orders.csv": csv("order_id,date,customer_id,email,amount", guests) })).toMatchObject({
      customers: 2,
    });
  });

  it("takes the sender of a payment for the buyer, and whom a refund is sent to", async () => {
    const rows = [
      ...numbers.map((at) => `${at},${day(at)}T10:00:00,Payment,Person ${at % 4},Shop,+ $10.00`),
      `13,${day(12)}T11:00:00,Refund,Shop,Person 0,- $4.00`,
      ",,,,,",
    ].map((row, at) => `${row},${at === 13 ? "$112.00" : ""}`);
    expect(
      await read({ "statement.csv": csv("ID,Datetime,Type,From,To,Amount (total),Ending Balance", rows) }),
    ).toMatchObject({
      net: 116,
      customers: 4,
      leftOut: ["left out: rows without a date and an amount: 1 line, 0.00"],
    });
  });

  it.each([
    ["15/03/2024 - 11:05:00", "10,50"],
    ["March 15, 2024 at 11:05 AM", "10,50"],
    ["20240315T110500Z", "10,50"],
    ["113/03/15", "NT$10.50"],
    ["2024-03-15-11.05.00.000000", "+0000010.50"],
    ["1710500700.123", "10,50"],
    ["2024-03-15", "R 10,50"],
  ])("reads %s and %s", async (date, amount) => {
    const rows = numbers.map((at) => `${at};C${at % 4};${date};${amount}`);
    expect(await read({ "sales.csv": csv("order_id;customer_id;date;amount", rows) })).toMatchObject({ net: 126 });
  });
});

describe("books and pipelines", () => {
  it("finds sales and customer of a journal in other languages", async () => {
    const rows = numbers.flatMap((at) =>
      [`1510;Kundfordringar;K${at % 6};12,50;`, "3001;Försäljning varor;;;10,00", "2611;Utgående moms;;;2,50"].map(
        (line) => `A${at};${day(at)};${line}`,
      ),
    );
    const header = "Ver.nr;Datum;Konto;Kontonamn;Kund;Debet;Kredit";
    expect(await read({ "ver.csv": csv(header, rows) })).toMatchObject({ net: 120, customers: 6 });
  });

  it("counts deals that are won by the stages of a programming interface", async () => {
    const stages = ["closedwon", "closedwon", "closedlost", "contractsent"];
    const rows = numbers.map((at) => `${at},${day(at)},A${at % 5},${stages[at % 4]},10.00`);
    expect(await read({ "deal.csv": csv("deal_id,closedate,company,dealstage,amount", rows) })).toMatchObject({
      net: 60,
    });
  });
});

describe("what databases write", () => {
  it("reads quotes behind a backslash", async () => {
    const rows = numbers.map((at) => `"${at}","${day(at)}","C${at % 4}","say \\"hi\\", please","10.00"`);
    expect(await read({ "orders.csv": csv('"order_id","date","customer_id","note","amount"', rows) })).toMatchObject({
      net: 120,
    });
  });

  it("keeps the newest row of change events, and no deleted one", async () => {
    const row = (at: number, status: string) => ({
      id: at,
      customer_id: at % 4,
      total: "10.00",
      placed_at: day(at),
      status,
    });
    const event = (op: string, before: unknown, after: unknown, ts: number) => ({
      before,
      after,
      op,
      ts_ms: ts,
    });
    const events = numbers.flatMap((at) => [
      event("c", null, row(at, "new"), 1),
      event("u", row(at, "new"), row(at, at === 5 ? "cancelled" : "paid"), 2),
      ...(at === 6 ? [event("d", row(at, "paid"), null, 3)] : []),
    ]);
    const text = events.map((each) => JSON.stringify(each)).join("\n");
    expect(await read({ "orders.ndjson": `${text}\n` })).toMatchObject({ net: 100 });
  });

  it("joins rows to the one that they name as their parent", async () => {
    const lines = numbers.flatMap((at) => [
      {
        id: `O/${at}`,
        createdAt: `${day(at)}T10:00:00Z`,
        email: `c${at % 4}@example.org`,
        subtotal: { amount: "10.00" },
      },
      { id: `L/${at}1`, quantity: 1, discountedTotal: { amount: "6.00" }, __parentId: `O/${at}` },
      { id: `L/${at}2`, quantity: 2, discountedTotal: { amount: "4.00" }, __parentId: `O/${at}` },
    ]);
    const text = lines.map((each) => JSON.stringify(each)).join("\n");
    expect(await read({ "bulk.jsonl": `${text}\n` })).toMatchObject({ net: 120, customers: 4 });
  });
});
