import { availableParallelism } from "node:os";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { abortError } from "./abort.ts";
import { friendlyError } from "./friendly-error.ts";
import { Lane } from "./lane.ts";
import { LaneQueue } from "./lane-queue.ts";
import { memoryLimit } from "./memory-limit.ts";
import {
  type Column,
  type Inside,
  type LineBytes,
  type Parameter,
  type QueryLane,
  type Rows,
  readLines,
  readPages,
} from "./read-result.ts";
import { quoteText } from "./sql-text.ts";
import type { DatabaseValue } from "./values.ts";

export interface QueryOptions {
  readonly signal?: AbortSignal | undefined;
}

export interface DatabaseSettings {
  /** As DuckDB writes it: "2GB". */
  readonly memoryLimit?: string | undefined;
  /** Where sorts and joins beyond memory go; none: they fail instead. */
  readonly spillDirectory?: string | undefined;
  readonly threads?: number | undefined;
}

export interface WorkbenchSettings extends DatabaseSettings {
  /** File to hold the raw tables, when they are to be left; default: memory. */
  readonly landing?: string | undefined;
}

/**
 * The one way to a DuckDB database. Answers come as plain values (see values.ts); at most two queries run at once, more
 * wait; an aborted one is interrupted and rejects with an AbortError.
 */
export class Database {
  readonly #instance: DuckDBInstance;
  readonly #lanes: QueryLane[];
  readonly #queue: LaneQueue<QueryLane>;
  readonly #busy = new Set<Promise<unknown>>();
  readonly #isForBuilding: boolean;
  #closed = false;

  /**
   * Statements are kept prepared, and with each what its last run gathered: the rows of its CTEs, for one. In a database to
   * build in that would be most of the memory, and a kept "drop … if exists" of a table that was not there does nothing
   * for good: there only those with values bound are kept, which are small and come often.
   */
  constructor(instance: DuckDBInstance, connections: readonly DuckDBConnection[], isForBuilding = false) {
    this.#instance = instance;
    this.#isForBuilding = isForBuilding;
    this.#lanes = connections.map((connection) => new Lane(connection));
    this.#queue = new LaneQueue(this.#lanes);
  }

  /** All rows of one statement with `$1`, `$2` … bound. Rejects with UserError (memory, disk), AbortError, or DuckDB's error. */
  async query(sql: string, params: readonly Parameter[] = [], options: QueryOptions = {}): Promise<Rows> {
    let columns: readonly Column[] = [];
    const rows: (readonly DatabaseValue[])[] = [];
    for await (const page of this.pages(sql, params, options)) {
      columns = page.columns;
      for (const row of page.rows) rows.push(row);
    }
    return { columns, rows };
  }

  /** The same rows as they come, some two thousand at a time (one page without rows when there are none). */
  pages(sql: string, params: readonly Parameter[] = [], options: QueryOptions = {}): AsyncGenerator<Rows> {
    return this.#reading(sql, params, options, (lane, inside) => readPages(lane, sql, params, inside));
  }

  /** The values of a statement of one column, a BLOB that is never null, as lines; none of them is a string on the way. */
  lines(sql: string, params: readonly Parameter[] = [], options: QueryOptions = {}): AsyncGenerator<LineBytes> {
    return this.#reading(sql, params, options, (lane, inside) => readLines(lane, sql, params, inside));
  }

