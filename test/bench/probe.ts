import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { DataSet } from "./data-set.ts";

export interface Probed {
  /** The event loop's longest gap, in ms. */
  readonly longest: number;
  readonly p99: number;
  /** The most processor time of the main thread between two samples, in ms; other programs do not add to it. */
  readonly busiest: number;
  /** The longest gap of an idle process at the same time, in ms. */
  readonly idle: number;
  readonly peakMb: number;
  /** Processor time of all threads. */
  readonly processorMs: number;
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
  const idle = spawn(data.program.node, [join(import.meta.dirname, "idle.mjs")], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  let said = "";
  idle.stdout.on("data", (text) => (said += text));
  const ended = once(idle, "close");
  const { ms } = await data.runWith(env, ...words).finally(() => idle.stdin.end());
  await ended;
  return { ...JSON.parse(await readFile(file, "utf8")), ms, idle: Number(said) };
}
