import { setTimeout } from "node:timers/promises";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { abortError } from "./abort.ts";
import { type DatabaseSettings, inUtc, startOptions } from "./database-settings.ts";
import { friendlyError } from "./friendly-error.ts";
import { memoryLimit } from "./memory-limit.ts";
import { QueryHandle } from "./query-handle.ts";
import { QueryQueue } from "./query-queue.ts";
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
import type { DatabaseValue } from "./values.ts";

/** An interrupt takes milliseconds; only a few of DuckDB's functions do not check for one. */
const stopMs = 2000;

export interface QueryOptions {
  readonly signal?: AbortSignal | undefined;
}

/**
 * The only way to a DuckDB database. Answers are plain values (see values.ts); at most two queries run at once, more wait; an
 * aborted one is interrupted and rejects with an AbortError.
 */
export class Database {
  /** Undefined if someone else closes it. */
  readonly #instance: DuckDBInstance | undefined;
  readonly #handles: QueryLane[];
  readonly #queue: QueryQueue<QueryLane>;
  readonly #busy = new Set<Promise<unknown>>();
  readonly #isForBuilding: boolean;
  #closed = false;

  /**
   * Statements stay prepared, each with what its last run gathered, such as the rows of its CTEs. In a database to build in,
   * that would be most of the memory, and a kept "drop … if exists" of a table that did not exist would have no effect ever
   * after. There, only statements with bound values are kept, which are small and frequent.
   */
  constructor(instance: DuckDBInstance | undefined, connections: readonly DuckDBConnection[], isForBuilding = false) {
    this.#instance = instance;
    this.#isForBuilding = isForBuilding;
    this.#handles = connections.map((connection) => new QueryHandle(connection));
    this.#queue = new QueryQueue(this.#handles);
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

  /** The same rows as a stream, some two thousand at a time (one page without rows if there are none). */
  pages(sql: string, params: readonly Parameter[] = [], options: QueryOptions = {}): AsyncGenerator<Rows> {
    return this.#reading(sql, params, options, (handle, inside) => readPages(handle, sql, params, inside));
  }

  /** The values of a single-column statement, a BLOB that is never null, as lines; none of them becomes a string on the way. */
  lines(sql: string, params: readonly Parameter[] = [], options: QueryOptions = {}): AsyncGenerator<LineBytes> {
    return this.#reading(sql, params, options, (handle, inside) => readLines(handle, sql, params, inside));
  }

  /** Reads on its own handle, which is returned at the end or when the consumer stops. */
  async *#reading<Part>(
    sql: string,
    params: readonly Parameter[],
    options: QueryOptions,
    read: (handle: QueryLane, inside: Inside) => AsyncGenerator<Part>,
  ): AsyncGenerator<Part> {
    const handle = await this.#queue.take(options.signal);
    const stop = interruptOnAbort(handle, options.signal);
    try {
      yield* read(handle, (call) => this.#inside(call, options.signal));
    } catch (error) {
      if (!this.#closed) handle.forget(sql);
      throw this.#closed || options.signal?.aborted ? abortError() : friendlyError(error);
    } finally {
      stop();
      if (this.#isForBuilding && params.length === 0 && !this.#closed) handle.forget(sql);
      this.#queue.giveBack(handle);
    }
  }

  /** How many queries can run at once. */
  get width(): number {
    return this.#handles.length;
  }

  /** Allows one more concurrent query, on its own connection. */
  widen(connection: DuckDBConnection): void {
    const handle = new QueryHandle(connection);
    this.#handles.push(handle);
    this.#queue.giveBack(handle);
  }

  /** Releases all idle connections but the first. */
  narrow(): void {
    for (const handle of this.#closed ? [] : this.#handles.slice(1)) {
      if (!this.#queue.withdraw(handle)) continue;
      this.#handles.splice(this.#handles.indexOf(handle), 1);
      handle.close();
    }
  }

  /**
   * Stops running queries, waits until they have stopped, and releases the file. A query that does not react to the interrupt
   * in time keeps the file until the process ends.
   */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#queue.close();
    const interrupting = setInterval(() => this.#interruptAll(), 5);
    this.#interruptAll();
    await Promise.race([Promise.allSettled(this.#busy), setTimeout(stopMs, undefined, { ref: false })]);
    clearInterval(interrupting);
    if (this.#busy.size > 0) return;
    for (const handle of this.#handles) handle.forgetAll();
    if (this.#instance) await giveUpMemory(this.#handles[0]);
    for (const handle of this.#handles) handle.close();
    this.#instance?.closeSync();
  }

  /** One call of DuckDB: after the database is closed or the query aborted, none starts and no result is used. */
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
    for (const handle of this.#handles) handle.connection.interrupt();
  }
}

/**
 * Opens a finished warehouse for reading: nothing can be written, no other file reached, no setting changed. Each open is its
 * own instance. That is safe for files that are replaced and never written in place, and it is necessary: DuckDB's instance
 * cache returns the old file after a replacement, and an open while the last instance is ending spins in it forever.
 */
export async function openWarehouse(file: string, settings: DatabaseSettings = {}): Promise<Database> {
  const instance = await DuckDBInstance.create(file, {
    ...startOptions({ memoryLimit: memoryLimit(), ...settings }),
    access_mode: "READ_ONLY",
    enable_external_access: "false",
    // Giving up memory is the only setting that may still change (see `close`).
    allowed_configs: "['memory_limit']",
  });
  try {
    const connections = [await instance.connect(), await instance.connect()] as const;
    await connections[0].run(`${inUtc}; set lock_configuration = true`);
    return new Database(instance, connections);
  } catch (error) {
    instance.closeSync();
    throw error;
  }
}

/** Freeing the pages of a large warehouse takes tens of milliseconds; closing would do it on the main thread. */
async function giveUpMemory(handle: QueryLane | undefined): Promise<void> {
  const statement = await handle?.connection.prepare("set memory_limit = '1MB'").catch(() => undefined);
  await statement?.run().catch(() => {});
  statement?.destroySync();
}

/** An interrupt sent before DuckDB has started is lost, so it is repeated until the query has ended. */
function interruptOnAbort(handle: QueryLane, signal: AbortSignal | undefined): () => void {
  if (signal === undefined) return () => {};
  let repeat: NodeJS.Timeout | undefined;
  const interrupt = () => {
    handle.connection.interrupt();
    repeat ??= setInterval(() => handle.connection.interrupt(), 5);
  };
  signal.addEventListener("abort", interrupt, { once: true });
  return () => {
    signal.removeEventListener("abort", interrupt);
    clearInterval(repeat);
  };
}
