import type { Database } from "./database.ts";
import type { RunContext } from "./run-context.ts";
import type { CheckResult } from "./run-tests.ts";

export interface BuildOptions {
  /** A folder, a glob, a single file, or a DuckDB file. */
  readonly source: string;
  /** Where the files come from, where `source` holds copies of them. */
  readonly address?: string | undefined;
  /** Default: `grounds.yml` beside the source, where there is one. */
  readonly mapping?: string | undefined;
  /** The file to build, or "memory". */
  readonly warehouse: string;
  /** The dbt project. */
  readonly projectDir: string;
  /** Build although nothing changed. */
  readonly full?: boolean | undefined;
  /** Only this model and what it needs; with `+` behind it also what needs it. */
  readonly select?: string | undefined;
  /** Whole months of the facts to make anew, with all that depends on them. */
  readonly months?: Months | undefined;
  /** Folder for manifest.json and run_results.json, as dbt writes them. */
  readonly artifacts?: string | undefined;
  /** Folder for the log of builds. */
  readonly logs?: string | undefined;
  /** File to leave the raw tables in, as they were read: what plain dbt builds on. */
  readonly landing?: string | undefined;
  readonly seed?: number | undefined;
  /** How the build is known outside; default: its own run and trace. */
  readonly context?: RunContext | undefined;
  /** Values that win over those of dbt_project.yml. */
  readonly vars?: Readonly<Record<string, unknown>> | undefined;
  /** As DuckDB writes it, "2GB"; default: GROUNDS_MEMORY_LIMIT, else 60 % of what the machine has. */
  readonly memoryLimit?: string | undefined;
  /** How long to wait for another build of the same warehouse before failing; default: not at all. */
  readonly waitMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface BuildOutcome {
  readonly status: "built" | "unchanged";
  /** Open and locked for reading: what was built or found current, whatever becomes of its file; to be closed. */
  readonly database: Database | undefined;
  readonly checks: readonly CheckResult[];
  readonly warnings: number;
  readonly ms: number;
}

/** Whole months, as first days: from the first, up to but without `end`. */
export interface Months {
  readonly from: string;
  readonly end: string;
}
