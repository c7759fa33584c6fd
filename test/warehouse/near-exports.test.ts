import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { writeXlsx } from "hucre/xlsx";
import { describe, expect, it } from "vitest";
import { withProposal } from "../../source/warehouse/propose/propose.ts";
import { mappingText } from "../../source/warehouse/propose/write-mapping.ts";
import { csv, day, numbers, read } from "./support/proposed.ts";
import { landed, scratch } from "./support/scratch.ts";

const lines = (row: (at: number) => string) => numbers.map(row);

describe("amounts and days in the forms of other places", () => {
  it.each([
    ["a slash and a dash after rupees", "Rs. 1,25,000/-", 125_000],
    ["a triangle for what goes back", "▲¥1,250", -1250],
  ])("reads %s", async (_, amount, each) => {
    const rows = lines((at) => `${at},${day(at)},C${at % 4},"${at % 6 === 0 ? amount : "10.00"}"`);
    expect(await read({ "sales.csv": csv("Bill,Date,Customer,Amount", rows) })).toMatchObject({ net: 100 + 2 * each });
  });

  it.each([
    ["a zone that differs by an hour", "ordered_at", (at: number) => `5 abr 2024 10:${at + 10}:00 GMT+1`],
    ["zones of summer and winter", "ordered_at", (at: number) => `${day(at)} 02:30:00 ${at % 2 ? "CET" : "CEST"}`],
    ["fourteen digits", "ORDTS", (at: number) => `${day(at).replaceAll("-", "")}1430${at + 10}`],
    ["spreadsheet days with decimal commas", "Datum", (at: number) => `${45_300 + at},34789`],
  ])("reads days with %s", async (_, header, when) => {
    const rows = lines((at) => `A${at};C${at % 4};${when(at)};10,00`);
    const text = csv(`Order;Customer;${header};Net`, rows);
    expect(await read({ "orders.csv": text })).toMatchObject({ net: 120, customers: 4, asked: [] });
  });

  it("reads whole thousands, also in a column whose name says nothing", async () => {
    const rows = lines((at) => `A${at},C${at % 4},${day(at)},${75 * (1 + (at % 3))}.000`);
    const found = await read({ "orders.csv": csv("order_id,customer_id,order_date,field 3", rows) });
    expect(found).toMatchObject({ net: 1_800_000 });
  });

  it("takes an order's number of fourteen digits for no day", async () => {
    const rows = lines((at) => `${day(at).replaceAll("-", "")}1430${at + 10},C${at % 4},${day(at)},10.00`);
    expect(await read({ "orders.csv": csv("order_no,customer,date,net", rows) })).toMatchObject({
      net: 120,
      asked: [],
    });
  });

  it("takes a rate in percent for no money, whatever a tax's rate is called", async () => {
    const rows = lines((at) => `${at};${day(at)};C${at % 6};12,10;21%`);
    const text = csv("Bestelnummer;Datum;Klant;Totaal incl. btw;Btw-tarief", rows);
    expect(await read({ "bestellingen.csv": text })).toMatchObject({ net: 120 });
  });
});

describe("amounts that no name explains", () => {
  it("are the goods where another amount and what is beside them add up to it, as an assumption", async () => {
    const rows = lines((at) => `${at};${day(at)};K${at % 4};${at + 9},50;0,50;${at + 10},00`);
    const found = await read({ "getraenke.csv": csv("Rechnung;Datum;Kunde;Warenwert;Pfand;Rechnungsbetrag", rows) });
    expect(found).toMatchObject({ net: 78 + 12 * 9.5, asked: ["amount"] });
    expect(found.totals).toContain(78 + 120);
  });

  it("are what was sold where something paid a part of it", async () => {
    const card = (at: number) => (at % 3 === 0 ? 5 : 0);
    const rows = lines((at) => `${at},${day(at)},C${at % 4},${at + 10}.00,${card(at)}.00,${at + 10 - card(at)}.00`);
    const header = "Order,Date,Customer,Merchandise,Gift card applied,Amount charged";
    const found = await read({ "orders.csv": csv(header, rows) });
    expect(found).toMatchObject({ net: 198, asked: ["amount"] });
    expect(found.totals).toContain(178);
  });

  it("count for nothing where they add up to nothing", async () => {
    const rows = lines((at) => `${at},${day(at)},C${at % 4},10.00,${(at * 7) % 5}.35`);
    expect(await read({ "orders.csv": csv("Order,Date,Customer,Amount,Luck", rows) })).toMatchObject({
      net: 120,
      asked: [],
    });
  });
});

