import type { BuildEvent } from "../domain/build-event.ts";
import { KeptRaw } from "./ingest/kept-raw.ts";
import { land } from "./ingest/land.ts";
import type { RawTablesReady } from "./raw-tables-ready.ts";
import type { Site } from "./site.ts";
import type { Bench } from "./workbench.ts";

/** Loads the source's files and reports each; `ready` gets each complete table, and the error if the rest will not follow. */
export async function* loadFiles(
  { plan: { source, options }, workplace, file: warehouse, before }: Site,
  bench: Bench,
  ready: RawTablesReady,
): AsyncGenerator<BuildEvent> {
  // A generated source is replaced as a whole, and --full asks to read everything again.
  const isForAll = options.full === true || options.seed !== undefined;
  const kept = warehouse === undefined || isForAll ? undefined : new KeptRaw(warehouse, workplace.copies, before.files);
  let since = performance.now();
  const [first] = source.tables.keys();
  if (first) yield { type: "step", name: first, layer: "raw", state: "running" };
  try {
    for await (const landed of land({ bench, source, directory: workplace.copies, kept, signal: options.signal })) {
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
    await kept?.keep(bench, source, ready.files);
  } catch (error) {
    ready.fail(error);
    throw error;
  }
}
