import { describe, expect, it } from "vitest";
import { withProposal } from "../../source/warehouse/propose/propose.ts";
import { csv, day, numbers, read } from "./support/proposed.ts";
import { scratch } from "./support/scratch.ts";

describe("rows that repeat the same money, or have none", () => {
  it("counts invoices, but not the quotes and orders before them", async () => {
    const rows = numbers.flatMap((at) =>
      ["Quote", "Order", "Invoice"].map((kind) => `${kind},${kind[0]}${at},${day(at)},C${at % 4},10.00`),
    );
    const found = await read({ "documents.csv": csv("document_type,document_no,date,customer,net_amount", rows) });
    expect(found).toMatchObject({ net: 120, asked: ["rows"] });
    expect(found.totals).toContain(360);
  });

  it("counts the sales accounts of a journal in which both sides balance, less credit notes", async () => {
    const book = (entry: string, at: number, sides: readonly (readonly [string, string, string])[]) =>
      sides.map(([account, debit, credit]) => `${entry},${day(at)},${account},C${at % 4},${debit},${credit}`);
    const rows = numbers.flatMap((at) => [
      ...book(`I${at}`, at, [
        ["Receivables", "12.00", ""],
        ["Sales of goods", "", "10.00"],
        ["Output VAT", "", "2.00"],
      ]),
      ...(at === 6
        ? book("N6", at, [
            ["Receivables", "", "12.00"],
            ["Sales of goods", "10.00", ""],
            ["Output VAT", "2.00", ""],
          ])
        : []),
    ]);
    const header = "Entry No.,Posting Date,Account Name,Customer No.,Debit,Credit";
    expect(await read({ "journal.csv": csv(header, rows) })).toMatchObject({ net: 110, asked: ["rows"] });
    const signed = numbers.flatMap((at) => [
      `${at},${day(at)},Receivables,C${at % 4},12.00`,
      `${at},${day(at)},Sales,C${at % 4},-10.00`,
      `${at},${day(at)},VAT payable,C${at % 4},-2.00`,
    ]);
    expect(await read({ "gl.csv": csv("entry,date,account,customer,amount", signed) })).toMatchObject({ net: 120 });
  });

  it("asks which account is sales if none is named so, whatever the form of the journal", async () => {
    const sides = (sale: string, other: string) => [sale, other] as const;
    const entry = (at: number, line: string) => `E${at},${day(at)},C${at % 4},${line}`;
    const forms = {
      "Entry,Date,Customer,Account,Debit,Credit": sides("Q93,,10.00", "X17,10.00,"),
      "Entry,Date,Customer,Account,Amount": sides("Q93,-10.00", "X17,10.00"),
      "Entry,Date,Customer,Account,Amount,Side": sides("Q93,10.00,C", "X17,10.00,D"),
    };
    for (const [header, lines] of Object.entries(forms)) {
      const files = {
        "journal.csv": csv(
          header,
          numbers.flatMap((at) => lines.map((line) => entry(at, line))),
        ),
      };
      const found = await read(files);
      expect(found).toMatchObject({ net: 120, asked: ["rows"] });
      expect(found.leftOut).toEqual([expect.stringContaining("Account X17, which are other accounts of the journal")]);
    }
  });

  it("takes an account's debits off where a row names the accounts of both sides", async () => {
    const rows = numbers.flatMap((at) => [
      `${day(at)},C${at % 4},1200,4000,10.00`,
      `${day(at)},C${at % 4},1000,1200,10.00`,
      ...(at === 6 ? [`${day(at)},C${at % 4},4000,1200,3.00`] : []),
    ]);
    const found = await read({ "postings.csv": csv("Date,Customer,Debit account,Credit account,Amount", rows) });
    expect(found).toMatchObject({ net: 117 });
    expect(found.asked).toContain("rows");
  });

  it("refuses amounts that cancel out, and says so", async () => {
    const rows = numbers.flatMap((at) => [`${day(at)},C${at % 4},10.00`, `${day(at)},C${at % 4},-10.00`]);
    await expect(read({ "bookings.csv": csv("Date,Customer,Amount", rows) })).rejects.toMatchObject({
      why: expect.stringContaining("its amounts sum to 0.00, as the two sides of a journal do"),
    });
  });

  it("does not read rentals as given back because all of them are returned", async () => {
    const rows = numbers.map(
      (at) => `${at},R${at % 4},${day(at)},${day(at)},${at % 6 === 0 ? "cancelled" : "returned"},10.00,50.00,60.00`,
    );
    const header = "rental_id,customer_id,start_date,end_date,status,rental_fee,deposit,total_charged";
    expect(await read({ "rentals.csv": csv(header, rows) })).toMatchObject({ net: 100, asked: ["rows", "date"] });
  });

  it("counts what happened, but not what was planned", async () => {
    const rows = numbers.flatMap((at) => [
      `Actual,${day(at)},C${at % 4},${at},10.00`,
      `Budget,${day(at)},C${at % 4},,11.00`,
    ]);
    expect(await read({ "revenue.csv": csv("scenario,date,customer,invoice,amount", rows) })).toMatchObject({
      net: 120,
      asked: ["rows"],
    });
  });

  it("counts the goods of a settlement, but not its commissions and taxes", async () => {
    const rows = numbers.flatMap((at) =>
      [
        ["Principal", "10.00"],
        ["Promotion", "-1.00"],
        ["Commission", "-1.50"],
        ["Tax", "2.00"],
      ].map(([kind, amount]) => `${at},B${at % 4},${day(at)},${kind},${amount}`),
    );
    expect(
      await read({ "settlement.csv": csv("order_id,buyer_id,posted_date,amount_type,amount", rows) }),
    ).toMatchObject({ net: 108, asked: ["rows"] });
  });

  it("counts what a bill charges, but not the payment that settles it", async () => {
    const rows = numbers.flatMap((at) => [
      `${at},A${at % 6},${day(at)},recurring,10.00`,
      `${at},A${at % 6},${day(at)},usage,5.00`,
      `${at},A${at % 6},${day(at)},payment,-15.00`,
    ]);
    expect(await read({ "bills.csv": csv("bill_no,account,bill_date,line_type,amount", rows) })).toMatchObject({
      net: 180,
    });
  });

  it("does not read events without amounts as sales, nor orders that one of them cancels", async () => {
    const rows = numbers.flatMap((at) => [
      `placed,${day(at)},u${at % 4},${at},10.00`,
      `${at % 6 === 0 ? "cancelled" : "shipped"},${day(at)},u${at % 4},${at},`,
    ]);
    expect(await read({ "events.csv": csv("event,time,user_id,order_id,revenue", rows) })).toMatchObject({ net: 100 });
  });

  it("does not deduct a refund that was requested and rejected", async () => {
    const orders = numbers.map((at) => `${at},C${at % 4},${day(at)},10.00`);
    const refunds = ["r1,3,2024-06-01,approved,10.00", "r2,4,2024-06-01,rejected,10.00"];
    expect(
      await read({
        "orders.csv": csv("order_id,customer_id,order_date,net_total", orders),
        "refund_requests.csv": csv("refund_id,order_id,refund_date,state,refund_amount", refunds),
      }),
    ).toMatchObject({ net: 110 });
  });

  it("leaves out customers whose list marks them as tests", async () => {
    const customers = [0, 1, 2, 3].map((at) => `C${at},Ann ${at},${at === 3}`);
    const sales = numbers.map((at) => `${at},C${at % 4},${day(at)},10.00`);
    const found = await read({
      "customers.csv": csv("customer_id,name,is_test_account", customers),
      "sales.csv": csv("order_id,customer_id,date,net_amount", sales),
    });
    expect(found).toMatchObject({ net: 90, asked: ["rows"] });
    expect(found.totals).toContain(120);
  });

  it("finds the sales account by the name beside its number", async () => {
    const rows = numbers.flatMap((at) => [
      `B${at},${day(at)},1300,Debiteuren,R${at % 6},12.00,`,
      `B${at},${day(at)},8000,Omzet hoog,R${at % 6},,10.00`,
      `B${at},${day(at)},1500,Te betalen btw,R${at % 6},,2.00`,
    ]);
    const header = "Boekstuk,Datum,Grootboek,Omschrijving,Relatie,Debet,Credit";
    expect(await read({ "mutaties.csv": csv(header, rows) })).toMatchObject({
      net: 10 * numbers.length,
      asked: ["rows"],
    });
  });

  it("reads a journal with both accounts and an amount for each side in a row", async () => {
    const rows = numbers.flatMap((at) => [
      `${at},${day(at)},売掛金,10,売上高,10,客${at % 6}`,
      ...(at % 3 === 0 ? [`${at}b,${day(at)},普通預金,10,売掛金,10,客${at % 6}`] : []),
      ...(at % 4 === 0 ? [`${at}c,${day(at)},売上高,4,売掛金,4,客${at % 6}`] : []),
    ]);
    const back = numbers.filter((at) => at % 4 === 0).length;
    const header = "伝票番号,取引日付,借方勘定科目,借方金額,貸方勘定科目,貸方金額,取引先";
    expect((await read({ "journal.csv": csv(header, rows) })).net).toBe(10 * numbers.length - 4 * back);
  });

  it("takes what a guest was charged, where payments bring each bill to zero", async () => {
    const rows = numbers.flatMap((at) => [
      `${at}a,R${at},Guest ${at % 6},${day(at)},Accommodation,10.00`,
      `${at}b,R${at},Guest ${at % 6},${day(at)},Payment,-10.00`,
    ]);
    const found = await read({ "folio.csv": csv("Posting,Reservation,Guest,Date,Category,Amount", rows) });
    expect(found).toMatchObject({ net: 10 * numbers.length, asked: ["rows"] });
  });
});

