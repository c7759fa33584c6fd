import { quoteName } from "../database/sql-text.ts";

/** Schema of the raw database for what a renewal notes while it runs. */
export const notes = "landing.renewed";

/** The rows of a model or raw table that differ from those of the previous warehouse, as they were and as they are. */
export function changesOf(name: string): string {
  return `${notes}.${quoteName(`changes of ${name}`)}`;
}

/** Relations with the rows of a renewed model that were deleted, and with those that took their place. */
export interface ChangedRows {
  readonly before: string;
  readonly after: string;
}

/** The select of all rows that one relation has more often than the other, without these columns. */
export function differenceSql(one: string, other: string, without: readonly string[]): string {
  const columns = without.length === 0 ? "*" : `* exclude (${without.map(quoteName).join(", ")})`;
  // A single grouping costs a fraction of "except all" both ways.
  return `select * exclude (difference) from (
      select ${columns}, 1 as difference from ${one} union all select ${columns}, -1 as difference from ${other}
    ) as rows_of_both group by all having sum(difference) <> 0`;
}

/** Condition that a row's columns have the values of some row of `keys`. */
export function isAmong(row: string, columns: readonly string[], keys: string, named: readonly string[]): string {
  const equal = columns.map((column, at) => `${row}.${quoteName(column)} = chosen.${quoteName(named[at] ?? "")}`);
  return `exists (select 1 from ${keys} as chosen where ${equal.join(" and ")})`;
}

/** The same for a row that may have the values in several ways. */
export function isAmongAny(
  row: string,
  ways: readonly (readonly string[])[],
  keys: string,
  named: readonly string[],
): string {
  return `(${ways.map((columns) => isAmong(row, columns, keys, named)).join(" or ")})`;
}
