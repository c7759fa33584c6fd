import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { readXlsx } from "hucre/xlsx";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Session } from "../../source/commands/session.ts";
import { writeListing } from "../../source/commands/streamed-workbook.ts";
import { Amount } from "../../source/domain/amount.ts";
import { emptySlice } from "../../source/domain/slice.ts";
import { writeNewFile } from "../../source/export/write-file.ts";
import { sheetColumn, sheetRows, tooLongIn } from "../../source/export/xlsx/sheet-row.ts";
import { toXlsx } from "../../source/export/xlsx/workbook.ts";
import { WrittenBody } from "../../source/export/xlsx/written-body.ts";
import { customersBehind, linesBehind } from "../../source/query/drill-through.ts";
import type { Listed } from "../../source/query/listing.ts";
import type { LinePart } from "../../source/query/statement.ts";
import {
  position,
  type RowWriter,
  type WrittenListing,
  writtenCustomers,
  writtenLines,
} from "../../source/query/written-listing.ts";
import { type BuildDatabase, createBuildDatabase } from "../../source/warehouse/database/build-database.ts";
import { tinySession } from "../helpers/tiny-warehouse.ts";

let session: Session;
let connection: BuildDatabase;
let folder: string;

beforeAll(async () => {
  session = await tinySession();
  connection = await createBuildDatabase(undefined, []);
  folder = await mkdtemp(join(tmpdir(), "grounds-sheet-rows-"));
});
afterAll(async () => {
  await session.close();
  await connection.database.close();
  await rm(folder, { recursive: true });
});

async function textOf(parts: AsyncIterable<LinePart>): Promise<string> {
  let text = "";
  for await (const { bytes } of parts) text += new TextDecoder().decode(bytes);
  return text;
}

describe("rows of a listing in a workbook", () => {
  const everything = { offset: 0, limit: 1_000_000 };

  it("are the same XML made by the database and made from values, for lines and customers", async () => {
    const { catalog, run } = session;
    const pairs = [
      [writtenLines(catalog, emptySlice, sheetRows), await linesBehind(catalog, emptySlice, everything, run)],
      [writtenCustomers(catalog, emptySlice, sheetRows), await customersBehind(catalog, emptySlice, everything, run)],
    ] as const;
    for (const [listing, { rows }] of pairs) {
      expect(rows.length).toBeGreaterThan(10);
      const lines = rows.map((values, at) => `${sheetRows.text(listing.columns, values, at + 1)}\n`);
      expect(await textOf(session.lines(listing))).toBe(lines.join(""));
    }
  });

  it("come in the order and up to the limit asked for, with typed cells, as read by another library", async () => {
    const { catalog, run } = session;
    const order = { column: "net_revenue", descending: true };
    const listing = (writer: RowWriter): WrittenListing =>
      writtenLines(catalog, emptySlice, writer, { limit: 7, order });
    const file = join(folder, "lines.xlsx");
    expect(await writeListing({ name: "Order lines", listing }, session, file, false)).toBe(7);
    const page = await linesBehind(catalog, emptySlice, { offset: 0, limit: 7, order }, run);
    const [header, ...rows] = (await readXlsx(await readFile(file))).sheets[0]?.rows ?? [];
    expect(header).toEqual(page.columns);
    const at = (name: string) => page.columns.indexOf(name);
    for (const name of ["transaction_id", "customer_id"])
      expect(rows.map((row) => row[at(name)])).toEqual(page.rows.map((row) => row[at(name)]));
    expect(rows.map((row) => row[at("net_revenue")])).toEqual(page.rows.map((row) => Number(row[at("net_revenue")])));
    expect(rows.map((row) => row[at("transacted_at")])).toEqual(
      page.rows.map((row) => new Date(`${String(row[at("transacted_at")]).replace(" ", "T")}Z`)),
    );
  });

  it("continue in another sheet, each with its own row numbers", { timeout: 120_000 }, async () => {
    const columns: readonly Listed[] = [{ name: "n", sql: "n", kind: "number" }];
    const numbered = `select range as n, range + 1 as ${position} from range(1048580)`;
    const lines = connection.database.lines(`select encode(${sheetRows.sql(columns)}) from (${numbered})`, []);
    const body = new WrittenBody(async () => [[0]], lines);
    const file = join(folder, "long.xlsx");
    const sheet = { columns: columns.map(sheetColumn), rows: body };
    await writeNewFile(file, toXlsx([{ name: "Lines", sheet }]), true);
    expect(body.count).toBe(1_048_580);
    const second = execFileSync("unzip", ["-p", file, "xl/worksheets/sheet2.xml"], { encoding: "utf8" });
    expect([...second.matchAll(/<row r="(\d+)"/g)].map(([, row]) => Number(row))).toEqual([1, 2, 3, 4, 5, 6]);
    expect([...second.matchAll(/<v>(\d+)</g)].map(([, n]) => Number(n))).toEqual([
      1_048_575, 1_048_576, 1_048_577, 1_048_578, 1_048_579,
    ]);
    const first = execFileSync("unzip", ["-p", file, "xl/worksheets/sheet1.xml"], { maxBuffer: 2 ** 30 });
    expect(first.subarray(-60).toString()).toContain('<autoFilter ref="A1:A1048576"/>');
  });
});

