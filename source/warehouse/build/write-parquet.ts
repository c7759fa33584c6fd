import { rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { Amount } from "../../domain/amount.ts";
import { createBuildDatabase } from "../database/build-database.ts";
import { quoteText } from "../database/sql-text.ts";
import { temporaryFolder } from "./build-folder.ts";

export interface ParquetColumn {
  readonly name: string;
  readonly unit: string;
}

type Value = string | number | boolean | Amount | null;

/** Writes rows as one Parquet file: texts as text, amounts as decimal, whole numbers as bigint, other numbers as double. */
export async function writeParquet(
  columns: readonly ParquetColumn[],
  rows: readonly (readonly Value[])[],
  file: string,
): Promise<void> {
  const scratch = await temporaryFolder();
  const connection = await createBuildDatabase(undefined, [scratch, dirname(resolve(file))]);
  try {
    const lines = join(scratch, "rows.ndjson");
    await writeFile(lines, rows.map(toLine).join(""), { mode: 0o600 });
    const types = columns.map((_, index) => `c${index}: ${quoteText(typeOf(rows, index))}`);
    const names = columns.map(({ name }, index) => `c${index} as "${name.replaceAll('"', '""')}"`);
    const from = `read_json(${quoteText(lines)}, format = 'newline_delimited', columns = {${types.join(", ")}})`;
    await connection.run(
      `copy (select ${names.join(", ")} from ${from}) to ${quoteText(resolve(file))} (format parquet)`,
    );
  } finally {
    await connection.database.close();
    await rm(scratch, { recursive: true, force: true });
  }
}

function toLine(row: readonly Value[]): string {
  return `${JSON.stringify(Object.fromEntries(row.map((value, index) => [`c${index}`, value instanceof Amount ? String(value) : value])))}\n`;
}

function typeOf(rows: readonly (readonly Value[])[], index: number): string {
  const values = rows.map((row) => row[index]).filter((value) => value !== null && value !== undefined);
  if (values.every((value) => typeof value === "boolean") && values.length > 0) return "boolean";
  if (values.every((value) => value instanceof Amount) && values.length > 0) return "decimal(38, 4)";
  if (!values.every((value) => typeof value === "number") || values.length === 0) return "varchar";
  return values.every((value) => Number.isInteger(value)) ? "bigint" : "double";
}
