import { stat } from "node:fs/promises";
import { sourceErrors } from "../../errors/source.ts";
import { isAbort } from "../abort.ts";
import { quotePlainPath } from "../sql-text.ts";
import type { Bench } from "../workbench.ts";
import type { Snapshot } from "./snapshot.ts";

/** Attaches a copy of a DuckDB file as `input`. Rejects with UserError for a file that is not one. */
export async function attachDatabase(bench: Bench, snapshot: Snapshot): Promise<void> {
  const log = await stat(`${snapshot.file.path}.wal`).catch(() => undefined);
  // A program's latest writes are only in the log; without it the file may be from yesterday, or have half a change.
  if (log !== undefined && log.size > 0) throw sourceErrors.unfinishedDatabase({ file: snapshot.file.name });
  try {
    await bench.run(`attach ${quotePlainPath(snapshot.path)} as input (read_only)`);
  } catch (error) {
    if (isAbort(error)) throw error;
    throw sourceErrors.noDatabase({ file: snapshot.file.name });
  }
}
