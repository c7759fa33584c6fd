import { basename } from "node:path";
import { warehouseErrors } from "../../errors/warehouse.ts";

const reserved = ["bronze", "silver", "gold", "meta", "landing", "raw", "main", "temp", "system"];

/** DuckDB names a database after its file up to the first dot, and cannot distinguish it from a schema of the same name. */
export function refuseReservedName(file: string): void {
  const name = basename(file).split(".")[0]?.toLowerCase() ?? "";
  if (!reserved.includes(name)) return;
  throw warehouseErrors.reservedName({ name });
}
