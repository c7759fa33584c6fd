import type { ChangedRows } from "./changed-rows.ts";

/** Less to read than all rows, for the same number of failures. */
export interface Shortcut {
  /** Failures at the previous build. */
  readonly known: number;
  /** For a condition on rows: those of which the failures no longer count, and those of which they do. */
  readonly rows?: ChangedRows;
  /** A select of all failures, if there were none before. */
  readonly select?: string;
}
