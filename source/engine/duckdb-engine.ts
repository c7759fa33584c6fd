import { resolve } from "node:path";
import type { Statement } from "../domain/cohort.ts";
import { type Database, openWarehouse } from "../warehouse/database/database.ts";
import { duckdbDialect } from "./dialect.ts";
import type { Engine, EnginePage, EnginePlace, EngineVersion } from "./engine.ts";
import type { Target } from "./profiles/target.ts";

/** Tables that dbt-duckdb built, in a file that is opened for reading. */
class DuckdbEngine implements Engine {
  readonly dialect = duckdbDialect;
  readonly place: EnginePlace;
  readonly #database: Database;

  constructor(target: string, file: string, database: Database) {
    this.place = { target, description: `duckdb in ${file}` };
    this.#database = database;
  }

  async version(): Promise<EngineVersion> {
    const { rows } = await this.#database.query("select version()");
    return { name: "DuckDB", version: String(rows[0]?.[0]) };
  }

  pages({ sql, params }: Statement, signal?: AbortSignal): AsyncIterable<EnginePage> {
    return this.#database.pages(sql, params, { signal });
  }

  close(): Promise<void> {
    return this.#database.close();
  }
}

/** Opens the file of a target of dbt-duckdb. Rejects with UsageError if there is none to read. */
export async function openDuckdb(target: Target): Promise<Engine> {
  const file = resolve(target.demand("path"));
  const database = await openWarehouse(file).catch((error: unknown) => {
    throw target.wrong("path", error instanceof Error ? `${file} cannot be opened.` : String(error));
  });
  return new DuckdbEngine(target.name, file, database);
}
