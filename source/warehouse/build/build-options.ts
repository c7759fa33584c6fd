import type { Database } from "../database/database.ts";
import type { RunContext } from "./run-context.ts";
import type { CheckResult } from "./run-tests.ts";

export interface BuildOptions {
  /** A folder, a glob, a single file, or a DuckDB file. */
  readonly source: string;
  /** Original address of the files, if `source` holds copies of them. */
  readonly address?: string | undefined;
  /** Default: `grounds.yml` beside the source, if there is one. */
  readonly mapping?: string | undefined;
  /** The file to build, or "memory". */
  readonly warehouse: string;
  /** The dbt project. */
  readonly projectDir: string;
  /** Build even if nothing changed. */
  readonly full?: boolean | undefined;
  /** Only this model and what it needs; with `+` after it also what depends on it. */
  readonly select?: string | undefined;
  /** Full months of the facts to rebuild, with everything that depends on them. */
  readonly months?: Months | undefined;
  /** Folder for manifest.json and run_results.json, as dbt writes them. */
  readonly artifacts?: string | undefined;
  /** Folder for the build log. */
  readonly logs?: string | undefined;
  /** File that keeps the raw tables as they were read, for plain dbt to build on. */
  readonly landing?: string | undefined;
  readonly seed?: number | undefined;
  /** Ids of the build for other systems; default: as the environment says. */
  readonly context?: RunContext | undefined;
  /** Values that override those of dbt_project.yml. */
  readonly vars?: Readonly<Record<string, unknown>> | undefined;
  /** As DuckDB writes it, "2GB"; default: GROUNDS_MEMORY_LIMIT, otherwise 60 % of the machine's memory. */
  readonly memoryLimit?: string | undefined;
  /** How long to wait for another build of the same warehouse before failing; default: not at all. */
  readonly waitMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface BuildOutcome {
  readonly status: "built" | "unchanged";
  /** The built or current warehouse, open and locked for reading whatever happens to its file; the caller closes it. */
  readonly database: Database | undefined;
  readonly checks: readonly CheckResult[];
  readonly warnings: number;
  readonly ms: number;
}

/** Full months as first days: from `from` up to but excluding `end`. */
export interface Months {
  readonly from: string;
  readonly end: string;
}
