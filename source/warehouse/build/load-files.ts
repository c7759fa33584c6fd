import type { BuildEvent } from "../../domain/build-event.ts";
import type { BuildConnection } from "../database/build-database.ts";
import { KeptRaw } from "../ingest/kept-raw.ts";
import { loadSource } from "../ingest/load-source.ts";
import type { LoadedFile } from "../ingest/loaded-file.ts";
import type { RawTablesReady } from "./raw-tables-ready.ts";
import type { RunningBuild } from "./running-build.ts";

/** Loads the source's files and reports each; `ready` gets each complete table, and the error if the rest will not follow. */
export async function* loadFiles(
  { plan: { source, options }, buildFolder, file: warehouse, before, journal }: RunningBuild,
  connection: BuildConnection,
  ready: RawTablesReady,
): AsyncGenerator<BuildEvent> {
  // A generated source is replaced as a whole, and --full asks to read everything again.
  const isForAll = options.full === true || options.seed !== undefined;
  const kept =
    warehouse === undefined || isForAll ? undefined : new KeptRaw(warehouse, buildFolder.copies, before.files);
  if (kept !== undefined) journal.ends.push((isPlaced) => kept.end(isPlaced));
  let since = performance.now();
  const [first] = source.tables.keys();
  if (first) yield { type: "step", name: first, layer: "raw", state: "running" };
  try {
    for await (const landed of loadSource({
      connection,
      source,
      directory: buildFolder.copies,
      kept,
      signal: options.signal,
    })) {
      if ("whole" in landed) {
        ready.add(landed.whole);
        continue;
      }
      const { file } = landed;
      ready.files.push(file);
      const rows = ready.files.filter(({ table }) => table === file.table).reduce((sum, each) => sum + each.rows, 0);
      const now = performance.now();
      yield { type: "step", name: file.table, layer: "raw", state: "done", rows, ms: now - since };
      since = now;
    }
    ready.addAll();
    await kept?.keep(connection, source, ready.files);
  } catch (error) {
    ready.fail(error);
    throw error;
  }
}

/**
 * Reads only the order lines that were added, if kept rows have all others; false if everything must be loaded, of which
 * nothing is left behind.
 */
export async function* loadAddedLines(
  running: RunningBuild,
  connection: BuildConnection,
  ready: RawTablesReady,
): AsyncGenerator<BuildEvent, boolean> {
  const { buildFolder, file: warehouse, before, journal } = running;
  if (!before.isRenewable || warehouse === undefined) return false;
  const began = performance.now();
  const { renewRaw } = await import("../renewal/renew-raw.ts");
  const kept = new KeptRaw(warehouse, buildFolder.copies, before.files);
  journal.ends.push((isPlaced) => kept.end(isPlaced));
  const files = await renewRaw({ connection, running, kept });
  if (files === undefined) {
    for (const schema of ["raw", "work", "renewed"])
      await connection.run(`drop schema if exists landing.${schema} cascade`);
    return false;
  }
  ready.files.push(...files);
  ready.addAll();
  yield* loadedSteps(files, performance.now() - began);
  return true;
}

function* loadedSteps(files: readonly LoadedFile[], ms: number): Generator<BuildEvent> {
  for (const [table, own] of Map.groupBy(files, (file) => file.table)) {
    const rows = own.reduce((sum, each) => sum + each.rows, 0);
    yield { type: "step", name: table, layer: "raw", state: "done", rows, ms: table === "transactions" ? ms : 0 };
  }
}