  /** Reads on a lane of its own, which is given back at the end or when nobody reads on. */
  async *#reading<Part>(
    sql: string,
    params: readonly Parameter[],
    options: QueryOptions,
    read: (lane: QueryLane, inside: Inside) => AsyncGenerator<Part>,
  ): AsyncGenerator<Part> {
    const lane = await this.#queue.take(options.signal);
    const stop = interruptOnAbort(lane, options.signal);
    try {
      yield* read(lane, (call) => this.#inside(call, options.signal));
    } catch (error) {
      if (!this.#closed) lane.forget(sql);
      throw this.#closed || options.signal?.aborted ? abortError() : friendlyError(error);
    } finally {
      stop();
      if (this.#isForBuilding && params.length === 0 && !this.#closed) lane.forget(sql);
      this.#queue.giveBack(lane);
    }
  }

  /** Lets a second query run beside the first by a connection of its own, until the function returned is called. */
  widen(connection: DuckDBConnection): () => void {
    const lane = new Lane(connection);
    this.#lanes.push(lane);
    this.#queue.giveBack(lane);
    return () => {
      if (this.#closed || !this.#queue.withdraw(lane)) return;
      this.#lanes.splice(this.#lanes.indexOf(lane), 1);
      lane.close();
    };
  }

  /** Stops what runs, waits until it has stopped, and lets go of the file. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#queue.close();
    const interrupting = setInterval(() => this.#interruptAll(), 5);
    this.#interruptAll();
    await Promise.allSettled(this.#busy);
    clearInterval(interrupting);
    if (this.#isForBuilding) await giveUpMemory(this.#lanes[0]);
    for (const lane of this.#lanes) lane.close();
    this.#instance.closeSync();
  }

  /** One call of DuckDB: none begins after the database was closed or the query aborted, and none is used then. */
  async #inside<T>(call: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    const isOver = () => this.#closed || signal?.aborted === true;
    if (isOver()) throw abortError();
    const running = call();
    this.#busy.add(running);
    try {
      const result = await running;
      if (isOver()) throw abortError();
      return result;
    } finally {
      this.#busy.delete(running);
    }
  }

  #interruptAll(): void {
    if (this.#busy.size === 0) return;
    for (const lane of this.#lanes) lane.connection.interrupt();
  }
}

/**
 * Opens a finished warehouse to read: nothing can be written, no other file reached, no setting changed. Each open is an
 * instance of its own. That is safe for files that are replaced and never written in place, and it must be so: DuckDB's
 * instance cache gives the old file after a replacement, and an open while the last instance ends spins in it for ever.
 */
export async function openWarehouse(file: string, settings: DatabaseSettings = {}): Promise<Database> {
  const instance = await DuckDBInstance.create(file, { ...startOptions(), access_mode: "READ_ONLY" });
  try {
    const connections = [await instance.connect(), await instance.connect()] as const;
    await lockDown(connections[0], { memoryLimit: memoryLimit(), ...settings });
    return new Database(instance, connections);
  } catch (error) {
    instance.closeSync();
    throw error;
  }
}

/** A database to build in, by one connection; `lock` hands it on for reading (the in-memory warehouse). */
export interface Workbench {
  readonly database: Database;
  /** Runs statements that give no rows, one after the other. */
  run(sql: string, signal?: AbortSignal): Promise<void>;
  /** Lets two queries run at once until the function that it resolves to is called; the second sees no temporary tables. */
  widen(): Promise<() => void>;
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
    database,
    run: async (sql, signal) => void (await database.query(sql, [], { signal })),
    widen: async () => {
      const second = await instance.connect();
      if (file !== undefined) await second.run(`use ${unfinishedName}`);
      return database.widen(second);
    },
    lock: async () => {
      await database.query("set lock_configuration = true");
      return new Database(instance, [connection, await instance.connect()]);
    },
  };
}

/** Attaches what must be before files are out of reach. */
async function attachAll(
  connection: DuckDBConnection,
  file: string | undefined,
  landing: string | undefined,
): Promise<void> {
  const toKeep = landing === undefined ? "" : " (recovery_mode no_wal_writes)";
  await connection.run(`attach ${quoteText(landing ?? ":memory:")} as landing${toKeep}`);
  if (file === undefined) return;
  await connection.run(`attach ${quoteText(file)} as ${unfinishedName} (recovery_mode no_wal_writes, ${layout})`);
  await connection.run(`use ${unfinishedName}`);
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
const layout = "storage_version 'v1.3.0', row_group_size 61440";

function startOptions(): Record<string, string> {
  return {
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    allow_community_extensions: "false",
  };
}

async function lockDown(connection: DuckDBConnection, settings: DatabaseSettings): Promise<void> {
  await applySettings(connection, settings);
  await connection.run("set enable_external_access = false");
  await connection.run("set lock_configuration = true");
}

async function applySettings(connection: DuckDBConnection, settings: DatabaseSettings): Promise<void> {
  await connection.run("set global TimeZone = 'UTC'");
  await connection.run(`set threads = ${settings.threads ?? availableParallelism()}`);
  if (settings.memoryLimit) await connection.run(`set memory_limit = ${quoteText(settings.memoryLimit)}`);
  await connection.run(`set temp_directory = ${quoteText(settings.spillDirectory ?? "")}`);
  if (settings.spillDirectory) await connection.run("set max_temp_directory_size = '64GB'");
}

/** To free the pages of a build takes tens of milliseconds; closing would do it on the main thread. */
async function giveUpMemory(lane: QueryLane | undefined): Promise<void> {
  const statement = await lane?.connection.prepare("set memory_limit = '1MB'").catch(() => undefined);
  await statement?.run().catch(() => {});
  statement?.destroySync();
}

/** An interrupt that comes before DuckDB has begun is lost, so it is repeated until the query has ended. */
function interruptOnAbort(lane: QueryLane, signal: AbortSignal | undefined): () => void {
  if (signal === undefined) return () => {};
  let repeat: NodeJS.Timeout | undefined;
  const interrupt = () => {
    lane.connection.interrupt();
    repeat ??= setInterval(() => lane.connection.interrupt(), 5);
  };
  signal.addEventListener("abort", interrupt, { once: true });
  return () => {
    signal.removeEventListener("abort", interrupt);
    clearInterval(repeat);
  };
}
