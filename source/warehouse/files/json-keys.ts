import { sourceErrors } from "../../errors/source.ts";
import type { UserError } from "../../errors.ts";
import type { Snapshot } from "./snapshot.ts";

export function noRecords(snapshot: Snapshot): UserError {
  return sourceErrors.noRecords({ file: snapshot.file.name });
}

/** Keys as columns: DuckDB tells columns apart regardless of case, and none may be empty or named as the record's place. */
export function distinctKeys(keys: readonly string[]): readonly string[] {
  const seen = new Set(["", "_line", "_record"]);
  return keys.filter((key) => !seen.has(key.toLowerCase()) && seen.add(key.toLowerCase()));
}

/** RFC 6901. */
export function pointer(key: string): string {
  return `/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}
