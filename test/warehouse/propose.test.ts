import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { UserError } from "../../source/errors.ts";
import { createBuildDatabase, finishFile } from "../../source/warehouse/database/build-database.ts";
import { parseMapping } from "../../source/warehouse/mapping/mapping.ts";
import { previewTables } from "../../source/warehouse/propose/preview.ts";
import { type ProposeOptions, withProposal } from "../../source/warehouse/propose/propose.ts";
import { mappingText } from "../../source/warehouse/propose/write-mapping.ts";
import { type Files, landed, scratch } from "./support/scratch.ts";

async function proposed(files: Files, options: Partial<ProposeOptions> = {}) {
  const folder = await scratch(files);
  return withProposal({ source: folder, ...options }, async (found) => {
    const text = mappingText(found.proposal);
    return {
      folder,
      text,
      mapping: parseMapping("grounds.yml", text),
      previews: await previewTables(found, 5),
      proposal: found.proposal,
    };
  });
}

/** The files as the build's own loader reads them with the written mapping. */
async function mapped(files: Files, select: string, options: Partial<ProposeOptions> = {}) {
  const { folder, text } = await proposed(files, options);
  await writeFile(join(folder, "grounds.yml"), text);
  return landed(folder, select);
}

const row = (transactedAt: string, amount: string) => `7,"${transactedAt}","${amount}"\n`;
const orders = (...rows: readonly string[]) => ({ "orders.csv": `Customer ID,Order Date,Amount\n${rows.join("")}` });
const dates = "select transacted_at from landing.raw.transactions order by _record";
const amounts = "select net_revenue from landing.raw.transactions order by _record";

