import type { Database } from "../database/database.ts";
import { quoteName } from "../database/sql-text.ts";

/**
 * Writes amounts of Google's APIs, `{"units": "12", "nanos": 500000000}`, as one decimal in the column that held them. Returns the
 * columns without their parts.
 */
export async function writeNanos(
  database: Pick<Database, "query">,
  table: string,
  columns: readonly string[],
): Promise<readonly string[]> {
  const found = columns.filter((name) => [`${name}.units`, `${name}.nanos`].every((part) => columns.includes(part)));
  if (found.length === 0) return columns;
  const parts = found.flatMap((name) => [`${name}.units`, `${name}.nanos`]);
  const list = found.map((name) => {
    const [units, nanos] = [`${name}.units`, `${name}.nanos`].map((part) => `coalesce(${quoteName(part)}, '0')`);
    return `if(${quoteName(name)} is null, null, (try_cast(${units} as decimal(27, 9)) + try_cast(${nanos} as decimal(27, 9)) / 1000000000)::decimal(27, 4)::varchar) as ${quoteName(name)}`;
  });
  await database.query(
    `create or replace table ${table} as select * exclude (${parts.map(quoteName).join(", ")}) replace (${list.join(", ")}) from ${table}`,
  );
  return columns.filter((name) => !parts.includes(name));
}
