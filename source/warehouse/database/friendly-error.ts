import { warehouseErrors } from "../../errors/warehouse.ts";
import { UserError } from "../../errors.ts";
import { systemFailure } from "../../system-failure.ts";
import { isAbort } from "./abort.ts";
import { damaged, isDamage } from "./damage.ts";

/**
 * DuckDB's error as one that the user can act on if the cause is outside the program (memory, disk); otherwise the error itself
 * without its quoted values, which can be personal data.
 */
export function friendlyError(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  if (error instanceof UserError || isAbort(error)) return error;
  const refused = systemFailure(error);
  if (refused !== undefined) return refused;
  // Checked first, because DuckDB says that it is out of memory when the disk space for spilling is used up.
  if (/No space left on device|max_temp_directory_size|disk quota exceeded/i.test(error.message)) return diskFull();
  if (/^Out of Memory Error|failed to (allocate|pin)|could not allocate/i.test(error.message)) return outOfMemory();
  if (isDamage(error.message)) return damaged(error.message);
  if (/^IO Error:/.test(error.message)) return diskFailed(error.message);
  error.message = withoutValues(error.message);
  return error;
}

export function outOfMemory(): UserError {
  return warehouseErrors.outOfMemory();
}

function diskFull(): UserError {
  return warehouseErrors.diskFull();
}

function diskFailed(message: string): UserError {
  return warehouseErrors.diskFailed({ why: withoutValues(message.split("\n")[0] ?? "") });
}

/** Conversion errors quote the value that failed; names and numbers of columns are kept, values are removed. */
export function withoutValues(message: string): string {
  if (!/^(Conversion|Invalid Input|Constraint|Out of Range) Error/.test(message)) return message;
  return message
    .replace(/(string|value|key)s? (['"]).*?\2/gis, "$1 (not shown)")
    .replace(/: .*violates/is, ": violates");
}
