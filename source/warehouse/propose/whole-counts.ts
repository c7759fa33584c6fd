import type { Database } from "../database/database.ts";
import { quoteName } from "../database/sql-text.ts";

/** A row of a result, by the names of its columns. */
export type Row = ReadonlyMap<string, unknown>;

/** Facts about all values of a column. */
export interface Whole {
  readonly filled: number;
  readonly isUnique: boolean;
  readonly greatest: number;
}

/** Facts about the whole table from a sample that is all of it. */
export function wholeOf(row: Row, records: number): Whole {
  const filled = Number(row.get("sampled") ?? 0);
  const isUnique = filled > 1 && filled === records && Number(row.get("different")) === filled;
  return { filled, isUnique, greatest: Number(row.get("greatest") ?? 0) };
}

/** Facts that need the whole table; distinct values are counted exactly if there can be as many as records. */
export async function wholeCounts(
  database: Database,
  table: string,
  names: readonly string[],
  records: number,
): Promise<ReadonlyMap<string, Whole>> {
  const counts = names.map((name) => `count(${quoteName(name)}), max(try_cast(${quoteName(name)} as double))`);
  const { rows } = await database.query(`select ${counts.join(", ")} from ${table}`);
  const filled = names.map((_, at) => Number(rows[0]?.[2 * at] ?? 0));
  const full = names.filter((_, at) => (filled[at] ?? 0) > 1 && filled[at] === records);
  const distinct = new Map<string, number>();
  if (full.length > 0) {
    const list = full.map((name) => `count(distinct ${quoteName(name)})`);
    const counted = await database.query(`select ${list.join(", ")} from ${table}`);
    for (const [at, name] of full.entries()) distinct.set(name, Number(counted.rows[0]?.[at]));
  }
  return new Map<string, Whole>(
    names.map((name, at) => [
      name,
      {
        filled: filled[at] ?? 0,
        isUnique: distinct.get(name) === filled[at] && (filled[at] ?? 0) > 1,
        greatest: Number(rows[0]?.[2 * at + 1] ?? 0),
      },
    ]),
  );
}
