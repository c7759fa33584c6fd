import { sourceErrors } from "../../errors/source.ts";
import type { UserError } from "../../errors.ts";
import type { Snapshot } from "./snapshot.ts";

export function noRecords(snapshot: Snapshot): UserError {
  return sourceErrors.noRecords({ file: snapshot.file.name });
}

/** Keys as columns: DuckDB ignores case in column names, and none may be empty or named like a record's position. */
export function distinctKeys(keys: readonly string[]): readonly string[] {
  const seen = new Set(["", "_line", "_record"]);
  return keys.filter((key) => !seen.has(key.toLowerCase()) && seen.add(key.toLowerCase()));
}

/** RFC 6901. */
export function pointer(key: string): string {
  return `/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}
