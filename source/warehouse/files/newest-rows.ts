import type { LeftOut } from "../../domain/file-reading.ts";
import type { Database } from "../database/database.ts";
import { quoteName } from "../database/sql-text.ts";

/** Which rows of a table are left out, and for what reason. */
export interface Rule {
  readonly what: LeftOut["what"];
  readonly where: string;
}

/** An order of versions by when a loader saw them. */
export function newestFirst(seen: string): string {
  return `try_cast(${quoteName(seen)} as ${/sequence$|_ms$/i.test(seen) ? "hugeint" : "timestamptz"}) desc nulls last`;
}

/** SQL of the rows of a key after the first in an order. */
export function olderThanNewest(
  table: string,
  [key = "", ...more]: readonly string[],
  order: readonly string[],
): string {
  return `rowid in (select rowid from ${table} where ${key} is not null
    qualify row_number() over (partition by ${[key, ...more].join(", ")} order by ${order.join(", ")}, rowid desc) > 1)`;
}

/**
 * The column that distinguishes the records of one load: one named id, otherwise the most selective of those named like keys,
 * otherwise the first. If no two records are from the same load any column would do, so the name decides.
 */
export async function versionKey(database: Database, table: string, columns: readonly string[], seen: string) {
  const candidates = columns
    .filter((name) => !/^_(airbyte|ab|sdc)_|^__/i.test(name))
    .toSorted((one, other) => keyRank(other) - keyRank(one))
    .slice(0, 40);
  if (candidates.length === 0) return undefined;
  const counts = candidates.map(
    (name) =>
      `count(${quoteName(name)}), count(distinct hash(${quoteName(name)}, ${quoteName(seen)})) filter (where ${quoteName(name)} is not null), count(distinct ${quoteName(name)})`,
  );
  const { rows } = await database.query(`select count(*), ${counts.join(", ")} from ${table}`);
  const [all, ...found] = (rows[0] ?? []).map(Number);
  const keys = candidates.flatMap((name, at) => {
    const [filled, apart, different = 0] = found.slice(3 * at, 3 * at + 3);
    return all !== undefined && all > 0 && filled === all && apart === all ? [{ name, different }] : [];
  });
  const [first] = keys;
  if (first === undefined || keyRank(first.name) !== 1) return first?.name;
  return keys.filter(({ name }) => keyRank(name) === 1).toSorted((a, b) => b.different - a.different)[0]?.name;
}

function keyRank(name: string): number {
  return /^id$/i.test(name) ? 2 : /(^|[^a-z])(id|key|no|nr|number|code)$|Id$|ID$/i.test(name) ? 1 : 0;
}
