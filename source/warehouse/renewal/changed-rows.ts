import { quoteName } from "../sql-text.ts";

/** Schema of the raw database for what a renewal notes while it runs. */
export const notes = "landing.renewed";

/** The rows of a model or raw table that differ from the previous warehouse's, those of before and those of now. */
export function changesOf(name: string): string {
  return `${notes}.${quoteName(`changes of ${name}`)}`;
}

/** The select of all rows that are in only one of two relations, without these columns. */
export function differenceSql(one: string, other: string, without: readonly string[]): string {
  const columns = without.length === 0 ? "*" : `* exclude (${without.map(quoteName).join(", ")})`;
  const [all, others] = [one, other].map((relation) => `select ${columns} from ${relation}`);
  return `(${all} except all ${others}) union all (${others} except all ${all})`;
}

/** Condition that a row's columns have the values of some row of `keys`. */
export function isAmong(row: string, columns: readonly string[], keys: string, named: readonly string[]): string {
  const equal = columns.map((column, at) => `${row}.${quoteName(column)} = chosen.${quoteName(named[at] ?? "")}`);
  return `exists (select 1 from ${keys} as chosen where ${equal.join(" and ")})`;
}