describe("columns by name", () => {
  it.each([
    ["snake", "customer_id,order_date,amount,qty,sku,order_id"],
    ["camel", "customerId,orderDate,netAmount,quantity,productId,orderId"],
    ["Pascal", "CustomerID,InvoiceDate,LineTotal,Quantity,StockCode,InvoiceNo"],
    ["spaces", "Customer ID,Order Date,Net Sales,Qty,Product Code,Order Number"],
    ["bare words", "customer,created,total,qty,product,order"],
    ["short words", "Cust,Sold On,Paid,Qty,SKU,Order No"],
    ["German", "Kundennummer,Bestelldatum,Betrag,Menge,Artikelnummer,Bestellnummer"],
    ["French", "id_client,date_commande,montant,quantité,id_produit,commande_id"],
    ["Spanish", "cliente_id,fecha_pedido,importe,cantidad,producto_id,pedido_id"],
  ])("%s", async (_name, header) => {
    const { mapping } = await proposed({
      "export.csv": `${header}\nc1,2024-01-01,5.00,1,p1,o1\nc2,2024-01-02,6.00,2,p2,o2\n`,
    });
    const own = header.split(",").map((name) => (/^\w+$/.test(name) && name !== "order" ? name : `"${name}"`));
    const columns = mapping.tables.transactions?.columns;
    expect([
      columns?.customer_id,
      columns?.transacted_at,
      columns?.net_revenue,
      columns?.quantity,
      columns?.product_id,
      columns?.order_id,
    ]).toEqual(own);
  });

  it.each([
    ["a point", "2.00", "0.00"],
    ["a comma", '"2,00"', '"0,00"'],
  ])("does not mistake amounts of vouchers, written with %s, for discount ids", async (_mark, two, none) => {
    const lines = Array.from({ length: 12 }, (_, at) => `c${at},2024-01-${10 + at},9.50,${at % 3 === 0 ? two : none}`);
    const { mapping } = await proposed({ "sales.csv": `customer,order_date,amount,voucher\n${lines.join("\n")}\n` });
    expect(mapping.tables.transactions?.columns).toHaveProperty("net_revenue");
    expect(mapping.tables.transactions?.columns).not.toHaveProperty("discount_id");
  });

  it.each([
    ["beside the amount", "9.00", ["2,50", "0,75"], "as_written"],
    ["as tills print them", "9.00", ["-2.50", "-0.75"], "turned"],
  ])("proposes several discounts of a line by name, %s", async (_how, net, [card = "", coupon = ""], sign) => {
    const lines = Array.from({ length: 24 }, (_, at) =>
      [
        `c${at % 7}`,
        `2024-01-${10 + (at % 19)}`,
        net,
        `"${at % 2 === 0 ? card : "0"}"`,
        `"${at % 3 === 0 ? coupon : "0"}"`,
      ].join(","),
    );
    const files = {
      "sales.csv": `customer,order_date,net_amount,card_discount,coupon_discount\n${lines.join("\n")}\n`,
    };
    const { mapping, text } = await proposed(files);
    expect(mapping.discounts, text).toMatchObject([
      { name: "Card discount", sign },
      { name: "Coupon discount", sign },
    ]);
    expect(mapping.tables.transactions?.columns).not.toHaveProperty("discount_amount");
    const sums =
      "select sum(try_cast(discount_of_card_discount as decimal(18, 4)))::varchar, sum(try_cast(discount_of_coupon_discount as decimal(18, 4)))::varchar from landing.raw.transactions";
    const minus = sign === "turned" ? "-" : "";
    expect(await mapped(files, sums)).toEqual([[`${minus}30.0000`, `${minus}6.0000`]]);
  });

  it("names no discount twice: one column that is the sum of the others is left out", async () => {
    const lines = Array.from({ length: 24 }, (_, at) => {
      const [card, coupon] = [at % 2 === 0 ? 2.5 : 0, at % 3 === 0 ? 1.75 : 0];
      return `c${at % 7},2024-01-${10 + (at % 19)},9.00,${card},${coupon},${card + coupon}`;
    });
    const { mapping, proposal } = await proposed({
      "sales.csv": `customer,order_date,net_amount,card_discount,coupon_discount,total_discount\n${lines.join("\n")}\n`,
    });
    expect(mapping.discounts?.map(({ name }) => name)).toEqual(["Card discount", "Coupon discount"]);
    expect(JSON.stringify(proposal.decisions)).not.toContain("total_discount");
  });

  it("finds each table's file by name and content", async () => {
    const { mapping } = await proposed({
      "shop-orders.csv": "id,order_id,customer_id,created_at,total\n1,o1,c1,2024-01-01,5\n2,o1,c1,2024-01-01,6\n",
      "clients.tsv": "id\te-mail\tstate\tutm_source\nc1\ta@b.example\tNY\tads\nc2\tb@b.example\tCA\torganic\n",
      "abo_events.json":
        '[{"subscription":"s1","customer":"c1","at":"2024-01-01","event":"subscribed"},{"subscription":"s1","customer":"c1","at":"2024-02-01","event":"churned"}]',
      "refunds.ndjson":
        '{"refund_id":"r1","line_id":"1","refunded_at":"2024-01-05","type":"refunded","amount":"2.00"}\n',
      "products.csv": "sku,price,roast,grind\np1,9.00,dark,whole\n",
    });
    expect(Object.fromEntries(Object.entries(mapping.tables).map(([table, fill]) => [table, fill?.files[0]]))).toEqual({
      transactions: "shop-orders.csv",
      customers: "clients.tsv",
      subscription_state_changes: "abo_events.json",
      reversals: "refunds.ndjson",
      coffee_profiles: "products.csv",
    });
    expect(mapping.tables.transactions?.columns.transaction_id).toBe("id");
    expect(mapping.tables.customers?.columns).toMatchObject({
      customer_id: "id",
      email: '"e-mail"',
      marketing_channel: "utm_source",
    });
    expect(mapping.tables.subscription_state_changes?.columns.state).toContain("when 'churned' then 'cancelled'");
    expect(mapping.tables.reversals?.columns.kind).toContain("when 'refunded' then 'refund'");
  });

  it("combines parts of one table", async () => {
    const part = "customer_id,date,amount\nc1,2024-01-01,5\n";
    const { mapping } = await proposed({ "sales-2023.csv": part, "sales-2024.csv": part });
    expect(mapping.tables.transactions?.files).toEqual(["sales-2023.csv", "sales-2024.csv"]);
  });

  it("distinguishes customers by address if nothing else does, and shows no address", async () => {
    const files = {
      "orders.csv": "Email,Paid at,Total,Currency\nAna@x.example,2024-01-01,5,eur\nana@x.example ,2024-01-02,6,eur\n",
    };
    const { text, mapping, previews } = await proposed(files);
    expect([mapping.currency, JSON.stringify(previews) + text]).toEqual([
      "EUR",
      expect.not.stringContaining("@x.example"),
    ]);
    expect(await mapped(files, "select count(distinct customer_id) from landing.raw.transactions")).toEqual([[1]]);
  });

  it("keeps one currency if a column names several, and says so", async () => {
    const rows = ["1,2024-01-01,5,EUR", "1,2024-01-02,6,eur", "2,2024-01-03,7,EUR", "2,2024-01-03,8,USD"];
    const files = { "orders.csv": `Customer ID,Order Date,Amount,Currency\n${rows.join("\n")}\n` };
    const { mapping } = await proposed(files);
    expect(mapping.currency).toBe("EUR");
    expect(mapping.decisions?.find(({ about }) => about === "currency")).toMatchObject({
      taken: "EUR alone",
      effect: "left out: lines in USD: 1 line, 8.00",
      assumption: true,
      otherwise: [{ reading: "USD alone", net_revenue: "8.00" }],
    });
    expect(await mapped(files, amounts)).toEqual([["5"], ["6"], ["7"]]);
  });

  it("maps tables of a DuckDB file", async () => {
    const folder = await scratch();
    const connection = await createBuildDatabase(join(folder, "shop.duckdb"), []);
    await connection.run(
      "create table orders as select 'c1' as who_id, 'c1' as customer, date '2024-01-01' as ordered_at, 5.25 as amount",
    );
    await connection.run("create table clients as select 'c1' as id, 'west' as region, 'a@b.example' as email");
    await finishFile(connection);
    await writeFile(
      join(folder, "grounds.yml"),
      await withProposal({ source: folder }, async ({ proposal }) => mappingText(proposal)),
    );
    expect(
      await landed(folder, "select customer_id, transacted_at, net_revenue from landing.raw.transactions"),
    ).toEqual([["c1", "2024-01-01", "5.25"]]);
    expect(await landed(folder, "select customer_id, region from landing.raw.customers")).toEqual([["c1", "west"]]);
  });

  it("maps streams of Singer messages", async () => {
    const record = (stream: string, values: object) =>
      `${JSON.stringify({ type: "RECORD", stream, record: values })}\n`;
    const files = {
      "tap.jsonl":
        record("shop-orders", { customer: "c1", ordered_at: "2024-01-01", amount: 5 }) +
        record("shop-weather", { rain: 1 }),
    };
    expect(await mapped(files, "select customer_id, net_revenue from landing.raw.transactions")).toEqual([["c1", "5"]]);
  });

  it("reports the line of a mapping that names a missing table", async () => {
    const mapping =
      "version: 1\ntables:\n  transactions:\n    files: [tap.jsonl]\n    table: sales\n    columns: { customer_id: a, transacted_at: b, net_revenue: c }\n";
    const folder = await scratch({
      "tap.jsonl": '{"type":"RECORD","stream":"x","record":{"a":1}}\n',
      "grounds.yml": mapping,
    });
    await expect(landed(folder)).rejects.toMatchObject({
      message: "tap.jsonl has no table or stream sales",
      why: expect.stringContaining("grounds.yml:5"),
    });
  });

  it("names the customer id the same in their own file and in the order lines", async () => {
    const customers = "id,email,region\n1,a@x.example,west\n2,b@x.example,east\n";
    const files = {
      "orders.csv": "email,paid_at,total\nA@x.example,2024-01-01,5\nb@x.example,2024-01-02,6\n",
      "customers.csv": customers,
    };
    expect(
      await mapped(
        files,
        "select count(*) from landing.raw.transactions join landing.raw.customers using (customer_id)",
      ),
    ).toEqual([[2]]);
    const other = { "orders.csv": "customer_id,paid_at,total\nx-7,2024-01-01,5\n", "customers.csv": customers };
    expect((await proposed(other)).text).toContain("NOT CERTAIN: few of the order lines' customers are found by it");
  });

  it("says so if nothing could be order lines", async () => {
    await expect(proposed({ "weather.csv": "day,rain\n2024-01-01,3\n" })).rejects.toThrow(UserError);
    await expect(proposed({ "weather.csv": "day,rain\n2024-01-01,3\n" })).rejects.toMatchObject({
      why: expect.stringContaining("weather.csv lacks a customer and an amount (day, rain)"),
      next: expect.stringContaining("transacted_at"),
    });
  });

  it.each(["Mär", "März", "Mar"])("reads days with a point before the month: 27. %s 2024", async (month) => {
    const lines = Array.from({ length: 20 }, (_, at) => `K-${at % 5};${at + 1}. ${month} 2024;${at + 1},50`);
    const source = await scratch({ "verkauf.csv": `Kunde;Kaufdatum;Gesamt\n${lines.join("\n")}\n` });
    const totals = await withProposal({ source }, async ({ proposal }) => proposal.totals);
    expect({ ...totals, netRevenue: Number(totals.netRevenue) }).toMatchObject({
      ...{ netRevenue: 220, customers: 5, from: "2024-03-01", to: "2024-03-20" },
    });
  });

  it("says so if months are columns and nothing names their year", async () => {
    const months = ["Jan", "Feb", "März", "Apr"];
    const rows = Array.from({ length: 9 }, (_, at) => `C${at},Mug,${at + 1}.50,,${at + 2}.00,`);
    await expect(
      proposed({ "pivot.csv": `Customer No,Product,${months.join(",")}\n${rows.join("\n")}\n` }),
    ).rejects.toMatchObject({
      why: expect.stringContaining("its periods are columns (Jan to Apr): write each into a row of its own"),
    });
  });

  it("continues without a file that cannot be read, and says which", async () => {
    const { text } = await proposed({ ...orders(row("2024-01-01", "5")), "notes.txt": "" });
    expect(text).toContain("# Could not be read: notes.txt: notes.txt has no header");
  });
});

