import { cp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";

/** Values of the own dimensions, by table: from two to ten thousand. */
const valuesOf = {
  transactions: [2, 3, 4, 6, 8, 12, 20, 40, 80, 150, 400, 1000, 3000, 10_000],
  customers: [2, 5, 9, 30, 120, 2500],
} as const;

const keys: Readonly<Record<string, string>> = { transactions: "transaction_id", customers: "customer_id" };

/** Twenty own dimensions beside the same files without them. */
export interface OwnDimensions {
  readonly source: string;
  /** Mapping files that have the dimensions, and that have none. */
  readonly mapping: string;
  readonly bare: string;
}

/** Copies a generated source and adds columns to its order lines and customers, which one of two mappings reads. */
export async function withOwnDimensions(from: string, folder: string): Promise<OwnDimensions> {
  const source = join(folder, "source");
  await cp(from, source, { recursive: true });
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    for (const [table, counts] of Object.entries(valuesOf)) {
      const [file, out] = [join(from, `${table}.csv`), join(source, `${table}.csv`)].map((path) =>
        path.replaceAll("'", "''"),
      );
      const columns = counts.map(
        (count, at) => `'v' || hash(${keys[table]}, ${at}) % ${count} as ${nameOf(table, at)}`,
      );
      await connection.run(
        `copy (select rows.*, ${columns.join(", ")} from read_csv('${file}', all_varchar = true) as rows) to '${out}' (header)`,
      );
    }
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
  const [mapping, bare] = [join(folder, "own.yml"), join(folder, "bare.yml")];
  const entries = Object.entries(valuesOf).flatMap(([table, counts]) =>
    counts.map((_, at) => {
      const name = nameOf(table, at);
      return `  ${name}: { label: ${name.replace("_", " ")}, of: ${table === "customers" ? "customers" : "lines"}, column: ${name} }`;
    }),
  );
  await writeFile(mapping, `version: 1\ndimensions:\n${entries.join("\n")}\n`);
  await writeFile(bare, "version: 1\n");
  return { source, mapping, bare };
}

function nameOf(table: string, at: number): string {
  return `${table === "customers" ? "buyer" : "line"}_own${at + 1}`;
}