describe("amounts that are not the whole of it", () => {
  it.each(["Revenue (k EUR)", "Umsatz in Tsd. EUR", "Umsatz TEUR", "Sales ($000)"])(
    "are in thousands where their name says so, as an assumption: %s",
    async (header) => {
      const rows = lines((at) => `${at};${day(at)};C${at % 6};0.01250`);
      const found = await read({ "kpi.csv": csv(`Order;Date;Customer;${header}`, rows) });
      expect(found).toMatchObject({ net: 150, asked: ["scale"] });
      expect(found.totals).toContain(0.15);
    },
  );

  it("are asked about where a file beside them has discounts of the orders", async () => {
    const found = await read({
      "orders.csv": csv(
        "order_id,order_date,customer_id,gross_amount",
        lines((at) => `${at},${day(at)},C${at % 4},10.00`),
      ),
      "order_discounts.csv": csv("id,order_id,code,discount_amount", ["1,3,A,2.50", "2,5,A,1.00", "3,9,B,1.50"]),
    });
    expect(found).toMatchObject({ net: 120, asked: ["file order_discounts.csv"] });
    expect(found.totals).toContain(115);
  });

  it("are asked about where orders of the list have no lines", async () => {
    const found = await read({
      "orders.csv": csv(
        "order_id,order_date,customer_id,status,order_total",
        [...numbers, 13, 14].map((at) => `${at},${day(at)},C${at % 4},${at === 14 ? "cancelled" : "paid"},10.00`),
      ),
      "order_lines.csv": csv(
        "order_id,line,sku,quantity,line_total",
        numbers.flatMap((at) => [`${at},1,A,1,6.00`, `${at},2,B,1,4.00`]),
      ),
    });
    expect(found).toMatchObject({ net: 120, customers: 4 });
    expect(found.asked).toContain("file orders.csv");
    expect(found.totals).toContain(130);
  });

  it("are asked about where some orders have another total than their lines", async () => {
    const found = await read({
      "orders.csv": csv(
        "order_id,order_date,customer_id,order_total",
        lines((at) => `${at},${day(at)},C${at % 4},${at + 11}.00`),
      ),
      "order_lines.csv": csv(
        "order_id,line,sku,quantity,unit_price",
        numbers.flatMap((at) => [`${at},1,A${at},1,${at + 1}.00`, ...(at === 7 ? [] : [`${at},2,B,2,5.00`])]),
      ),
    });
    expect(found).toMatchObject({ net: 78 + 132 - 10, asked: ["amount"] });
    expect(found.totals).toContain(78 + 132);
  });
});

describe("amounts by their arithmetic", () => {
  it("are what was sold or paid where points are given for a part, as an assumption", async () => {
    const points = (at: number) => (at % 3 === 0 ? 2 : 0);
    const rows = lines((at) => `${at},${day(at)},M${at % 4},${at + 10}.50,${points(at)}.00,${at + 10 - points(at)}.50`);
    const found = await read({ "orders.csv": csv("order,date,member,basket_value,points_redeemed,paid", rows) });
    expect(found).toMatchObject({ net: 78 + 12 * 10.5 - 8, asked: ["amount"] });
    expect(found.totals).toContain(78 + 12 * 10.5);
  });

  it("are of a piece where lines of several pieces have those of one, as an assumption", async () => {
    const rows = numbers.flatMap((at) => [
      `${at},${day(at)},C${at % 4},A,${1 + (at % 3)},7.50`,
      `${at},${day(at)},C${at % 4},B,${1 + ((at + 1) % 3)},12.00`,
    ]);
    const found = await read({ "lines.csv": csv("order,date,customer,sku,quantity,amount", rows) });
    expect(found).toMatchObject({ net: 24 * 19.5, asked: ["amount"] });
    expect(found.totals).toContain(12 * 19.5);
  });

  it("are hours at a rate whatever the columns are called", async () => {
    const rows = lines(
      (at) => `${day(at)};Firma ${at % 5} AG;${(at % 4) + 2},50;${80 + at},00;${((at % 4) + 2.5) * (80 + at)}`,
    );
    const text = csv(
      "Datum;Auftraggeber;Stunden;Stundensatz;Honorar",
      rows.map((row) => row.replaceAll(/\.(\d+)$/g, ",$1")),
    );
    const sum = numbers.reduce((all, at) => all + ((at % 4) + 2.5) * (80 + at), 0);
    expect(await read({ "leistungen.csv": text })).toMatchObject({ net: sum, asked: [] });
  });
});

