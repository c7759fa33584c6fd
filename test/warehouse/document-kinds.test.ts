import { describe, expect, it } from "vitest";
import { withProposal } from "../../source/warehouse/propose/propose.ts";
import { csv, day, numbers, read } from "./support/proposed.ts";
import { scratch } from "./support/scratch.ts";

const sum = (of: (at: number) => number) => numbers.reduce((all, at) => all + of(at), 0);

describe("codes of documents", () => {
  it.each([
    ["invoice types of UNTDID 1001", "TypeCode", "380", "381"],
    ["comprobantes of CFDI", "TipoDeComprobante", "I", "E"],
    ["a CFOP", "CFOP", "5102", "1202"],
    ["directions of a nota fiscal", "Tipo", "Saída", "Entrada"],
    ["billing types of SAP", "FKART", "F2", "S1"],
    ["tax documents of Chile", "Tipo Doc", "33", "61"],
    ["a flag of credit notes", "is_credit_note", "N", "Y"],
    ["documents of Moloni", "Tipo de documento", "Fatura-Recibo", "Nota de Crédito"],
  ])("takes what goes back off, by %s", async (_, column, sale, back) => {
    const rows = numbers.map((at) => `D${at},${day(at)},C${at % 4},${at % 4 === 3 ? back : sale},10.00`);
    const found = await read({ "documents.csv": csv(`Document,Date,Customer,${column},Net amount`, rows) });
    expect(found).toMatchObject({ net: 60, asked: ["signs"] });
    expect(found.totals).toContain(120);
  });

  it("leaves out payments that a CFDI documents", async () => {
    const rows = numbers.map((at) => `D${at},${day(at)},C${at % 4},${at % 4 === 3 ? "P" : "I"},10.00`);
    expect(await read({ "cfdi.csv": csv("Folio,Fecha,Cliente,TipoDeComprobante,SubTotal", rows) })).toMatchObject({
      net: 90,
    });
  });

  it("does not take codes for documents among other numbers", async () => {
    const rows = numbers.map((at) => `D${at},${day(at)},C${at % 4},${["380", "381", "7"][at % 3]},10.00`);
    expect(await read({ "orders.csv": csv("Document,Date,Customer,Type,Net amount", rows) })).toMatchObject({
      net: 120,
      asked: [],
    });
  });
});

it("gives each kind of row the sign that a list of kinds says", async () => {
  const kind = (at: number) => (at % 6 === 0 ? 30 : at % 4 === 3 ? 20 : 10);
  const rows = numbers.map((at) => `T${at},${day(at)},C${at % 4},${kind(at)},10.00`);
  const found = await read({
    "transactions.csv": csv("id,day,client,type_id,value", rows),
    "transaction_types.csv": csv("type_id,name,sign", ["10,A,1", "20,B,-1", "30,C,0"]),
  });
  expect(found.net).toBe(sum((at) => ({ 10: 10, 20: -10, 30: 0 })[kind(at)] ?? 0));
});

it("reads statuses under a name that says nothing, beside the state of an address", async () => {
  const status = (at: number) =>
    ["DELIVERED", "DELIVERED", "RTO_COMPLETE", "CANCELLED", "EXCHANGE", "SHIPPED"][at % 6] ?? "";
  const rows = numbers.map((at) => `${status(at)},S${at},${day(at)},Karnataka,C${at % 4},10.00`);
  const found = await read({
    "orders.csv": csv("Reason for entry,Sub order no,Order date,Customer state,Buyer id,Price", rows),
  });
  expect(found).toMatchObject({ net: 80, asked: ["rows"] });
});

it("leaves out purchases in a sandbox", async () => {
  const rows = numbers.map((at) => `T${at},${day(at)},U${at % 4},${at % 3 === 0 ? "true" : "false"},10.00`);
  expect(await read({ "purchases.csv": csv("transaction_id,date,user_id,is_sandbox,price", rows) })).toMatchObject({
    net: 80,
  });
});

