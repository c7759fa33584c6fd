import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openWarehouse } from "../../../source/warehouse/database/database.ts";
import { type Program, root, run } from "./program.ts";

export const tiny = join(root, "test/fixtures/tiny");

/** A private folder and how to remove it. */
export function scratch(name: string): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), `grounds-torture-${name}-`));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Two versions of the tiny source, which differ in the money of one line, and the warehouse of each. */
export interface Pair {
  readonly folder: string;
  readonly before: string;
  readonly after: string;
  /** A warehouse of `before`, to be copied. */
  readonly warehouse: string;
  readonly sums: { readonly before: string; readonly after: string };
  remove(): void;
}

/** Makes both sources and builds a warehouse of each once. */
export async function preparePair(program: Program): Promise<Pair> {
  const { path: folder, remove } = scratch("pair");
  const [before, after] = [join(folder, "before"), join(folder, "after")];
  for (const each of [before, after]) cpSync(tiny, each, { recursive: true });
  const lines = join(after, "transactions.csv");
  writeFileSync(lines, readFileSync(lines, "utf8").replace(/24\.00/, "25.00"));
  const built = async (source: string, name: string) => {
    const warehouse = join(folder, name);
    const { code, stderr } = await run(program, ["build", "--source", source, "--warehouse", warehouse], folder);
    if (code !== 0) throw new Error(`the tiny source does not build: ${stderr}`);
    return { warehouse, sum: await checksum(warehouse) };
  };
  const first = await built(before, "before.duckdb");
  const second = await built(after, "after.duckdb");
  if (first.sum === second.sum) throw new Error("the two sources cannot be told apart");
  return {
    ...{ folder, before, after, remove, warehouse: first.warehouse },
    sums: { before: first.sum, after: second.sum },
  };
}

/** A folder with only a copy of the previous warehouse. */
export function placeOf(pair: Pair, folder: string): string {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { mode: 0o700 });
  const file = join(folder, "w.duckdb");
  cpSync(pair.warehouse, file);
  chmodSync(file, 0o600);
  return file;
}

/** Reads every row of every layer; rejects if the file is not intact. */
export async function checksum(warehouse: string): Promise<string> {
  const database = await openWarehouse(warehouse, { threads: 1 });
  try {
    const { rows } = await database.query(
      `select schema_name, table_name from duckdb_tables()
       where database_name = current_database() and schema_name <> 'meta' order by all`,
    );
    if (rows.length < 10) throw new Error(`only ${rows.length} tables`);
    const sums: string[] = [];
    for (const [schema, table] of rows) {
      const found = await database.query(
        `select count(*), coalesce(bit_xor(hash(t)), 0)::varchar from "${schema}"."${table}" t`,
      );
      sums.push(`${schema}.${table} ${found.rows[0]?.join(" ")}`);
    }
    return sums.join("\n");
  } finally {
    await database.close();
  }
}

/** Files next to a warehouse that should not be there: locks, unfinished files, copies, logs. */
export function leftovers(folder: string, keep: RegExp = /^w\.(duckdb(\.raw)?|artifacts)$/): readonly string[] {
  return readdirSync(folder).filter((name) => !keep.test(name));
}
