import { UserError } from "../../errors.ts";
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
    throw new UserError(`${snapshot.file.name} cannot be read as duckdb`, {
      why: "It is no DuckDB database, is damaged, or was written by a newer DuckDB.",
      next: `Check that ${snapshot.file.name} opens in DuckDB and that no program writes to it, or export its tables as Parquet.`,
    });
  }
}