it("offers to count invoices that will not be paid", async () => {
  const status = (at: number) => (at % 6 === 0 ? "uncollectible" : at % 4 === 0 ? "void" : "paid");
  const rows = numbers.map((at) => `in_${at},${day(at)},cus_${at % 4},10.00,${status(at)}`);
  const found = await read({ "invoices.csv": csv("id,Date,Customer,Total,Status", rows) });
  const open = numbers.filter((at) => status(at) === "uncollectible").length;
  const paid = numbers.filter((at) => status(at) === "paid").length;
  expect(found.net).toBe(10 * paid);
  expect(found.totals).toContain(10 * (paid + open));
});

it("takes a returned direct debit off, and leaves out the fee for it", async () => {
  const rows = numbers.flatMap((at) => [
    `${at},M-${at % 6},${day(at)},Beitrag,10.00`,
    ...(at % 4 === 0
      ? [`${at}b,M-${at % 6},${day(at)},Rücklastschrift,-10.00`, `${at}c,M-${at % 6},${day(at)},Mahngebühr,5.00`]
      : []),
  ]);
  expect(await read({ "einzuege.csv": csv("Lfd. Nr.,Mitglied,Datum,Vorgang,Betrag", rows) })).toMatchObject({
    net: 90,
  });
});

it("takes tax out of the amounts whose rows say that it is in them", async () => {
  const isIn = (at: number) => at % 2 === 0;
  const rows = numbers.map((at) => `O${at},${day(at)},C${at % 4},${isIn(at) ? "12.00" : "10.00"},20,${isIn(at)}`);
  const header = "order_id,created,customer_id,amount,tax_rate,prices_include_tax";
  expect(await read({ "orders.csv": csv(header, rows) })).toMatchObject({ net: 120, asked: [] });
});

it("offers to take off a sheet of credit notes that name no invoice", async () => {
  const found = await read({
    "b2b.csv": csv(
      "GSTIN of recipient,Invoice number,Invoice date,Rate,Taxable value",
      numbers.map((at) => `29AA${at % 4},INV${at},${day(at)},18,10.00`),
    ),
    "cdnr.csv": csv(
      "GSTIN of recipient,Note number,Note date,Rate,Taxable value",
      [2, 5, 7].map((at) => `29AA${at % 4},CN${at},${day(at)},18,4.00`),
    ),
  });
  expect(found.net).toBe(120);
  expect(found.totals).toContain(108);
});

it("offers no reading twice that comes to the same", async () => {
  const rows = numbers.map((at) => {
    const isQuote = at % 4 === 0;
    return `${isQuote ? "Angebot" : "Rechnung"},B${at},${day(at)},K${at % 6},10.00,${isQuote ? "offen" : "bezahlt"}`;
  });
  await withProposal(
    { source: await scratch({ "belege.csv": csv("Belegart,Belegnummer,Datum,Kontakt,Netto,Status", rows) }) },
    ({ proposal }) => {
      const asked = proposal.decisions.find(({ id }) => id === "rows");
      expect(proposal.totals.netRevenue).toBe("90.00");
      expect(asked?.options).toHaveLength(2);
      return Promise.resolve();
    },
  );
});

it("takes no column for an amount in which nothing stands, nor a card for a number of pieces", async () => {
  const rows = numbers.map(
    (at) => `ch_${at},${day(at)},${10 + at}.00,0.00,cus_${at % 4},4242,${at % 4 === 0 ? "Failed" : "Paid"}`,
  );
  const header = "id,Created,Amount,Amount Refunded,Customer ID,Card Last4,Status";
  expect(await read({ "charges.csv": csv(header, rows) })).toMatchObject({ asked: ["rows"] });
});

it("leaves out lines for sending by the kind of line", async () => {
  const rows = numbers.flatMap((at) => [
    `AU${at},${day(at)},${at % 6},Artikel,Becher,1,10.00`,
    `AU${at},${day(at)},${at % 6},Versandposition,DHL Paket,1,4.90`,
  ]);
  const header = "Auftragsnummer,Datum,Kundennummer,Positionstyp,Bezeichnung,Menge,Summe netto";
  expect(await read({ "auftraege.csv": csv(header, rows) })).toMatchObject({ net: 120, asked: ["rows"] });
});