describe("rows that are no sales, in other words", () => {
  it("are deals that were not won", async () => {
    const phase = (at: number) => ["Gewonnen", "Verloren", "Angebot"][at % 3];
    const rows = lines((at) => `${at};Firma ${at % 5};${phase(at)};10,00;${day(at)}`);
    expect(await read({ "deals.csv": csv("Nr;Firma;Phase;Umsatz;Abschlussdatum", rows) })).toMatchObject({ net: 40 });
  });

  it("are corrections of invoices, which go off", async () => {
    const rows = lines((at) => `${at % 6 === 0 ? "Rechnungskorrektur" : "Rechnung"};${at};${day(at)};K${at % 6};10,00`);
    const found = await read({ "belege.csv": csv("Belegart;Belegnummer;Datum;Kontakt;Netto", rows) });
    expect(found).toMatchObject({ net: 80 });
  });

  it("are orders with a day of their refund and no amount that went back", async () => {
    const rows = lines((at) => `${at},C${at % 4},${day(at)},10.00,${at % 6 === 0 ? day(at) : ""}`);
    const found = await read({ "orders.csv": csv("order,customer,created_at,net,refunded_at", rows) });
    expect(found).toMatchObject({ net: 100, asked: ["rows"] });
    expect(found.totals).toContain(120);
  });

  it("are those that lower the sales under a name that says nothing, which is asked", async () => {
    const rows = lines(
      (at) => `${at},${day(at)},C${at % 4},${at % 3 === 0 ? "Credit redemption,-4.00" : "Credit purchase,10.00"}`,
    );
    const found = await read({ "wallet.csv": csv("id,date,customer,type,amount", rows) });
    expect(found).toMatchObject({ net: 80 - 16, asked: ["rows"] });
    expect(found.totals).toContain(80);
  });

  it("are orders that another file lists as cancelled, or once calls so", async () => {
    const orders = csv(
      "order_id,order_date,customer_id,net_amount",
      lines((at) => `${at},${day(at)},C${at % 4},10.00`),
    );
    const listed = {
      "orders.csv": orders,
      "cancelled_orders.csv": csv("order_id,cancelled_on", [`3,${day(4)}`, `9,${day(10)}`]),
    };
    const states = numbers.flatMap((at) => [
      `${at}a,${at},placed`,
      `${at}b,${at},${at === 3 || at === 9 ? "cancelled" : "shipped"}`,
    ]);
    const told = { "orders.csv": orders, "order_states.csv": csv("id,order_id,status", states) };
    for (const files of [listed, told]) {
      const found = await read(files);
      expect(found).toMatchObject({ net: 100, customers: 4 });
      expect(found.totals).toContain(120);
      expect(found.asked.map((id) => id.split(" ")[0])).toEqual(["states"]);
    }
    const folder = await scratch(told);
    await withProposal({ source: folder }, ({ proposal }) =>
      writeFile(join(folder, "grounds.yml"), mappingText(proposal)),
    );
    expect(await landed(folder, "select count(*)::integer from landing.raw.transactions")).toEqual([[10]]);
  });

  it("give back no more than the goods where refunds in a list are negative", async () => {
    const orders = numbers.map((at) => ({
      ...{ id: at, status: at === 6 ? "refunded" : "completed", date: day(at), customer_id: at % 4, total: "17.00" },
      ...{ shipping_total: "5.00", total_tax: "2.00" },
      line_items: [{ id: at, sku: "A", quantity: 1, total: "10.00" }],
      refunds: at === 6 ? [{ id: 1, total: "-17.00" }] : [],
    }));
    const found = await read({ "orders.json": JSON.stringify(orders) });
    expect(found.net).toBe(110);
    expect(found.asked).toContain("refunds");
  });
});

describe("who bought", () => {
  it("is one by a telephone number in any spelling", async () => {
    const phone = (at: number) =>
      [`+49 170 100${at % 5}`, `0049170100${at % 5}`, `+49 (170) 100-${at % 5}`][at % 3] ?? "";
    const rows = lines((at) => `${at},${day(at)},${phone(at)},10.00`);
    expect(await read({ "orders.csv": csv("Order,Date,Phone,Net", rows) })).toMatchObject({ net: 120, customers: 5 });
  });

  it("has orders in a list, each of which has its lines", async () => {
    const customers = [0, 1, 2].map((id) => ({
      ...{ id, email: `c${id}@example.org` },
      orders: numbers
        .filter((at) => at % 3 === id)
        .map((at) => ({
          number: at,
          date: day(at),
          lines: [
            { sku: "A", pieces: 1, amount: 6 },
            { sku: "B", amount: 4 },
          ],
        })),
    }));
    expect(await read({ "customers.json": JSON.stringify(customers) })).toMatchObject({ net: 120, customers: 3 });
  });
});

