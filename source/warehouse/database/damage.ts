import { warehouseErrors } from "../../errors/warehouse.ts";
import type { DamagedError } from "../../errors.ts";

/** Whether a DuckDB message means that what it read is not what was written. */
export function isDamage(message: string): boolean {
  return /Corrupt database file|computed checksum|^Serialization Error|Could not read enough bytes/i.test(message);
}

export function damaged(message: string): DamagedError {
  const block = /in block at location \d+/.exec(message)?.[0] ?? "somewhere in it";
  return warehouseErrors.damaged({ block });
}
