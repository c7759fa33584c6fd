import { counted } from "../../domain/format.ts";
import { warehouseErrors } from "../../errors/warehouse.ts";
import type { Database } from "../database/database.ts";
import { hasTable } from "../database/has-table.ts";
import type { LoadedFile } from "../ingest/loaded-file.ts";
import type { Mapping } from "../mapping/mapping.ts";

/** The source whose order lines were staged. */
interface Staged {
  readonly source: string;
  readonly mapping: Mapping | undefined;
  readonly files: readonly LoadedFile[];
}

/**
 * Rejects with UserError (exit code 3) if no order line was staged, because nothing could be asked of such a warehouse. Gives
 * the reason: files without records, a mapping that keeps none, or only bad records.
 */
export async function refuseNoOrderLines(database: Database, staged: Staged): Promise<void> {
  const own = staged.files.filter(({ table }) => table === "transactions");
  const { rows } = await database.query("select exists (select 1 from bronze.stg_transactions)");
  // If no file has the table, loading fails with its own error.
  if (rows[0]?.[0] === true || own.length === 0) return;
  throw warehouseErrors.noOrderLines({ source: staged.source, why: await reasonOf(database, own, staged.mapping) });
}

async function reasonOf(database: Database, own: readonly LoadedFile[], mapping: Mapping | undefined): Promise<string> {
  const names = [...new Set(own.map(({ snapshot }) => snapshot.file.name))];
  const of = names.length > 3 ? `${names.length} files` : names.join(", ");
  const records = own.reduce((sum, { rows }) => sum + rows, 0);
  if (records === 0) return `${of} ${names.length > 1 ? "hold" : "holds"} no records`;
  const bad = await badRecords(database);
  if (bad === undefined) return `${leftOut(mapping)} of the records of ${of} (${counted(records)})`;
  return `${of}: ${counted(records)} ${records === 1 ? "record" : "records"}, none of which can be used (${bad})`;
}

/** Reasons with their counts and the place of the first record, without its value; undefined if no record was bad. */
async function badRecords(database: Database): Promise<string | undefined> {
  const rejected = (await hasTable(database, "bronze", "rejected_transactions"))
    ? "select source_file, source_line, source_record, column_name, reason from bronze.rejected_transactions union all"
    : "";
  const { rows } = await database.query(
    `with bad as (
       ${rejected} select source_file, _line, null, column_name, 'unreadable record' from landing.raw.rejects
       where source_table = 'transactions'
     ), bad_rows as (select distinct source_file, source_line, source_record, reason from bad)
     select string_agg(reason || ' ' || times, ', ' order by times desc, reason), any_value(place) from
       (select reason, count(*) as times from bad_rows group by reason),
       (select source_file || coalesce(':' || source_line, '') || coalesce(' ' || column_name, '') as place
        from bad order by source_file, source_line, source_record, column_name limit 1)`,
  );
  const [reasons, place] = rows[0] ?? [];
  return reasons === null || reasons === undefined ? undefined : `${reasons}; the first is ${place}`;
}

function leftOut(mapping: Mapping | undefined): string {
  if (mapping?.tables.transactions?.filter === undefined)
    return "The newest version of every key is a deleted row: none";
  return `The filter in ${mapping.file}:${mapping.lineOf("tables", "transactions", "filter")} keeps none`;
}
