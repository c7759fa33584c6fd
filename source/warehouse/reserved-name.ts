import { basename } from "node:path";
import { UsageError } from "../errors.ts";

const reserved = ["bronze", "silver", "gold", "meta", "landing", "raw", "main", "temp", "system"];

/** DuckDB calls a database by its file's name up to the first dot, and cannot tell it from a schema of the same name. */
export function refuseReservedName(file: string): void {
  const name = basename(file).split(".")[0]?.toLowerCase() ?? "";
  if (!reserved.includes(name)) return;
  throw new UsageError(`A warehouse cannot be called ${name}`, {
    why: "A layer of its own tables has this name.",
    next: "Choose another name with --warehouse FILE.",
  });
}
