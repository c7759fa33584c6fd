import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { Database } from "./database.ts";
import { type DatabaseSettings, inUtc, startOptions } from "./database-settings.ts";
import { quoteText } from "./sql-text.ts";

export interface BuildDatabaseSettings extends DatabaseSettings {
  /** File for the raw tables, if they are to be kept; default: memory. */
  readonly landing?: string | undefined;
}

/** A connection for building. */
export interface BuildConnection {
  readonly database: Database;
  /** Runs statements that give no rows, one after the other. */
  run(sql: string, signal?: AbortSignal): Promise<void>;
}

/** A database to build in, on one connection; `lock` passes it on for reading (the in-memory warehouse). */
export interface BuildDatabase extends BuildConnection {
  /** How many queries can run at once. */
  readonly width: number;
  /** Allows one more concurrent query, which sees no temporary tables. */
  widen(): Promise<void>;
  /** Back to one at a time. */
  narrow(): void;
  /** A second connection in the same database, with its own temporary tables; it must be closed first. */
  apart(): Promise<BuildConnection>;
  lock(): Promise<Database>;
}

/**
 * Creates the database to build in: a new file, or memory. It can reach only the given directories and its own file, and loads
 * no extension. The file is attached without a write-ahead log, because it is thrown away unless it is finished.
 */
export async function createBuildDatabase(
  file: string | undefined,
  directories: readonly string[],
  settings: BuildDatabaseSettings = {},
): Promise<BuildDatabase> {
  const instance = await DuckDBInstance.create(":memory:", startOptions(settings));
  const connection = await instance.connect();
  await attachAll(connection, file, settings.landing);
  const allowed = directories.map((directory) => quoteText(directory.endsWith("/") ? directory : `${directory}/`));
  await connection.run(`set allowed_directories = [${allowed.join(", ")}]`);
  await connection.run(inUtc);
  await connection.run("set enable_external_access = false");
  const database = new Database(instance, [connection], true);
  return {
    ...connectionOf(database),
    apart: async () => connectionOf(new Database(undefined, [await instance.connect()], true)),
    get width() {
      return database.width;
    },
    widen: async () => {
      const second = await instance.connect();
      if (file !== undefined) await second.run(`use ${unfinishedName}`);
      database.widen(second);
    },
    narrow: () => database.narrow(),
    lock: async () => {
      await database.query("set lock_configuration = true");
      return new Database(instance, [connection, await instance.connect()]);
    },
  };
}

function connectionOf(database: Database): BuildConnection {
  return { database, run: async (sql, signal) => void (await database.query(sql, [], { signal })) };
}

/** Attaches what must be attached before files are out of reach. */
async function attachAll(
  connection: DuckDBConnection,
  file: string | undefined,
  landing: string | undefined,
): Promise<void> {
  await connection.run(`attach ${quoteText(landing ?? ":memory:")} as landing ${landing === undefined ? "" : layout}`);
  if (file === undefined) return;
  await connection.run(`attach ${quoteText(file)} as ${unfinishedName} ${layout}`);
  await connection.run(`use ${unfinishedName}`);
}

/** Releases raw tables that are not to be kept; those not on disk yet would be written only to be thrown away. */
export async function dropLanding({ database }: BuildDatabase): Promise<void> {
  await database.query("pragma disable_checkpoint_on_shutdown");
  await database.query("detach landing");
}

/** Writes everything to the unfinished file and releases it. */
export async function finishFile({ database }: BuildDatabase): Promise<void> {
  await database.query(`checkpoint ${unfinishedName}`);
  await database.query("use memory");
  await database.query(`detach ${unfinishedName}`);
}

const unfinishedName = "unfinished";

/**
 * From this storage version on, texts are compressed by dictionaries that are cheap to build and to read. Row groups are half
 * of DuckDB's default: each is written, and later read, by one thread, and a table of some hundred thousand rows should keep
 * all of them busy.
 */
const layout = "(recovery_mode no_wal_writes, storage_version 'v1.3.0', row_group_size 61440)";
