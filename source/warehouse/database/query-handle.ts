/** What a handle needs from a prepared statement and its connection; DuckDB's own classes fit. */
export interface Prepared {
  destroySync(): void;
}

export interface Preparing<S extends Prepared> {
  prepare(sql: string): Promise<S>;
  interrupt(): void;
  closeSync(): void;
}

const keptStatements = 24;

/** A connection with its most recently used statements; runs one query at a time. */
export class QueryHandle<S extends Prepared> {
  readonly connection: Preparing<S>;
  readonly #statements = new Map<string, S>();

  constructor(connection: Preparing<S>) {
    this.connection = connection;
  }

  /** The prepared statement for this text, reused if it was kept. */
  async prepared(sql: string): Promise<S> {
    const known = this.#statements.get(sql);
    this.#statements.delete(sql);
    const statement = known ?? (await this.connection.prepare(sql));
    this.#statements.set(sql, statement);
    this.#dropOldest();
    return statement;
  }

  /** Forgets a statement that failed: it may hold a plan that no longer fits. */
  forget(sql: string): void {
    this.#statements.get(sql)?.destroySync();
    this.#statements.delete(sql);
  }

  /** Forgets all statements, each with what its last run gathered. */
  forgetAll(): void {
    for (const statement of this.#statements.values()) statement.destroySync();
    this.#statements.clear();
  }

  close(): void {
    this.forgetAll();
    this.connection.closeSync();
  }

  #dropOldest(): void {
    for (const [sql, statement] of this.#statements) {
      if (this.#statements.size <= keptStatements) return;
      statement.destroySync();
      this.#statements.delete(sql);
    }
  }
}
