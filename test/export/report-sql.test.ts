import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { formatCell, type NumberFormat } from "../../source/domain/format.ts";
import { reportHtml } from "../../source/export/report/html.ts";
import { type CoffeeReport, coffeeReport } from "./coffee-report.ts";
import { type PageTable, sqlOf, tablesOf } from "./parse-report.ts";

let coffee: CoffeeReport;
beforeAll(async () => {
  coffee = await coffeeReport(1500);
});
afterAll(() => coffee.remove());

type Answer = { readonly columns: readonly string[]; readonly rows: readonly (readonly unknown[])[] };

/** Runs the statements as printed, in a DuckDB without anything of Grounds. */
async function runPrinted(html: string): Promise<ReadonlyMap<string, Answer>> {
  const database = await DuckDBInstance.create(coffee.warehouse, { access_mode: "READ_ONLY" });
  const connection = await database.connect();
  const answers = new Map<string, Answer>();
  for (const { table, sql } of sqlOf(html)) {
    const reader = await connection.runAndReadAll(sql);
    answers.set(table, { columns: reader.columnNames(), rows: reader.getRowsJS() });
  }
  connection.closeSync();
  database.closeSync();
  return answers;
}

/** Columns that come only from resampling, the books' own count or a comparison of words. */
const notFromSql = /^(low|high|verdict|p, adjusted|counts|note)$/;
const unprovenRows = /^Order lines, of those booked$/;

/** Every figure of a table that its SQL does not compute, and how many it does. */
function compare(table: PageTable, answer: Answer): { readonly wrong: string[]; readonly found: number } {
  const wrong: string[] = [];
  let found = 0;
  const rows = table.rows.filter((row) => !unprovenRows.test(row[0] ?? ""));
  if (rows.length !== answer.rows.length)
    wrong.push(`${table.id}: ${rows.length} rows, SQL gives ${answer.rows.length}`);
  for (const [at, header] of table.columns.entries()) {
    const label = header.replace(/, (?:[$%]|pp)$/, "");
    if (notFromSql.test(label)) continue;
    const column = answer.columns.indexOf(label);
    if (column < 0) wrong.push(`${table.id}: no column ${label}`);
    for (const [index, row] of rows.entries()) {
      const [shown, value] = [row[at] ?? "", answer.rows[index]?.[column]];
      const same = typeof value === "string" ? [value] : written(value, header);
      if (same.includes(shown)) found += 1;
      else wrong.push(`${table.id}, ${row[0]}, ${label}: shown ${shown}, SQL gives ${String(value)}`);
    }
  }
  return { wrong, found };
}

/** A value of SQL as the report may write it under such a header; halves may be rounded either way, as in sums of floats. */
function written(value: unknown, header: string): readonly string[] {
  if (value === null || value === undefined) return [""];
  const number = Number(value);
  const money: readonly NumberFormat[] = header.endsWith(", $") ? ["money", "amount"] : ["count", "decimal"];
  const formats: readonly NumberFormat[] = /, (?:%|pp)$/.test(header) ? ["percent"] : money;
  const near = [number, number * (1 - 1e-12), number * (1 + 1e-12)];
  return formats.flatMap((format) =>
    near.flatMap((one) => [false, true].map((signed) => formatCell(one, format, { currency: "USD", signed }))),
  );
}

describe("the SQL printed beside each table", () => {
  it.each([
    [{}, {}],
    [{ replacements: "contra", prepaid: "cash", reversalMonth: "reversal", windowDays: 60, reversalDays: 20 }, {}],
    [{}, { metric: "orders_per_customer" }],
    [{}, { metric: "retention", filters: [], firstDay: 30, by: "region" }],
    [{}, { metric: "discounts", filters: [], replicates: 300 }],
    [{ windowDays: 60 }, { metric: "discounts_per_customer", by: "acquisition_bag_size" }],
  ] as const)("gives its figures again, %j, %j", async (switches, change) => {
    const html = reportHtml(await coffee.ask(switches, change));
    const tables = new Map(tablesOf(html).map((table) => [table.id, table]));
    const answers = await runPrinted(html);
    const unproven = new Set(["switches-table", "inputs", "versions"]);
    const results = [...tables.values()]
      .filter(({ id }) => !unproven.has(id))
      .map((table) => {
        const answer = answers.get(table.id);
        return answer ? compare(table, answer) : { wrong: [`${table.id}: no SQL`], found: 0 };
      });
    expect(results.flatMap(({ wrong }) => wrong)).toEqual([]);
    expect(results.reduce((sum, { found }) => sum + found, 0)).toBeGreaterThan(300);
  });
});