describe("numbers as people write them", () => {
  it.each([
    ["thousands commas and a dollar sign", ["$1,234.50", "$5.00", "$12"], ["1234.50", "5.00", "12"]],
    ["decimal commas and a euro sign", ["1.234,50 €", "5,00 €", "-3,10 €"], ["1234.50", "5.00", "-3.10"]],
    ["parentheses for negatives", ["(5.00)", "1,000.00", "7.25"], ["-5.00", "1000.00", "7.25"]],
    ["blanks between thousands", ["1 234,50", "12 000,00", "5,25"], ["1234.50", "12000.00", "5.25"]],
    ["a currency code", ["USD 5.00", "USD 1,250.00", "USD 6.50"], ["5.00", "1250.00", "6.50"]],
    ["lakhs", ["₹1,25,000.50", "₹999.00", "₹12,50,000.00"], ["125000.50", "999.00", "1250000.00"]],
    ["a sign of several letters", ["US$1,250.40", "US$12.00", "-US$3.00"], ["1250.40", "12.00", "-3.00"]],
    ["reals", ["R$ 1.250,40", "R$ 12,00", "R$ -3,00"], ["1250.40", "12.00", "-3.00"]],
    ["a sign with a point", ["Fr. 1'250.40", "Fr. 12.00", "Fr. 3.50"], ["1250.40", "12.00", "3.50"]],
    ["parentheses", ["(33.95)", "$12.00", "($1,200.00)"], ["-33.95", "12.00", "-1200.00"]],
    ["a minus behind", ["33.95-", "12.00", "1,200.00-"], ["-33.95", "12.00", "-1200.00"]],
    ["another minus", ["−33.95", "12.00", "–1,200.00"], ["-33.95", "12.00", "-1200.00"]],
    ["credits and debits", ["33.95 CR", "1,250.40", "88.00 DR", "12.00"], ["-33.95", "1250.40", "88.00", "12.00"]],
    ["a dash for zero", ["$1,250.40 ", "-", "$12.00 ", " $- "], ["1250.40", "0", "12.00", "0"]],
    ["codes behind", ["1.234,50 EUR", "12,00 EUR", "5,25 EUR"], ["1234.50", "12.00", "5.25"]],
    ["powers of ten", ["1.5E+3", "12.00", "7"], ["1.5E+3", "12.00", "7"]],
    [
      "what is no number stays, to be quarantined",
      ["$5.00", "$6.00", "$7.50", "n/a 12"],
      ["5.00", "6.00", "7.50", "n/a 12"],
    ],
  ])("%s", async (_name, written, read) => {
    expect(await mapped(orders(...written.map((amount) => row("2024-01-01", amount))), amounts)).toEqual(
      read.map((value) => [value]),
    );
  });

  it("says what it decided, and that it is not certain if it is not", async () => {
    const sure = await proposed(orders(row("2024-01-01", "1.234,50 €"), row("2024-01-01", "5,00 €")));
    expect(sure.text).toContain("decimal commas, €");
    expect(sure.mapping.currency).toBe("EUR");
    const open = await proposed(orders(row("2024-01-01", "1,234"), row("2024-01-01", "5,678")));
    expect(open.mapping.decisions?.find(({ about }) => about.startsWith("numbers"))).toMatchObject({
      taken: "225,000 is 225 thousand",
      assumption: true,
      net_revenue: "6912.00",
      otherwise: [{ reading: "225,000 is 225", net_revenue: "6.912" }],
    });
  });

  it("multiplies quantity and price if no column has the total", async () => {
    const files = { "sales.csv": "customer,date,qty,unit_price\nc1,2024-01-01,3,1.335\nc1,2024-01-02,1,2.50\n" };
    expect(await mapped(files, amounts)).toEqual([["4.0050"], ["2.5000"]]);
  });
});

