import { counted } from "../../domain/format.ts";
import { warehouseErrors } from "../../errors/warehouse.ts";
import type { Database } from "../database/database.ts";
import { tableNames } from "../mapping/contract-tables.ts";

export interface QuarantineCount {
  readonly table: string;
  readonly reason: string;
  readonly rows: number;
}

/** Quarantined records by table and reason, most frequent first. A record with two faults counts under both. */
export async function quarantineCounts(database: Database): Promise<readonly QuarantineCount[]> {
  const { rows } = await database.query(
    `select source_table, reason, count(*) as bad
     from (select distinct source_table, reason, source_file, source_line, source_record from bronze.quarantine)
     group by all order by bad desc, source_table, reason`,
  );
  return rows.map(([table, reason, bad]) => ({ table: String(table), reason: String(reason), rows: Number(bad) }));
}

interface BadTable {
  readonly table: string;
  readonly bad: number;
  readonly records: number;
}

/**
 * Rejects with UserError (exit code 3) if more than this share of a table's records, and more than one, were quarantined: the
 * rule of the check few_rows_are_bad, applied before anything is built on them.
 */
export async function refuseTooManyBadRows(database: Database, share: number): Promise<void> {
  const counts = tableNames.map((table) => `select '${table}' as name, count(*) as records from landing.raw.${table}`);
  const { rows } = await database.query(
    `with records as (${counts.join(" union all ")}),
     bad as (
       select source_table, count(*) as bad, count(*) filter (where source_record is null) as unreadable
       from (select distinct source_table, source_file, source_line, source_record from bronze.quarantine) group by all
     )
     select name, bad, records + unreadable from records join bad on name = source_table
     where bad > 1 and bad > records * $1 order by bad desc, name`,
    [share],
  );
  const tables = rows.map(([table, bad, records]) => ({
    table: String(table),
    bad: Number(bad),
    records: Number(records),
  }));
  if (tables.length > 0)
    throw warehouseErrors.badRows({
      ...{ share, bad: badText(tables), reasons: reasonsText(await quarantineCounts(database)) },
      ...{ first: await firstOf(database, tables), lacksCustomers: await lacksCustomers(database, tables) },
    });
}

/** Whether too many order lines are bad, and some of them because they have no customer. */
async function lacksCustomers(database: Database, tables: readonly BadTable[]): Promise<boolean> {
  if (!tables.some(({ table }) => table === "transactions")) return false;
  const { rows } = await database.query(
    `select 1 from bronze.quarantine
     where source_table = 'transactions' and column_name = 'customer_id' and reason = 'missing' limit 1`,
  );
  return rows.length > 0;
}

/** Place and reason of the first bad record, without its value. */
async function firstOf(database: Database, [worst]: readonly BadTable[]): Promise<string> {
  const { rows } = await database.query(
    `select source_file, source_line, column_name, reason from bronze.quarantine where source_table = $1
     order by source_file, source_line, source_record, column_name limit 1`,
    [worst?.table ?? ""],
  );
  const [file, line, column, reason] = rows[0] ?? [];
  return `${file}${line === null ? "" : `:${line}`}${column === null ? "" : ` ${column}`}: ${reason}`;
}

function badText(tables: readonly BadTable[]): string {
  return tables.map((each) => `${counted(each.bad)} of ${counted(each.records)} in ${each.table}`).join(", ");
}

function reasonsText(counts: readonly QuarantineCount[]): string {
  return counts.map((count) => `${count.table}: ${count.reason} ${counted(count.rows)}`).join(", ");
}
