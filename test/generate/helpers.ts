import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { type GenerateOptions, type GenerateProgress, generate } from "../../source/generate/generate.ts";

/** Runs `body` in its own folder, which is removed afterwards. */
export async function inFolder<T>(body: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "grounds-generate-"));
  try {
    return await body(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Generates to the end. */
export async function generated(options: GenerateOptions) {
  const progress: GenerateProgress[] = [];
  const events = generate(options);
  for (;;) {
    const event = await events.next();
    if (event.done) return { ...event.value, progress };
    progress.push(event.value);
  }
}

const names = [
  "customers",
  "transactions",
  "subscription_state_changes",
  "discount_offerings",
  "coffee_profiles",
  "reversals",
];

/** The six files as tables of their names, all text if `asText`. */
export async function openFiles(folder: string, asText = false) {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  for (const name of names) {
    const types = asText ? "all_varchar = true" : "sample_size = -1";
    const file = join(folder, `${name}.csv`);
    await connection.run(`CREATE TABLE ${name} AS FROM read_csv('${file}', header = true, nullstr = '', ${types})`);
  }
  return async (sql: string) => (await connection.runAndReadAll(sql)).getRowObjectsJson();
}
