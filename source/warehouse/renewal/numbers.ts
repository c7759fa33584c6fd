import type { NumberedKey } from "../build/backfill.ts";
import { quoteName } from "../database/sql-text.ts";

/** Rest of a "from" that finds the rows of `relation` (as `own`) whose numbers differ from those of another relation (as `other`). */
export function otherNumbers(other: string, { key, of }: NumberedKey): string {
  const same = of.map((column) => `own.${quoteName(column)} = other.${quoteName(column)}`);
  return `${other} as other where ${same.join(" and ")} and own.${quoteName(key)} is distinct from other.${quoteName(key)}`;
}

/** The rows of a dimension with the numbers that they have in a full build: from 1, in the order of the natural key. */
export function numberedAnew(relation: string, { key, of }: NumberedKey): string {
  const columns = of.map(quoteName).join(", ");
  return `(select ${columns}, row_number() over (order by ${columns}) as ${quoteName(key)} from ${relation})`;
}
