import type { BuildEvent } from "../../domain/build-event.ts";
import { DamagedError } from "../../errors.ts";
import { refuseSpecialFile } from "../../special-file.ts";
import type { Database } from "../database/database.ts";
import { friendlyError } from "../database/friendly-error.ts";
import { peek } from "../database/open-current.ts";
import type { BuildOptions, BuildOutcome } from "./build-options.ts";
import { tidy } from "./leftovers.ts";
import { looksUnchanged } from "./look-around.ts";
import { isForced, type Opened, seenOf, unchanged } from "./opened.ts";
import { refuseReservedName } from "./reserved-name.ts";
import { isEveryLaunchLogged } from "./run-log.ts";

/**
 * Builds the warehouse from a source and reports each step. The previous warehouse is replaced once everything succeeded, and
 * stays untouched otherwise. Nothing is built if inputs, SQL and options are unchanged; in most cases that shows without reading
 * any of them, or loading what reads them. Throws UserError (source, mapping, another build; too many bad rows: exit code 3),
 * ModelError, or AbortError.
 */
export async function* buildWarehouse(options: BuildOptions): AsyncGenerator<BuildEvent, BuildOutcome> {
  const startedAt = new Date();
  try {
    const { warehouse: file } = options;
    const opened = await openBefore(options);
    if (opened.database !== undefined && !isEveryLaunchLogged(options) && (await isSame(opened.database, options))) {
      await tidy(file);
      return yield* unchanged(startedAt, file, opened.database);
    }
    const { buildFromSource } = await import("./build-from-source.ts");
    return yield* buildFromSource(options, opened);
  } catch (error) {
    throw friendlyError(error);
  }
}

async function openBefore(options: BuildOptions): Promise<Opened> {
  if (options.landing !== undefined) await refuseSpecialFile(options.landing);
  const file = options.warehouse;
  if (file === "memory") return { seen: "", database: undefined };
  refuseReservedName(file);
  return { seen: await seenOf(file), database: isForced(options) ? undefined : await peek(file) };
}

/** A damaged warehouse is not the same; what reads everything finds out and says so. */
async function isSame(database: Database, options: BuildOptions): Promise<boolean> {
  try {
    return await looksUnchanged(database, options);
  } catch (error) {
    if (error instanceof DamagedError) return false;
    await database.close();
    throw error;
  }
}
