import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const script = (name: string) => join(import.meta.dirname, name);

/** Replays recorded statements in a separate process, in ms. */
export function bareBuild(node: string, statements: string, file: string): Promise<number> {
  return timedProcess(node, [script("replay.mjs"), statements, file]);
}

/** DuckDB's own COPY of a query in a separate process, in ms. */
export function bareCopy(node: string, warehouse: string, sql: string, file: string): Promise<number> {
  return timedProcess(node, [script("copy.mjs"), warehouse, sql, file]);
}

/** Only loads a source, in a separate process. */
export async function loadOnly(node: string, source: string, folder: string): Promise<Load> {
  const { stdout } = await promisify(execFile)(node, [script("load-only.ts"), source, folder]);
  return JSON.parse(stdout);
}

interface Load {
  readonly records: number;
  readonly ms: number;
  readonly peakMb: number;
}

async function timedProcess(node: string, words: readonly string[]): Promise<number> {
  const started = performance.now();
  await promisify(execFile)(node, words);
  return performance.now() - started;
}
