import type { Statement } from "../domain/cohort.ts";
import type { Dialect } from "./dialect.ts";

/** A value of a result: money exact as text, days as `YYYY-MM-DD`, times as `YYYY-MM-DD HH:MM:SS` in UTC. */
export type EngineValue = string | number | boolean | null;

export interface EngineColumn {
  readonly name: string;
  /** As the engine calls it. */
  readonly type: string;
}

/** Some rows of a result, as they came; the first page of every result is there, with or without rows. */
export interface EnginePage {
  readonly columns: readonly EngineColumn[];
  readonly rows: readonly (readonly EngineValue[])[];
}

/** Where the tables of a target are. */
export interface EnginePlace {
  /** The target's name in profiles.yml. */
  readonly target: string;
  /** What users call it, without any secret: `trino at lake.example.com, catalog lake`. */
  readonly description: string;
}

/** What runs: `Trino` and `476`. */
export interface EngineVersion {
  readonly name: string;
  readonly version: string;
}

/** What can be asked of the tables that dbt built, on whichever engine they are. */
export interface Engine {
  readonly dialect: Dialect;
  readonly place: EnginePlace;
  version(signal?: AbortSignal): Promise<EngineVersion>;
  /**
   * The rows of a statement as they come. Stops at the engine when the signal is aborted or nobody reads on; rejects with an
   * AbortError then, else with a UserError.
   */
  pages(statement: Statement, signal?: AbortSignal): AsyncIterable<EnginePage>;
  /** Stops what runs; nothing may be asked afterwards. */
  close(): Promise<void>;
}

/** All rows of a statement. */
export async function allRows(
  engine: Pick<Engine, "pages">,
  statement: Statement,
  signal?: AbortSignal,
): Promise<readonly (readonly EngineValue[])[]> {
  const rows: (readonly EngineValue[])[] = [];
  for await (const page of engine.pages(statement, signal)) for (const row of page.rows) rows.push(row);
  return rows;
}
