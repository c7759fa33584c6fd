import { describe, expect, it } from "vitest";
import { withProposal } from "../../source/warehouse/propose/propose.ts";
import { csv, day, numbers, read } from "./support/proposed.ts";
import { scratch } from "./support/scratch.ts";

const lines = (row: (at: number) => string) => numbers.map(row);

describe("marks on rows", () => {
  it.each([
    ["Testkauf", "Ja", "Nein"],
    ["Commande test", "oui", "non"],
    ["es_prueba", "sí", "no"],
    ["Test-Zahlung", "Ja", "Nein"],
  ])("leave out what someone bought to try the shop: %s", async (header, yes, no) => {
    const rows = lines((at) => `${at};${day(at)};K${at % 4};10,00;${at % 6 === 0 ? yes : no}`);
    const found = await read({ "orders.csv": csv(`Order;Date;Customer;Net;${header}`, rows) });
    expect(found).toMatchObject({ net: 100, asked: ["rows"] });
    expect(found.totals).toContain(120);
  });

  it.each(["COMPLETE_FLAG", "posted_ind"])("leave out documents that are not finished: %s", async (header) => {
    const rows = lines((at) => `${at},${day(at)},C${at % 4},10.00,${at % 6 === 0 ? "N" : "Y"}`);
    expect(await read({ "lines.csv": csv(`TRX_NUMBER,TRX_DATE,CUSTOMER,AMOUNT,${header}`, rows) })).toMatchObject({
      net: 100,
    });
  });

  it("leave out what was given, in a column beside what was received, and say so", async () => {
    const rows = lines((at) => `${at},${day(at)},C${at % 4},${at % 6 === 0 ? ",10.00" : "10.00,"}`);
    const source = await scratch({ "all.csv": csv("Id,Date,Customer,Received,Given", rows) });
    await withProposal({ source }, async ({ proposal }) => {
      expect(proposal.totals).toMatchObject({ netRevenue: "100.00" });
      expect(proposal.decisions.map(({ about, effect }) => [about, effect])).toContainEqual([
        "rows without an amount",
        "left out: rows without an amount: 2 lines, 0.00",
      ]);
    });
  });

  it("of a pair of yes and no about something else leave out nothing", async () => {
    const rows = lines((at) => `${at},${day(at)},C${at % 4},10.00,${at % 6 === 0 ? "Y" : "N"}`);
    const found = await read({ "lines.csv": csv("order_id,order_date,customer_id,net_amount,contest_entry", rows) });
    expect(found).toMatchObject({ net: 120, asked: [] });
  });
});

describe("statuses of other systems", () => {
  it("count bills that wait for payment, and not those that wait for approval", async () => {
    const states = ["Paid", "Awaiting payment", "Awaiting approval", "Paid"];
    const rows = lines((at) => `${at},Client ${at % 4},${day(at)},${states[at % 4]},10.00`);
    const found = await read({ "bills.csv": csv("Bill number,Client,Issue date,State,Subtotal", rows) });
    expect(found).toMatchObject({ net: 90, asked: ["rows"] });
    expect(found.totals).toEqual(expect.arrayContaining([60, 120]));
  });

  it("are the stages of deals in Russian, beside the company that buys", async () => {
    const stages = ["Сделка успешна", "Сделка провалена", "Новая"];
    const rows = lines((at) => `${at};${stages[at % 3]};10.00;15.${String(at).padStart(2, "0")}.2024;ООО ${at % 6}`);
    const found = await read({ "deals.csv": csv("ID;Стадия сделки;Сумма;Дата завершения;Компания", rows) });
    expect(found).toMatchObject({ net: 40, asked: ["rows"] });
  });

  it("are explained by a list of codes, whatever its key is called", async () => {
    const files = {
      "detalle.csv": csv(
        "factura_id,articulo,cantidad,precio",
        lines((at) => `${at},A${at % 3},2,5.00`),
      ),
      "cabecera.csv": csv(
        "factura_id,fecha,cliente_id,estado",
        lines((at) => `${at},${day(at)},C${at % 4},${at % 6 === 0 ? "A" : "E"}`),
      ),
      "estados.csv": csv("codigo,descripcion", ["E,Emitida", "A,Anulada"]),
    };
    const found = await read(files);
    expect(found.net).toBe(100);
    expect(found.asked).toContain("rows");
    expect(found.totals).toContain(120);
  });
});

