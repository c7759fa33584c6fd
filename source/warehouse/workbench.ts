import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { Database } from "./database.ts";
import { applySettings, type DatabaseSettings, startOptions } from "./database-settings.ts";
import { quoteText } from "./sql-text.ts";

export interface WorkbenchSettings extends DatabaseSettings {
  /** File to hold the raw tables, when they are to be left; default: memory. */
  readonly landing?: string | undefined;
}

/** A connection to build by. */
export interface Bench {
  readonly database: Database;
  /** Runs statements that give no rows, one after the other. */
  run(sql: string, signal?: AbortSignal): Promise<void>;
}

/** A database to build in, by one connection; `lock` hands it on for reading (the in-memory warehouse). */
export interface Workbench extends Bench {
  /** How many queries run at once. */
  readonly width: number;
  /** One query more at once, which sees no temporary tables. */
  widen(): Promise<void>;
  /** One at once again. */
  narrow(): void;
  /** A second bench in the same database, with temporary tables of its own; it is to be closed first. */
  apart(): Promise<Bench>;
  lock(): Promise<Database>;
}

/**
 * Creates the database to build in: a new file, or memory. It reaches only the directories named and its own file, and
 * loads no extension. The file is attached without a write-ahead log: it is thrown away unless it is finished.
 */
export async function createWorkbench(
  file: string | undefined,
  directories: readonly string[],
  settings: WorkbenchSettings = {},
): Promise<Workbench> {
  const instance = await DuckDBInstance.create(":memory:", startOptions());
  const connection = await instance.connect();
  await attachAll(connection, file, settings.landing);
  const allowed = directories.map((directory) => quoteText(directory.endsWith("/") ? directory : `${directory}/`));
  await connection.run(`set allowed_directories = [${allowed.join(", ")}]`);
  await applySettings(connection, settings);
  await connection.run("set enable_external_access = false");
  const database = new Database(instance, [connection], true);
  return {
    ...benchOf(database),
    apart: async () => benchOf(new Database(undefined, [await instance.connect()], true)),
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

function benchOf(database: Database): Bench {
  return { database, run: async (sql, signal) => void (await database.query(sql, [], { signal })) };
}

/** Attaches what must be before files are out of reach. */
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

/** Lets go of raw tables that are not to be kept: what of them is not on disk yet would be written only to be thrown away. */
export async function dropLanding({ database }: Workbench): Promise<void> {
  await database.query("pragma disable_checkpoint_on_shutdown");
  await database.query("detach landing");
}

/** Writes all to the unfinished file and lets go of it. */
export async function finishFile({ database }: Workbench): Promise<void> {
  await database.query(`checkpoint ${unfinishedName}`);
  await database.query("use memory");
  await database.query(`detach ${unfinishedName}`);
}

const unfinishedName = "unfinished";

/**
 * Since its version of storage, texts are compressed by dictionaries that are cheap to make and to read. Row groups are half
 * of DuckDB's own: each is written, and later read, by one thread, and a table of some hundred thousand rows shall keep all busy.
 */
const layout = "(recovery_mode no_wal_writes, storage_version 'v1.3.0', row_group_size 61440)";
