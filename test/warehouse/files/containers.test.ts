import { Buffer } from "node:buffer";
import { writeOds } from "hucre/ods";
import { writeXlsx } from "hucre/xlsx";
import { describe, expect, it } from "vitest";
import { ZipFile } from "yazl";
import { mappingErrors } from "../../../source/errors/mapping.ts";
import { landed, scratch } from "../support/scratch.ts";
import { readFiles, readOne } from "./read-file.ts";

const csv = "order_id,customer,day,amount\nA1,Ann,2024-01-05,10.00\nA2,Bob,2024-02-05,20.00\n";

async function zipped(files: Readonly<Record<string, string | Uint8Array>>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content as Uint8Array), name);
  zip.end();
  const pieces: Buffer[] = [];
  for await (const piece of zip.outputStream) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}

describe("a zip", () => {
  it("contains each of its files that has a readable format", async () => {
    const content = await zipped({
      "orders.csv": csv,
      "more/items.json": '[{"a":1}]',
      "readme.pdf": "x",
      "__MACOSX/._orders.csv": "x",
    });
    const tables = await readFiles({ "export.zip": content });
    expect(tables.map(({ name, rows }) => [name, rows.length])).toEqual([
      ["export.zip/orders.csv", 2],
      ["export.zip/more/items.json", 1],
    ]);
  });

  it("contains the sheets of its workbooks", async () => {
    const sheets = [
      {
        name: "Orders",
        rows: [
          ["order_id", "amount"],
          ["A1", 10.5],
        ],
      },
    ];
    const content = await zipped({ "book.xlsx": await writeXlsx({ sheets }), "book.ods": await writeOds({ sheets }) });
    const tables = await readFiles({ "export.zip": content });
    expect(tables.map(({ name, rows }) => [name, rows])).toEqual([
      ["export.zip/book.xlsx#Orders", [["A1", "10.5"]]],
      ["export.zip/book.ods#Orders", [["A1", "10.5"]]],
    ]);
  });

  it("is refused by name if a bit of it flipped", async () => {
    const content = await zipped({ "orders.csv": csv.repeat(50) });
    const at = content.indexOf("orders.csv") + 40;
    content[at] = (content[at] ?? 0) ^ 1;
    await expect(readOne(content, "export.zip")).rejects.toThrow(/export\.zip\/orders\.csv is damaged/);
  });

  it("is refused if it is not one", async () => {
    await expect(readOne("no zip", "export.zip")).rejects.toThrow(/export\.zip is damaged/);
  });

  it("is a source, also through a mapping that names a file in it", async () => {
    const rows = "customer_id,transacted_at,net_revenue\nc-1,2024-01-01,1.00\n";
    const sql = "select customer_id, net_revenue, source_file from landing.raw.transactions";
    const named = await scratch({ "export.zip": await zipped({ "transactions.csv": rows }) });
    expect(await landed(named, sql)).toEqual([["c-1", "1.00", "export.zip/transactions.csv"]]);
    const mapping = `version: 1\ntables:\n  transactions:\n    files: [export.zip/lines.csv]\n    columns: { customer_id: customer_id, transacted_at: transacted_at, net_revenue: net_revenue }\n`;
    const mapped = await scratch({
      "export.zip": await zipped({ "lines.csv": rows, "other.csv": "a\n1\n" }),
      "grounds.yml": mapping,
    });
    expect(await landed(mapped, sql)).toEqual([["c-1", "1.00", "export.zip/lines.csv"]]);
    const absent = await scratch({ "export.zip": await zipped({ "other.csv": "a\n1\n" }), "grounds.yml": mapping });
    await expect(landed(absent, sql)).rejects.toMatchObject({
      id: mappingErrors.noFile({ name: "", folder: "", file: "", line: 1, table: "" }).id,
    });
  });
});

describe("a workbook", () => {
  const day = (text: string) => new Date(`${text}T00:00:00Z`);
  it("gives each sheet as a table, with typed values", async () => {
    const content = await writeXlsx({
      sheets: [
        {
          name: "Orders 2024",
          rows: [
            ["Report of orders"],
            [],
            ["order", "day", "amount", "paid", "note"],
            ["A1", day("2024-01-05"), 10.5, true, null],
            ["007", new Date("2024-02-05T10:30:00Z"), 1234.56, false, "a, b"],
            ["Total", null, 1245.06],
          ],
        },
        { name: "Customers", rows: [["customer"], ["Ann"]] },
      ],
    });
    const [orders, customers] = await readFiles({ "shop.xlsx": content });
    expect([orders?.name, customers?.name]).toEqual(["shop.xlsx#Orders 2024", "shop.xlsx#Customers"]);
    expect(orders?.columns).toEqual(["order", "day", "amount", "paid", "note"]);
    expect(orders?.rows).toEqual([
      ["A1", "2024-01-05", "10.5", "true", null],
      ["007", "2024-02-05 10:30:00", "1234.56", "false", "a, b"],
    ]);
    expect(orders?.lines).toEqual([4, 5]);
    expect(orders?.reading.leftOut.map(({ what, rows }) => [what, rows])).toEqual([
      ["note lines", 1],
      ["total rows", 1],
    ]);
    expect(customers?.rows).toEqual([["Ann"]]);
  });

  it("reads days counted from 1904", async () => {
    const rows = [
      ["order", "day"],
      ["A1", day("2024-01-05")],
      ["A2", day("2024-02-05")],
    ];
    const content = await writeXlsx({ dateSystem: "1904", sheets: [{ name: "Sheet1", rows }] });
    expect((await readOne(content, "shop.xlsx")).rows).toEqual([
      ["A1", "2024-01-05"],
      ["A2", "2024-02-05"],
    ]);
  });

  it("joins merged headers", async () => {
    const rows = [
      ["Order", "North", null, "South", null],
      [null, "qty", "amount", "qty", "amount"],
      ["A1", 1, 10, 2, 20],
      ["A2", 3, 30, 4, 40],
    ];
    const table = await readOne(await writeXlsx({ sheets: [{ name: "Sheet1", rows }] }), "shop.xlsx");
    expect(table.columns).toEqual(["Order", "North qty", "North amount", "South qty", "South amount"]);
  });

  it("is a table of the contract by its own name or its sheet's", async () => {
    const rows = [
      ["customer_id", "transacted_at", "net_revenue"],
      ["c-1", day("2024-01-05"), 1.25],
    ];
    const sql = "select customer_id, transacted_at, net_revenue, source_file from landing.raw.transactions";
    for (const [file, name] of [
      ["transactions.xlsx", "Sheet1"],
      ["shop.xlsx", "Transactions"],
    ] as const) {
      const folder = await scratch({ [file]: await writeXlsx({ sheets: [{ name, rows }] }) });
      expect(await landed(folder, sql)).toEqual([["c-1", "2024-01-05", "1.25", `${file}#${name}`]]);
    }
  });
});
