import { isOwnMeasure, ownDimension } from "../../domain/reserved-names.ts";
import type { Database } from "../database/database.ts";
import { quoteName } from "../database/sql-text.ts";
import type { UnreadFile } from "./proposal.ts";
import type { SampledFile } from "./sampled-file.ts";

/**
 * Files without those that Grounds wrote, and those by name: an answer in the folder of its data is no data, and would count it
 * twice.
 */
export async function withoutOwnReports(
  database: Pick<Database, "query">,
  files: readonly SampledFile[],
): Promise<{ readonly files: readonly SampledFile[]; readonly reports: readonly UnreadFile[] }> {
  const reports = new Map<string, string>();
  for (const file of files) {
    const [book = "", sheet] = file.name.split("#");
    if (sheet === "About" && (await isOfGrounds(database, file))) reports.set(book, "as its sheet About says");
    else if (file.tableName === undefined && isOwnExport(file.columns.map(({ name }) => name)))
      reports.set(book, "as its columns say");
  }
  return {
    files: files.filter(({ name }) => !reports.has(name.split("#")[0] ?? name)),
    reports: [...reports].map(([name, says]) => ({ name, why: `Grounds wrote it, ${says}, so it is no source` })),
  };
}

/** Whether it names the version of Grounds that wrote the workbook. */
async function isOfGrounds(database: Pick<Database, "query">, { table, columns }: SampledFile): Promise<boolean> {
  const [what, value, ...others] = columns.map(({ name }) => name);
  if (what !== "what" || value !== "value" || others.length > 0) return false;
  const { rows } = await database.query(
    `select 1 from ${table} where ${quoteName(what)} = 'Grounds' and regexp_matches(${quoteName(value)}, '^\\d+\\.\\d+\\.\\d+')`,
  );
  return rows.length > 0;
}

/** Whether columns are those of an exported grid, slice, or list of order lines or customers. */
function isOwnExport(names: readonly string[]): boolean {
  const hasAll = (...wanted: readonly string[]) => wanted.every((name) => names.includes(name));
  const isGrid = ownDimension.test(names[1] ?? "") && names[4] === "complete" && names[5] === "small";
  const isLines = hasAll("transaction_id", "transacted_at", "acquisition_date", "tenure_month", "net_revenue");
  const isCustomers = hasAll("customer_id", "acquisition_date", "orders", "net_revenue", "last_order_date");
  return isGrid || isLines || isCustomers || isSlice(names);
}

/** Dimensions and measures of the catalog alone, one of which no other program has. */
function isSlice(names: readonly string[]): boolean {
  const measures = names.filter(isOwnMeasure);
  const others = names.filter((name) => !isOwnMeasure(name) && name !== "small");
  return (
    measures.length > 0 &&
    others.every((name) => ownDimension.test(name)) &&
    (others.length > 0 || measures.some((name) => /^active_customers$|_per_customer$/.test(name)))
  );
}
