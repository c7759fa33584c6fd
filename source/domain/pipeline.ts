import type { Layer } from "./build-event.ts";

/** How the warehouse was made: its models and their dependencies, its runs, its sources, and what was not loaded. */
export interface Pipeline {
  /** Each after all the models it refers to. */
  readonly models: readonly PipelineModel[];
  readonly sources: readonly PipelineSource[];
  /** Newest first. */
  readonly runs: readonly PipelineRun[];
  readonly quarantine: readonly { readonly table: string; readonly reason: string; readonly rows: number }[];
  /** The last build, if it failed after the warehouse was made. */
  readonly failure: PipelineFailure | undefined;
  /** Whether each table keeps its earlier builds as snapshots that can be listed, as in Iceberg. */
  readonly hasSnapshots: boolean;
  readonly followed?: Followed | undefined;
}

/** The progress of a topic that is followed into the warehouse. */
export interface Followed {
  readonly topic: string;
  /** When it last reported, ISO 8601 in UTC. */
  readonly at: string;
  /** Messages in the topic that are not read yet. */
  readonly lag: number;
  /** Messages a second, builds included. */
  readonly rate: number;
  /** Messages of the last batch that are not order lines. */
  readonly deadLetters: number;
}

export interface PipelineModel {
  readonly name: string;
  readonly layer: Layer;
  readonly file: string;
  readonly description: string;
  /** "one row per order line". */
  readonly grain: string;
  readonly rows: number;
  /** After the previous run that made or kept it; undefined if there is none. */
  readonly rowsBefore: number | undefined;
  /** Duration in the run that last made it. */
  readonly ms: number;
  readonly state: "done" | "kept" | "missing";
  readonly refs: readonly string[];
  /** Raw tables it reads. */
  readonly sources: readonly string[];
  readonly checks: readonly PipelineCheck[];
  readonly columns: readonly { readonly name: string; readonly type: string; readonly description: string }[];
  /** Compiled. */
  readonly sql: string;
}

export interface PipelineCheck {
  readonly name: string;
  readonly severity: string;
  readonly status: string;
  readonly failures: number;
  /** Numbers that a monitor found; empty for a test. */
  readonly message: string;
  /** Selects the rows that fail; empty if they are not available. */
  readonly sql: string;
}

export interface PipelineSource {
  readonly table: string;
  readonly file: string;
  /** Undefined if not known. */
  readonly rows: number | undefined;
  /** UTC; empty if not known. */
  readonly modifiedAt: string;
}

export interface PipelineRun {
  readonly id: string;
  /** UTC. */
  readonly startedAt: string;
  readonly ms: number;
  readonly made: number;
  readonly kept: number;
  /** The orchestrator and its run that started it, as "airflow scheduled__2025-01-01"; empty if a person did. */
  readonly startedBy: string;
}

/** What went wrong in a build that left the previous warehouse in use. */
export interface PipelineFailure {
  readonly at: string;
  /** Models and checks with their messages, position first. */
  readonly failed: readonly { readonly name: string; readonly message: string }[];
  readonly skipped: readonly string[];
}

/** Why records of a table were not loaded. */
export interface QuarantineReason {
  readonly table: string;
  readonly reason: string;
}

/** Rows that the pipeline screen can list. */
export type PipelineRows =
  | { readonly kind: "model" | "check" | "snapshots"; readonly name: string }
  | { readonly kind: "quarantine"; readonly only?: QuarantineReason };
