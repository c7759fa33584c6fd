import { DamagedError } from "../errors.ts";

/** Whether DuckDB tells that what it read is not what was written. */
export function tellsDamage(message: string): boolean {
  return /Corrupt database file|computed checksum|^Serialization Error|Could not read enough bytes/i.test(message);
}

export function damaged(message: string): DamagedError {
  const block = /in block at location \d+/.exec(message)?.[0] ?? "somewhere in it";
  return new DamagedError("The warehouse is damaged", {
    why: `What was read from its file is not what was written (${block}).`,
    next: "Ask again (r in the screens): the file was set aside, and the warehouse is built anew from the source.",
  });
}
