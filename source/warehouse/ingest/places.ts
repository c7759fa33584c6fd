import type { BuildConnection } from "../database/build-database.ts";
import { quoteText } from "../database/sql-text.ts";
import type { TableName } from "../mapping/contract-tables.ts";

/** A file whose records lie consecutively in their table, in the order of the file. */
interface Run {
  readonly file: string;
  /** Line of its first record. */
  readonly firstLine: number;
}

/**
 * Record numbers of rows that several threads loaded, derived from their positions in the table, because DuckDB keeps the
 * order.
 */
export class Places {
  readonly #runs = new Map<TableName, (Run & { readonly first: number })[]>();

  /** To be called just before the file's records are inserted. */
  async begin(connection: BuildConnection, table: TableName, run: Run): Promise<void> {
    const { rows } = await connection.database.query(`select coalesce(max(rowid) + 1, 0) from landing.raw.${table}`);
    this.#runs.set(table, [...(this.#runs.get(table) ?? []), { ...run, first: Number(rows[0]?.[0] ?? 0) }]);
  }

  forget(table: TableName, file: string): void {
    const others = (this.#runs.get(table) ?? []).filter((run) => run.file !== file);
    this.#runs.set(table, others);
  }

  /** Replaces the table by a view with the record numbers, if there are any. */
  async number(connection: BuildConnection, table: TableName): Promise<void> {
    const runs = this.#runs.get(table) ?? [];
    if (runs.length === 0) return;
    const place = (from: (run: Run) => number) => {
      const cases = runs.map((run) => `when ${quoteText(run.file)} then rowid - ${run.first} + ${from(run)}`);
      return `case source_file ${cases.join(" ")} end`;
    };
    const read = `${table}_as_read`;
    await connection.run(`alter table landing.raw.${table} rename to ${read}`);
    await connection.run(`create view landing.raw.${table} as select * replace (
      coalesce(_record, ${place(() => 1)}) as _record, coalesce(_line, ${place(({ firstLine }) => firstLine)}) as _line)
      from landing.raw.${read}`);
  }
}
