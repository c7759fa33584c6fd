import type { Statement } from "../domain/cohort.ts";
import type { Dialect } from "./dialect.ts";

/** A value of a result: money exact as text, days as `YYYY-MM-DD`, times as `YYYY-MM-DD HH:MM:SS` in UTC. */
export type EngineValue = string | number | boolean | null;

export interface EngineColumn {
  readonly name: string;
  /** As the engine calls it. */
  readonly type: string;
}

/** Some rows of a result, as they arrived; every result has a first page, with or without rows. */
export interface EnginePage {
  readonly columns: readonly EngineColumn[];
  readonly rows: readonly (readonly EngineValue[])[];
}

/** Where the tables of a target are. */
export interface EnginePlace {
  /** The target's name in profiles.yml. */
  readonly target: string;
  /** Its name for users, without any secret: `trino at lake.example.com, catalog lake`. */
  readonly description: string;
}

/** The engine and its version: `Trino` and `476`. */
export interface EngineVersion {
  readonly name: string;
  readonly version: string;
}

/** Queries on the tables that dbt built, on whichever engine they are. */
export interface Engine {
  readonly dialect: Dialect;
  readonly place: EnginePlace;
  version(signal?: AbortSignal): Promise<EngineVersion>;
  /**
   * The rows of a statement as they arrive. Stops the query at the engine if the signal is aborted or the reader stops;
   * rejects with an AbortError then, otherwise with a UserError.
   */
  pages(statement: Statement, signal?: AbortSignal): AsyncIterable<EnginePage>;
  /** Stops running queries; no further queries are allowed. */
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