describe("amounts of more than four decimals", () => {
  it("are multiplied exactly, so that rounding to four decimals is reported", async () => {
    const rows = Array.from({ length: 6 }, (_, at) => `c${at % 2},2024-01-0${at + 1},3,0.12345${at}`).join("\n");
    const files = { "orders.csv": `customer,date,qty,unit price\n${rows}\n` };
    const found = await mapped(files, amounts);
    expect(found.map(([net]) => Number(net))).toEqual(
      [0, 1, 2, 3, 4, 5].map((at) => expect.closeTo(3 * (0.12345 + at / 1e6), 9)),
    );
  });
});

describe("dates as people write them", () => {
  it.each([
    ["year first", ["2024-01-31", "2024-02-01 10:00"], ["2024-01-31", "2024-02-01 10:00"]],
    [
      "with their time zone",
      ["2024-01-31T10:00:00+02:00", "2024-01-31T10:00:00Z"],
      ["2024-01-31T10:00:00+02:00", "2024-01-31T10:00:00Z"],
    ],
    [
      "day first, as a day above 12 tells",
      ["31/01/2024", "05/02/2024"],
      ["2024-01-31 00:00:00", "2024-02-05 00:00:00"],
    ],
    [
      "month first, as a day above 12 tells",
      ["01/31/2024 10:30", "02/05/2024 11:00"],
      ["2024-01-31 10:30:00", "2024-02-05 11:00:00"],
    ],
    ["points, two digits of year", ["31.01.24", "05.02.24"], ["2024-01-31 00:00:00", "2024-02-05 00:00:00"]],
    ["hours of a half day", ["1/31/2024 3:05 PM", "2/5/2024 3:05 AM"], ["2024-01-31 15:05:00", "2024-02-05 03:05:00"]],
    [
      "offsets after a blank",
      ["2024-01-31 10:00:00 -0500", "2024-02-05 10:00:00 +05:30"],
      ["2024-01-31 10:00:00-05:00", "2024-02-05 10:00:00+05:30"],
    ],
    ["names of months", ["Jan 31, 2024", "Feb 5, 2024"], ["2024-01-31 00:00:00", "2024-02-05 00:00:00"]],
    [
      "names of months after the day",
      ["31 January 2024 10:30", "5 February 2024 11:00"],
      ["2024-01-31 10:30:00", "2024-02-05 11:00:00"],
    ],
    [
      "names of months and zones",
      ["Aug 6, 2024 9:45:00 PM PDT", "Feb 10, 2024 4:00:00 PM PST"],
      ["2024-08-06 21:45:00-07", "2024-02-10 16:00:00-08"],
    ],
    [
      "zones of Europe",
      ["31.01.2024 10:30 CET", "05.07.2024 11:00 CEST"],
      ["2024-01-31 10:30:00+01", "2024-07-05 11:00:00+02"],
    ],
    ["years of two and of four digits", ["1/31/24", "2/19/2024"], ["2024-01-31 00:00:00", "2024-02-19 00:00:00"]],
    [
      "times and none, seconds and none",
      ["31/01/2024, 10:30", "05/02/2024", "06/02/2024 11:00:05"],
      ["2024-01-31 10:30:00", "2024-02-05 00:00:00", "2024-02-06 11:00:05"],
    ],
    [
      "year first with points and blanks",
      ["2024. 04. 03.", "2024. 12. 31. 10:30"],
      ["2024-04-03 00:00:00", "2024-12-31 10:30:00"],
    ],
    ["year first with points", ["2024.04.03", "2024.12.31"], ["2024-04-03 00:00:00", "2024-12-31 00:00:00"]],
    [
      "minutes with a zone",
      ["2024-01-31T10:00Z", "2024-01-31T10:00+0200"],
      ["2024-01-31T10:00:00Z", "2024-01-31T10:00:00+02:00"],
    ],
    [
      "days of the week before them, as mail and browsers write them",
      ["Fri, 05 Jan 2024 10:33:00 +0000", "Tue, 20 Feb 2024 10:33:00 +0530"],
      ["2024-01-05 10:33:00+0000", "2024-02-20 10:33:00+0530"],
    ],
    [
      "zones by offset and by name",
      ["Fri Jan 05 2024 10:33:00 GMT-0500 (Eastern Standard Time)", "Fri Jul 05 2024 10:33:00 GMT-0400 (EDT)"],
      ["2024-01-05 10:33:00-0500", "2024-07-05 10:33:00-0400"],
    ],
    ["the month's name first, with dashes", ["Jan-05-24", "Feb-10-24"], ["2024-01-05 00:00:00", "2024-02-10 00:00:00"]],
    [
      "two ways in one column",
      ["2024-01-05", "31/01/2024", "2024-03-01 10:00:00"],
      ["2024-01-05", "2024-01-31 00:00:00", "2024-03-01 10:00:00"],
    ],
    ["days of a spreadsheet", ["45384.34789", "45297"], ["2024-04-02 08:20:58", "2024-01-06 00:00:00"]],
    [
      "milliseconds since 1970",
      ["1704067200000", "1704153600000"],
      ["2024-01-01 00:00:00+00", "2024-01-02 00:00:00+00"],
    ],
    ["without separators", ["20240131", "20240205"], ["2024-01-31 00:00:00", "2024-02-05 00:00:00"]],
    ["seconds since 1970", ["1704067200", "1704153600"], ["2024-01-01 00:00:00+00", "2024-01-02 00:00:00+00"]],
    ["what is no date stays, to be quarantined", ["31/01/2024", "soon"], ["2024-01-31 00:00:00", "soon"]],
  ])("%s", async (_name, written, read) => {
    expect(await mapped(orders(...written.map((date) => row(date, "5"))), dates)).toEqual(read.map((value) => [value]));
  });

  it("is not certain if every number is 12 or less, unless the order is declared", async () => {
    const files = orders(row("03/04/2024", "5"), row("05/06/2024", "5"));
    expect((await proposed(files)).text).toMatch(/unclear: .*read month first; NOT CERTAIN: no number is above 12/);
    expect(await mapped(files, dates, { dates: "day-first" })).toEqual([
      ["2024-04-03 00:00:00"],
      ["2024-06-05 00:00:00"],
    ]);
  });
});