describe("amounts that do not agree", () => {
  it("asks which of two counts if they differ in a few orders", async () => {
    const rows = Array.from(
      { length: 60 },
      (_, at) => `${at},C${at % 4},${day((at % 12) + 1)},10.00,${at === 7 ? "4.00" : "10.00"}`,
    );
    const found = await read({
      "orders.csv": csv("order_no,customer,order_date,amount_ordered,amount_invoiced", rows),
    });
    expect(found).toMatchObject({ asked: ["amount"] });
    expect(found.totals).toEqual(expect.arrayContaining([600, 594]));
  });

  it("takes the goods, and not what was paid after points", async () => {
    const rows = numbers.map(
      (at) =>
        `${at},C${at % 4},${day(at)},${10 + at}.00,5.00,${at % 3 === 0 ? "2.00" : "0.00"},${15 + at - (at % 3 === 0 ? 2 : 0)}.00`,
    );
    expect(
      await read({ "orders.csv": csv("order_id,customer_id,date,subtotal,shipping,points_value,amount_paid", rows) }),
    ).toMatchObject({ net: 198 });
  });

  it("takes a column that adds up to the total as the goods, whatever its name", async () => {
    const rows = numbers.map(
      (at) => `${at},${day(at)},G${at % 4},${10 + at}.50,1.25,${2 * at}.00,${11 + at + 2 * at}.75`,
    );
    expect(
      await read({ "checks.csv": csv("Check,Date,Guest id,Food and drink,Service charge,VAT,Total", rows) }),
    ).toMatchObject({ net: 204 });
  });

  it("reads decimal commas and decimal points of one column by the last mark", async () => {
    const header = "order_id;customer_id;order_date;net_amount";
    const part = (from: number, amount: string) =>
      csv(
        header,
        numbers.map((at) => `${from + at};C${at % 4};${day(at)};${amount}`),
      );
    expect(await read({ "orders_de.csv": part(0, "1.234,50"), "orders_us.csv": part(100, "1,234.50") })).toMatchObject({
      net: 24 * 1234.5,
      asked: [],
    });
    expect(await read({ "orders_de.csv": part(0, "12,50"), "orders_us.csv": part(100, "12.50") })).toMatchObject({
      net: 24 * 12.5,
      asked: [],
    });
  });

  it("asks whether three digits after a point are decimals, whatever the column's name", async () => {
    const rows = numbers.map((at) => `${at},C${at % 4},${day(at)},13.${500 + at} ₫`);
    expect(await read({ "sales.csv": csv("order_id,customer_id,order_date,sold for", rows) })).toMatchObject({
      net: 162_078,
    });
  });
});

