import type { Database } from "../database/database.ts";

type Rows = Awaited<ReturnType<Database["query"]>>["rows"];

/**
 * Caches answers of queries over tables that do not change, so that deciding again with another reading costs only what
 * differs.
 */
export class Asked {
  readonly #database: Database;
  readonly #known = new Map<string, Promise<Rows>>();

  constructor(database: Database) {
    this.#database = database;
  }

  rows(sql: string): Promise<Rows> {
    const known = this.#known.get(sql);
    if (known !== undefined) return known;
    const answer = this.#database.query(sql).then(({ rows }) => rows);
    this.#known.set(sql, answer);
    return answer;
  }

  /** The numbers of the first row. */
  async numbers(sql: string): Promise<readonly number[]> {
    const [row = []] = await this.rows(sql);
    return row.map((value) => Number(value ?? 0));
  }
}
