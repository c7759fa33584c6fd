import { sourceErrors } from "../../errors/source.ts";
import { isAbort } from "../abort.ts";
import type { Workbench } from "../database.ts";
import { quotePlainPath } from "../sql-text.ts";
import type { Snapshot } from "./snapshot.ts";

/** Attaches a copy of a DuckDB file as `input`. Rejects with UserError for a file that is none. */
export async function attachDatabase(bench: Workbench, snapshot: Snapshot): Promise<void> {
  try {
    await bench.run(`attach ${quotePlainPath(snapshot.path)} as input (read_only)`);
  } catch (error) {
    if (isAbort(error)) throw error;
    throw sourceErrors.noDatabase({ file: snapshot.file.name });
  }
}