describe("dates that a column does not hold in full", () => {
  it("get the year from the file's name or its title, as an assumption", async () => {
    const rows = numbers.map((at) => `15.${String(at).padStart(2, "0")}.;${at};K${at % 4};10,00`).join("\n");
    const header = "Datum;Beleg;Kunde;Netto";
    expect(await read({ "Buchungen 2024.csv": `${header}\n${rows}\n` })).toMatchObject({ net: 120, asked: ["year"] });
    expect(await read({ "Kasse.csv": `Kassenbuch 2024;;;\n${header}\n${rows}\n` })).toMatchObject({ asked: ["year"] });
  });

  it("are read from three columns", async () => {
    const rows = numbers.map((at) => `2024,${at},15,${at},C${at % 4},10.00`);
    await withProposal(
      { source: await scratch({ "sales.csv": csv("year,month,day,order_id,customer_id,net_amount", rows) }) },
      async ({ proposal }) => expect(proposal.totals).toMatchObject({ from: "2024-01-15", to: "2024-12-15" }),
    );
  });

  it("start at the header line, although a line of values comes before it; debit and credit are recognised", async () => {
    const rows = numbers.map(
      (at) => `10,00;${at === 7 ? "H" : "S"};1000${at % 6};8400;15${String(at).padStart(2, "0")};R${at}`,
    );
    const text = [
      '"EXTF";700;21;"Buchungsstapel";13;20250105101112000;;20240101;20241231',
      "Umsatz;Soll/Haben-Kennzeichen;Konto;Gegenkonto;Belegdatum;Belegfeld 1",
      ...rows,
    ].join("\n");
    const found = await read({ "EXTF.csv": text });
    expect(found).toMatchObject({ net: 100, asked: ["signs", "customer", "year"] });
    expect(found.totals).toContain(120);
  });
});
