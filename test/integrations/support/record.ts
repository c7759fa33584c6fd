import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { home } from "./home.ts";

interface Recorded {
  readonly versions: Readonly<Record<string, string>>;
  /** The number of values compared with another program's. */
  readonly comparisons: number;
}

/** Adds to the row of this integration in RESULTS.md: versions of what ran, values compared. */
export function record({ versions = {}, comparisons = 0 }: Partial<Recorded>): void {
  const file = join(home(), "record.json");
  const before: Recorded = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : { versions: {}, comparisons: 0 };
  const after = { versions: { ...before.versions, ...versions }, comparisons: before.comparisons + comparisons };
  writeFileSync(file, JSON.stringify(after));
}