describe("what needs no question", () => {
  it("is which of two columns has the customer, if each number has its name", async () => {
    const rows = lines((at) => `${at},${day(at)},${70 + (at % 5)},Ann ${at % 5} Ltd,10.00`);
    const found = await read({ "sales.csv": csv("Doc,Date,Account,Account Name,Net", rows) });
    expect(found).toMatchObject({ net: 120, customers: 5, asked: [] });
  });

  it("is whether USt is a tax", async () => {
    const rows = lines((at) => `${at};${day(at)};K${at % 6};10,00;1,90;11,90`);
    expect(await read({ "belege.csv": csv("Beleg;Datum;Kunde;Netto;USt;Brutto", rows) })).toMatchObject({
      net: 120,
      asked: [],
    });
  });
});

describe("files that belong together", () => {
  const row = (at: number) => `A${at},${day(at)},c${at % 4}@example.org,${at + 10}.50`;
  const header = "order_id,order_date,email,net_total";

  it("are parts of one table though only the first has the header", async () => {
    const files = {
      "orders_part_aa.csv": csv(header, numbers.slice(0, 6).map(row)),
      "orders_part_ab.csv": `${numbers.slice(6).map(row).join("\n")}\n`,
    };
    expect(await read(files)).toMatchObject({ net: 78 + 12 * 10.5, customers: 4, asked: [] });
  });

  it("are not one table where a file without a header holds something else", async () => {
    const files = {
      "orders_part_aa.csv": csv(header, numbers.map(row)),
      "orders_part_ab.csv": `${numbers.map((at) => `${at}.50,red,blue,C${at}`).join("\n")}\n`,
    };
    expect(await read(files)).toMatchObject({ net: 78 + 12 * 10.5, customers: 4 });
  });

  it("are parts of one table though its columns were renamed, in the mapping too", async () => {
    const client = (at: number) => `Ann ${at % 4}`;
    const files = {
      "sales_01.csv": csv(
        "Order No,Order Date,Customer,Net Amount",
        numbers.slice(0, 6).map((at) => `A${at},${day(at)},${client(at)},${at + 10}.50`),
      ),
      "sales_02.csv": csv(
        "Ordered,Invoice,Branch,Client,Net Sales",
        numbers.slice(6).map((at) => `${day(at)},A${at},Leeds,${client(at)},${at + 10}.50`),
      ),
    };
    expect(await read(files)).toMatchObject({ net: 78 + 12 * 10.5, customers: 4, asked: [] });
    const folder = await scratch(files);
    await withProposal({ source: folder }, ({ proposal }) =>
      writeFile(join(folder, "grounds.yml"), mappingText(proposal)),
    );
    const select =
      "select count(*)::integer, sum(try_cast(net_revenue as decimal(18, 4)))::varchar, count(distinct customer_id)::integer from landing.raw.transactions";
    expect(await landed(folder, select)).toEqual([[12, "204.0000", 4]]);
  });

  it("are not one table where renamed columns hold other amounts", async () => {
    const files = {
      "sales_01.csv": csv(
        "Order No,Order Date,Customer,Net Amount",
        numbers.slice(0, 6).map((at) => `A${at},${day(at)},Ann ${at % 4},10.00`),
      ),
      "sales_02.csv": csv(
        "Ordered,Invoice,Branch,Client,Grand total",
        numbers.slice(6).map((at) => `${day(at)},A${at},Leeds,Ann ${at % 4},12.00`),
      ),
    };
    const found = await read(files);
    expect(found.asked.some((id) => id.startsWith("file sales_"))).toBe(true);
    expect(found.totals).toContain(132);
  });

  it("count once as a workbook and as its text", async () => {
    const rows = numbers.map((at) => [`A${at}`, new Date(`${day(at)}T10:20:30Z`), `Ann ${at % 4}`, at + 10.5]);
    const files = {
      "sales.xlsx": await writeXlsx({
        sheets: [{ name: "Sheet1", rows: [["Order", "Date", "Customer", "Net"], ...rows] }],
      }),
      "sales.csv": csv(
        "Order,Date,Customer,Net",
        lines((at) => `A${at},${at}/15/2024 10:20,Ann ${at % 4},${at + 10}.50`),
      ),
    };
    expect(await read(files)).toMatchObject({ net: 78 + 12 * 10.5, customers: 4 });
  });
});