describe("reversals among the order lines", () => {
  const lines =
    "InvoiceNo,Quantity,InvoiceDate,UnitPrice,CustomerID\n536365,6,2010-12-01 08:26:00,2.55,17850.0\nC536379,-1,2010-12-01 09:41:00,27.5,17850.0\n536366,2,2010-12-01 09:00:00,1.00,\n";

  it("reads cancelled lines as reversals that are still to be deducted, and lines without a customer as those of guests", async () => {
    const { mapping, proposal } = await proposed({ "retail.csv": lines });
    expect([mapping.net_before, mapping.tables.transactions?.guests]).toEqual([["refund"], true]);
    expect(proposal.totals.netRevenue).toBe("-10.20");
    const sql = "select customer_id, net_revenue from landing.raw.transactions order by _record";
    expect(await mapped({ "retail.csv": lines }, sql)).toEqual([
      ["17850", "15.3000"],
      [null, "2.0000"],
    ]);
  });

  it("reads negative lines that a column calls refunded as reversals", async () => {
    const files = { "orders.csv": "customer_id,date,amount,status\nc1,2024-01-01,9,paid\nc1,2024-01-02,-9,refunded\n" };
    expect(await mapped(files, amounts)).toEqual([["9"]]);
    expect(await mapped(files, "select amount from landing.raw.reversals")).toEqual([["9.0000"]]);
  });

  it("leaves out positive lines that a column calls refunded if nothing else deducts them, and says so", async () => {
    const files = { "orders.csv": "customer_id,date,amount,status\nc1,2024-01-01,9,paid\nc1,2024-01-02,8,refunded\n" };
    expect(await mapped(files, amounts)).toEqual([["9"]]);
    const { mapping } = await proposed(files);
    expect(mapping.decisions?.find(({ assumption }) => assumption)).toMatchObject({
      taken: "without status refunded",
      net_revenue: "9.00",
      otherwise: [{ reading: "every row", net_revenue: "17.00" }],
    });
  });
});