describe("amounts beside others", () => {
  it("hold no tip that their tax and total do not need", async () => {
    const rows = lines(
      (at) => `${at},${day(at)},C${at % 4},${10 + at}0.00,${10 + at}.00,${11 * (10 + at)}.00,${at % 2}.00`,
    );
    const found = await read({ "bills.csv": csv("No,Date,Customer,Subtotal,Tax,Total,Tip", rows) });
    expect(found).toMatchObject({ net: 10 * (120 + 78), asked: [] });
  });

  it("stand beside both sides of the books", async () => {
    const isBack = (at: number) => at % 6 === 0;
    const rows = lines((at) => {
      const [debit, credit] = isBack(at) ? ["", "11.80"] : ["11.80", ""];
      return `${day(at)},Party ${at % 4},${isBack(at) ? "Credit Note" : "Sales"},${debit},${credit},10.00,1.80`;
    });
    const found = await read({ "register.csv": csv("Date,Customer,Vch Type,Debit,Credit,Taxable Value,IGST", rows) });
    expect(found.net).toBe(80);
  });

  it.each(["Rabatsats", "Rabattsatz", "Discount rate", "Taux de remise"])(
    "are lowered by a rate, not by its number: %s",
    async (header) => {
      const rates = [0, 0, 10, 25];
      const rows = lines((at) => `${at},${day(at)},C${at % 4},A,${1 + (at % 3)},8.00,${rates[at % 4]}`);
      const found = await read({ "lines.csv": csv(`Order,Date,Customer,Item,Quantity,Unit price,${header}`, rows) });
      const net = numbers.reduce((sum, at) => sum + 8 * (1 + (at % 3)) * (1 - (rates[at % 4] ?? 0) / 100), 0);
      expect(found.net).toBeCloseTo(net, 4);
    },
  );

  it("are prices for as many pieces as the unit of price says", async () => {
    const unit = (at: number) => [1, 100, 1000][at % 3] ?? 1;
    const rows = lines((at) => `${at};${day(at)};K${at % 4};A${at % 3};${2 * unit(at)};12,50;${unit(at)}`);
    const found = await read({
      "positionen.csv": csv("Beleg;Belegdatum;Kunde;Artikel;Menge;Preis;Preiseinheit", rows),
    });
    expect(found.net).toBe(12 * 25);
  });

  it("are in the smallest unit of a named currency where fees of odd size are whole, as an assumption", async () => {
    const rows = lines(
      (at) => `r${at},${125_000 + 500 * at},NGN,success,C${at % 4},${day(at)}T10:00:00Z,${1893 + at * 7}`,
    );
    const found = await read({
      "transactions.csv": csv("reference,amount,currency,status,customer,created_at,fees", rows),
    });
    const all = 12 * 125_000 + 500 * 78;
    expect(found).toMatchObject({ net: all / 100, asked: ["unit"] });
    expect(found.totals).toContain(all);
  });
});

it.each([
  [
    "a. m. and p. m.",
    (at: number) => `${at} abr 2024 ${at < 10 ? "0" : ""}${at}:11:05 ${at % 2 ? "a. m." : "p. m."} GMT-05:00`,
  ],
  ["a.m. after a hard blank", (at: number) => `${at}/4/2024 1:11 ${at % 2 ? "a." : "p."}\u00a0m.`],
])("reads times with %s", async (_, when) => {
  const rows = lines((at) => `A${at},${when(at)},C${at % 4},10.00`);
  expect(await read({ "ventas.csv": csv("Pedido,Fecha,Cliente,Importe", rows) })).toMatchObject({
    net: 120,
    customers: 4,
  });
});

it("takes a currency from amounts, not from the numbers of documents", async () => {
  const rows = lines((at) => `S/${20_451 + at},${day(at)},Party ${at % 4},10.00`);
  const source = await scratch({ "register.csv": csv("Vch No.,Date,Customer,Value", rows) });
  await withProposal({ source, hasRecipes: false }, async ({ proposal }) => {
    expect(proposal).toMatchObject({ currency: "USD", currencyReason: "NOT CERTAIN: no value names a currency" });
  });
});

it("finds the buyer's number in Russian", async () => {
  const rows = lines((at) => `${at}-1;${day(at)} 10:00:00;Доставлен;${70 + (at % 4)};Кружка;10.00`);
  const text = csv("Номер отправления;Принят в обработку;Статус;ID покупателя;Название товара;Сумма отправления", rows);
  expect(await read({ "orders.csv": text })).toMatchObject({ net: 120, customers: 4 });
});
