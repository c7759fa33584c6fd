import { stat } from "node:fs/promises";
import { sourceErrors } from "../../errors/source.ts";
import { isAbort } from "../database/abort.ts";
import type { BuildConnection } from "../database/build-database.ts";
import { quotePlainPath } from "../database/sql-text.ts";
import type { Snapshot } from "./snapshot.ts";

/** Attaches a copy of a DuckDB file as `input`. Rejects with UserError for a file that is not one. */
export async function attachDatabase(connection: BuildConnection, snapshot: Snapshot): Promise<void> {
  const log = await stat(`${snapshot.file.path}.wal`).catch(() => undefined);
  // A program's latest writes are only in the log; without it the file may be from yesterday, or have half a change.
  if (log !== undefined && log.size > 0) throw sourceErrors.unfinishedDatabase({ file: snapshot.file.name });
  try {
    await connection.run(`attach ${quotePlainPath(snapshot.path)} as input (read_only)`);
  } catch (error) {
    if (isAbort(error)) throw error;
    throw sourceErrors.noDatabase({ file: snapshot.file.name });
  }
}