describe("what names do not show", () => {
  it("is a status by its values, as an assumption", async () => {
    const rows = Array.from(
      { length: 12 },
      (_, at) => `${at},c${at % 4},2024-01-${10 + at},10.00,${at % 4 === 0 ? "Cancelled" : "Completed"}`,
    );
    const { proposal } = await proposed({
      "orders.csv": `order id,customer,date,amount,field 5\n${rows.join("\n")}\n`,
    });
    expect(proposal.totals.netRevenue).toBe("90.00");
    expect(proposal.decisions.find(({ id }) => id === "rows")).toMatchObject({ isAssumption: true });
  });

  it("is the order and the amount of refunds, by their values", async () => {
    const rows = Array.from({ length: 12 }, (_, at) => `K-${100 + at},c${at % 4},2024-01-${10 + at},10.00`);
    const { proposal } = await proposed({
      "orders.csv": `order id,customer,date,amount\n${rows.join("\n")}\n`,
      "refunds.csv": "refund_id,field 2,field 3\nr1,K-103,10.00\nr2,K-105,4.50\nr3,K-107,0.50\n",
    });
    expect(proposal.totals.netRevenue).toBe("105.00");
  });
});

describe("an export of orders with several lines each", () => {
  const head = "Name,Email,Paid at,Subtotal,Shipping,Total,Created at,Lineitem quantity,Lineitem name,Refunded Amount";
  const rows = Array.from({ length: 30 }, (_, at) => {
    const day = `2024-01-${10 + (at % 19)} 08:00:00`;
    const second = `#${at},c${at % 7}@shop.example,,,,,${day},1,Beans,`;
    return `#${at},c${at % 7}@shop.example,${day},20.50,4.50,25.00,${day},2,Filter,${at === 3 ? "20.50" : "0.00"}\n${second}`;
  });
  const files = { "orders_export.csv": `${head}\n${rows.join("\n")}\n` };

  it("takes the amount that appears once per order, without shipping and less refunds, and the day that every line has", async () => {
    const sums = "select count(*), count(transacted_at), sum(try_cast(net_revenue as decimal(18, 2)))::varchar";
    expect(await mapped(files, `${sums} from landing.raw.transactions`)).toEqual([[60, 60, "594.50"]]);
    const { previews, text } = await proposed(files);
    expect(previews[0]).toMatchObject({ rows: 60, bad: 0 });
    expect(text).toContain("Subtotal, once per order + Shipping = Total in 30 of 30 orders");
  });

  it("deducts refunds if the data shows that the amounts are before them, and books them as reversals", async () => {
    const { mapping } = await proposed(files);
    expect(mapping.decisions?.find(({ about }) => about === "refunds in Refunded Amount")).toMatchObject({
      taken: "Refunded Amount taken off",
      because: expect.stringContaining("1 refunds are as large as what they give back"),
    });
    const sql = "select kind, amount, transaction_id from landing.raw.reversals";
    expect(await mapped(files, sql)).toEqual([["refund", "20.5000", "#3-7"]]);
  });

  it("leaves orders without any amount to the quarantine, because they are not worth 0", async () => {
    const gaps = rows.map((row, at) => (at % 2 === 0 ? row.replaceAll("20.50,4.50,25.00", ",,") : row));
    const sql = "select count(net_revenue), count(*) from landing.raw.transactions";
    expect(await mapped({ "orders_export.csv": `${head}\n${gaps.join("\n")}\n` }, sql)).toEqual([[30, 60]]);
  });
});

describe("previews", () => {
  it("masks names and addresses, and counts what cannot be read", async () => {
    const { previews, text } = await proposed({
      "orders.csv": "customer_id,date,amount\nc1,2024-01-01,9\nc1,2024-01-02,9\nc1,later,9\n",
      "customers.csv": "customer_id,email,first_name,region\nc1,ana@secret.example,Ana,west\n",
    });
    expect(previews.map(({ table, rows, bad }) => [table, rows, bad])).toEqual([
      ["transactions", 3, 1],
      ["customers", 1, 0],
    ]);
    expect(previews[1]?.sample).toEqual([["c1", "(personal)", "(personal)", "west"]]);
    expect(text).not.toContain("ana@secret");
  });

  it("writes hostile names into one-line comments", async () => {
    const { text, mapping } = await proposed({
      "orders.csv": 'customer_id,date,amount,"x\n# y\u001b[2J"\nc1,2024-01-01,9,1\n',
      "a\u001bb: c.csv": "x\n1\n",
    });
    expect(text).not.toContain("\u001b");
    expect(mapping.tables.transactions?.columns.customer_id).toBe("customer_id");
  });
});