describe("a row in SQL", () => {
  const columns: readonly Listed[] = [
    { name: "a", sql: "a", kind: "text" },
    { name: "b", sql: "b", kind: "money" },
    { name: "c", sql: "c", kind: "number" },
    { name: "d", sql: "d", kind: "day" },
    { name: "e", sql: "e", kind: "time" },
  ];
  type Values = readonly [a: string | null, b: bigint | null, c: number | null, d: string | null, e: string | null];

  async function inSql([a, b, c, d, e]: Values): Promise<string> {
    const values =
      "select $1::varchar as a, ($2::hugeint * 0.0001::decimal(5, 4))::decimal(38, 4) as b, $3::bigint as c, " +
      `$4::date as d, $5::timestamp as e, 1 as ${position}`;
    const params = [a, b === null ? null : String(b), c === null ? null : String(c), d, e] as string[];
    return textOf(connection.database.lines(`select encode(${sheetRows.sql(columns)}) from (${values})`, params));
  }

  function inScript([a, b, ...rest]: Values): string {
    return `${sheetRows.text(columns, [a, b === null ? null : new Amount(b), ...rest], 1)}\n`;
  }

  const cases: readonly Values[] = [
    [null, null, null, null, null],
    ["", 0n, 0, "1900-02-28", "1900-02-28 23:59:59"],
    ["=HYPERLINK(1)", 10n ** 15n, 1, "1900-03-01", "1900-03-01 00:00:00"],
    ["2024-01-05", 10n ** 15n - 1n, Number.MAX_SAFE_INTEGER, "9999-12-31", "9999-12-31 23:59:59"],
    ["_x0041_x0042_ _xyz _x", -(10n ** 18n), -5, "2024-02-29", "2024-02-29 13:30:00.25"],
    ["a & <b> \"c\" 'd' > \u0001\u000b\ufffe", 10n ** 22n, 7, "0001-01-01", "2024-12-31 00:00:00"],
    ["\t x \n y \r", 1n - 10n ** 14n, 12, "1970-01-01", "1970-01-01 00:00:01"],
    ["🫘 名 é", 12_500n, null, null, "2024-02-29 06:00:00.001"],
    ["x".repeat(32_767), 1n, 1, null, null],
    ["🫘".repeat(16_383), 1n, 1, null, null],
  ];
  it.each(cases.map((values, at) => [at, values] as const))("is as made from values, case %i", async (_, values) => {
    expect(await inSql(values)).toBe(inScript(values));
  });

  it.each([
    ["x".repeat(32_768), 32_768],
    ["🫘".repeat(16_384), 32_768],
  ])("says which cell is too long for Excel", async (text, characters) => {
    const xml = await inSql([text, null, null, null, null]);
    expect(tooLongIn(Buffer.from(xml))).toEqual({ cell: "A2", characters });
    expect(() => inScript([text, null, null, null, null])).toThrow(/cell A2 has 32768 characters/);
  });

  it("is as made from values for any values", async () => {
    const piece = fc.constantFrom(
      "_x",
      "0041",
      "_",
      "&",
      "<",
      ">",
      '"',
      "=",
      " ",
      "x",
      "é",
      "\u0001",
      "\n",
      "🫘",
      "2024-01-05",
    );
    const text = fc.option(fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join("")));
    const units = fc.option(
      fc.oneof(fc.bigInt({ min: -200_000n, max: 200_000n }), fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n })),
    );
    const time = fc
      .date({ min: new Date("1970-01-01"), max: new Date("9999-12-31"), noInvalidDate: true })
      .map((date) => date.toISOString().replace("T", " ").replace("Z", ""));
    const values = fc.tuple(
      text,
      units,
      fc.option(fc.integer()),
      fc.option(time.map((each) => each.slice(0, 10))),
      fc.option(time),
    );
    await fc.assert(
      fc.asyncProperty(values, async (each) => {
        expect(await inSql(each)).toBe(inScript(each));
      }),
      { numRuns: 300 },
    );
  });
});
