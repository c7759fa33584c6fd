import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { DataSet } from "./data-set.ts";

export interface Probed {
  /** The event loop's longest gap, in ms. */
  readonly longest: number;
  readonly p99: number;
  readonly peakMb: number;
  readonly ms: number;
}

/** Runs a command watched from inside: the event loop since its first output or its first query, and the memory. */
export async function probed(data: DataSet, from: "output" | "query", ...words: readonly string[]): Promise<Probed> {
  const file = join(data.folder, "probe.json");
  const env = {
    GROUNDS_PROBE: file,
    GROUNDS_PROBE_FROM: from,
    NODE_OPTIONS: `--import=${join(import.meta.dirname, "probe.mjs")}`,
  };
  const { ms } = await data.runWith(env, ...words);
  return { ...JSON.parse(await readFile(file, "utf8")), ms };
}
