import { contractOf, type TableName } from "../contract-tables.ts";
import type { Bench } from "../workbench.ts";

/** What loaders of the Singer convention (Stitch, Meltano) add to append-only tables. */
export const sdcColumns = ["_sdc_sequence", "_sdc_batched_at", "_sdc_deleted_at"] as const;

/** Keeps the newest version of each key, drops keys whose newest version is a deletion, and takes the columns off again. */
export async function newestOnly(bench: Bench, table: TableName): Promise<void> {
  const { key } = contractOf(table);
  const keys = table === "coffee_profiles" ? `${key}, price_valid_from` : key;
  await bench.run(`delete from landing.raw.${table} where rowid in (
    select row_id from (
      select rowid as row_id, _sdc_deleted_at, row_number() over (
        partition by ${keys}
        order by try_cast(_sdc_sequence as hugeint) desc nulls last, _sdc_batched_at desc nulls last, rowid desc
      ) as version
      from landing.raw.${table} where ${key} is not null
    ) where version > 1 or _sdc_deleted_at is not null
  )`);
  for (const column of sdcColumns) await bench.run(`alter table landing.raw.${table} drop column ${column}`);
}
