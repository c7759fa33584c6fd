import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Session } from "../../source/commands/session.ts";
import { Amount } from "../../source/domain/amount.ts";
import { emptySlice, type Slice } from "../../source/domain/slice.ts";
import { toCsv } from "../../source/export/csv.ts";
import { csvLine, csvRows } from "../../source/export/csv-line.ts";
import { pageSheet } from "../../source/export/sheet.ts";
import { countLines, customersBehind, linesBehind } from "../../source/query/drill-through.ts";
import { type WrittenListing, writtenCustomers, writtenLines } from "../../source/query/written-listing.ts";
import { type BuildDatabase, createBuildDatabase } from "../../source/warehouse/database/build-database.ts";
import { tinySession } from "../helpers/tiny-warehouse.ts";

let session: Session;
let connection: BuildDatabase;

beforeAll(async () => {
  session = await tinySession();
  connection = await createBuildDatabase(undefined, []);
});
afterAll(async () => {
  await session.close();
  await connection.database.close();
});

async function written(listing: WrittenListing, lines = session.lines) {
  let [text, rows] = [`${listing.columns.map(({ name }) => name).join(",")}\n`, 0];
  for await (const { count, bytes } of lines(listing)) {
    text += new TextDecoder().decode(bytes);
    rows += count;
  }
  return { text, rows };
}

const everything = { offset: 0, limit: 1_000_000 };
const slices: readonly Slice[] = [
  emptySlice,
  { ...emptySlice, filters: [{ dimension: "point_of_entry", op: "in", values: ["subscription"] }] },
  { ...emptySlice, filters: [{ dimension: "transaction_type", op: "in", values: ["none such"] }] },
  { ...emptySlice, period: { from: "2024-01-01", to: "2024-06-30" } },
];

describe("rows as CSV made by the database", () => {
  it("equal the page of the same rows as CSV byte for byte, for lines and customers", async () => {
    const { catalog, run } = session;
    for (const slice of slices) {
      const lines = await linesBehind(catalog, slice, everything, run);
      expect(await written(writtenLines(catalog, slice, csvRows(false)))).toEqual({
        text: toCsv(pageSheet(lines, "USD")),
        rows: lines.total,
      });
      expect(await countLines(catalog, slice, run)).toBe(lines.total);
      const customers = await customersBehind(catalog, slice, everything, run);
      expect(await written(writtenCustomers(catalog, slice, csvRows(false)))).toEqual({
        text: toCsv(pageSheet(customers, "USD")),
        rows: customers.total,
      });
    }
  });

  it("stop at a limit", async () => {
    const { rows } = await written(writtenLines(session.catalog, emptySlice, csvRows(false), { limit: 3 }));
    expect(rows).toBe(3);
  });
});

describe("a line of CSV in SQL", () => {
  const columns = [
    { name: "a", sql: "a", kind: "text" },
    { name: "b", sql: "b", kind: "text" },
    { name: "c", sql: "c", kind: "money" },
  ] as const;

  /** The lines of texts and an amount in ten-thousandths, as made by the database. */
  async function inSql(a: string | null, b: string | null, units: bigint, isRaw: boolean): Promise<string> {
    const values =
      "select $1::varchar as a, $2::varchar as b, ($3::hugeint * 0.0001::decimal(5, 4))::decimal(38, 4) as c";
    const params = [a, b, String(units)];
    const lines = connection.database.lines(`select encode(${csvLine(columns, isRaw)}) from (${values})`, params);
    let text = "";
    for await (const { bytes } of lines) text += new TextDecoder().decode(bytes);
    return text;
  }

  function inScript(a: string | null, b: string | null, units: bigint, isRaw: boolean): string {
    const sheet = { columns: [], rows: [[a, b, new Amount(units)]] };
    return toCsv(sheet, isRaw).slice(1);
  }

  const hostile = [
    "=1+1",
    "+1",
    "-1",
    "-12.50",
    "-1+1",
    "-1.",
    "--1",
    "-1\n",
    "-",
    "－5",
    "@a",
    "\tx",
    "\rx",
    "＝1",
    "＋1",
    "－1",
    "＠a",
    '"',
    'a"b',
    "a,b",
    "a\nb",
    "a\rb",
  ];

  it.each([...hostile, "", "'", "é", "名", "🫘", '=",\n'])("contains %j as the other exports do", async (text) => {
    for (const isRaw of [false, true])
      expect(await inSql(text, null, 125_000n, isRaw)).toBe(inScript(text, null, 125_000n, isRaw));
  });

  it("keeps negative numbers as they are and guards what starts like a formula", async () => {
    const written = async (text: string) => (await inSql(text, null, 0n, false)).trimEnd();
    for (const number of ["-1", "-12.50", "-007"]) expect(await written(number)).toBe(`${number},,0`);
    for (const text of ["-1+1", "-1.", "--1", "-", "-x", "+1", "=1", "－5"])
      expect(await written(text)).toBe(`'${text},,0`);
  });

  it("contains any texts and amounts as the other exports do", async () => {
    const piece = fc.constantFrom(...hostile, " ", "x", "1", "é");
    const text = fc.option(fc.array(piece, { maxLength: 4 }).map((pieces) => pieces.join("")));
    const small = fc.bigInt({ min: -200_000n, max: 200_000n });
    const units = fc.oneof(
      small,
      small.map((cents) => cents * 100n),
      fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }),
    );
    await fc.assert(
      fc.asyncProperty(text, text, units, fc.boolean(), async (a, b, amount, isRaw) => {
        expect(await inSql(a, b, amount, isRaw)).toBe(inScript(a, b, amount, isRaw));
      }),
      { numRuns: 200 },
    );
  });
});
