import { type DoubtfulDimension, type Integrity, type LargeDiscounts, mostOwnValues } from "../domain/integrity.ts";
import { chosenRules } from "./chosen-rules.ts";
import { conversionOf, conversionSql } from "./conversions.ts";
import type { Cell, Run } from "./statement.ts";

const tablesSql = `
with read as (
  select source_table, string_agg(file, chr(10) order by file) filter (where not is_joined) as files,
    coalesce(string_agg(file, chr(10) order by file) filter (where is_joined), '') as joined, sum(rows) filter (where not is_joined) as records
  from meta.source_files where run_id = (select run_id from meta.runs order by ended_at desc limit 1) group by all
), bad as (
  select source_table, count(*) as quarantined, count(*) filter (where source_record is null) as unreadable
  from (select distinct source_table, source_file, source_line, source_record from bronze.quarantine) group by all
), loaded as (
  select 'transactions' as source_table, count(*) as loaded from bronze.stg_transactions
  union all select 'customers', count(*) from bronze.stg_customers
  union all select 'subscription_state_changes', count(*) from bronze.stg_subscription_state_changes
  union all select 'discount_offerings', count(*) from bronze.stg_discount_offerings
  union all select 'coffee_profiles', count(*) from bronze.stg_coffee_profiles
  union all select 'reversals', count(*) from bronze.stg_reversals
  union all select 'line_discounts', count(*) from bronze.stg_line_discounts
)
select read.source_table, files, joined, records, loaded, coalesce(quarantined, 0) from read join loaded using (source_table)
left join bad using (source_table) order by records desc, loaded desc, source_table`;

/** Words missing from every vocabulary are reported with the three most frequent ones. */
const reasonsSql = `
with bad as (
  select distinct source_table, reason, case when is_word then column_name end as column_name,
    case when is_word then left(value, 40) end as value, source_file, source_line, source_record
  from (select *, reason = 'unknown value'
    and column_name in ('transaction_type', 'state', 'kind', 'program', 'bag_size') as is_word from bronze.quarantine)
), counted as (select source_table, reason, column_name, value, count(*) as records from bad group by all)
select source_table,
  reason || coalesce(' of ' || column_name || ' (' || string_agg(value, ', ' order by records desc, value)
    filter (place <= 3) || case when count(*) > 3 then ', …' else '' end || ')', ''),
  sum(records)::bigint
from (select *, row_number() over (partition by source_table, reason, column_name order by records desc, value) as place
  from counted)
group by source_table, reason, column_name order by 3 desc, 2`;

const unlistedSql = `
select source_table, count(distinct unlisted_key), sum(records)::bigint from bronze.unlisted_keys
group by source_table order by 3 desc, 1`;

const doubtfulSql = `
select name, distinct_values, split_values, coalesce(split_example, ''), coalesce(parent, ''), mapping, line
from meta.own_dimensions where split_values > 0 or distinct_values > ${mostOwnValues} order by rowid`;

const largeSql =
  "select order_lines, excess, transaction_id, file, line, mapping, mapping_line from meta.large_discounts";

const currencySql = "select currency from meta.runs order by ended_at desc limit 1";

const guestsSql = `
select count(*), coalesce(sum(net_revenue), 0)::decimal(38, 2)::varchar from silver.fct_transactions
where customer_key is null`;

/** What was read, what was left out and why, and which parts of the program lack data. */
export async function readIntegrity(run: Run): Promise<Integrity> {
  const [tables, reasons, unlisted, rounded, doubtful, missing, [[vars = "{}"] = []], ...found] = await Promise.all([
    run({ sql: tablesSql, params: [] }),
    run({ sql: reasonsSql, params: [] }),
    run({ sql: unlistedSql, params: [] }),
    run({
      sql: "select source_table, column_name, amounts, lost from bronze.rounded_amounts order by all",
      params: [],
    }),
    run({ sql: doubtfulSql, params: [] }),
    run({ sql: "select name, why from meta.capabilities where not available order by name", params: [] }),
    run({ sql: "select vars from meta.runs order by ended_at desc limit 1", params: [] }),
    run({ sql: "select file, says from meta.readings order by rowid", params: [] }),
    run({ sql: guestsSql, params: [] }),
    run({ sql: "select line from meta.assumptions order by rowid", params: [] }),
    run({ sql: largeSql, params: [] }),
    run({ sql: conversionSql, params: [] }),
    run({ sql: currencySql, params: [] }),
  ]);
  const [
    readings = [],
    [[lines = 0, netRevenue = "0"] = []] = [],
    assumptions = [],
    [large] = [],
    converted = [],
    [[main] = []] = [],
  ] = found;
  return {
    tables: tables.map(([table, files, joined, ...counts]) => {
      const [records = 0, loaded = 0, quarantined = 0] = counts.map(Number);
      const own = reasons
        .filter(([of]) => of === table)
        .map(([, reason, count]) => [String(reason), Number(count)] as const);
      const leftOut = Math.max(0, records - loaded - quarantined);
      return {
        table: String(table),
        files: String(files).split("\n"),
        joined: String(joined)
          .split("\n")
          .filter((name) => name !== ""),
        records,
        loaded,
        quarantined,
        leftOut,
        reasons: own,
      };
    }),
    unlisted: unlisted.map(([table, keys, records]) => ({
      table: String(table),
      keys: Number(keys),
      records: Number(records),
    })),
    readings: readings.map(([file, says]) => ({ file: String(file), says: String(says) })),
    guests: Number(lines) === 0 ? undefined : { lines: Number(lines), netRevenue: String(netRevenue) },
    conversions: converted.map((row) => conversionOf(row, String(main))),
    assumptions: assumptions.map(([line]) => String(line)),
    rounded: rounded.map(([table, column, amounts, lost]) => ({
      table: String(table),
      column: String(column),
      amounts: Number(amounts),
      lost: String(lost).replace(/\.?0*$/, ""),
    })),
    doubtful: doubtful.map(doubtOf),
    largeDiscounts: large && largeOf(large),
    missing: missing.map(([name, why]) => ({ name: String(name), why: String(why) })),
    chosen: chosenRules(String(vars ?? "{}")),
  };
}

function largeOf([lines, excess, example, file, line, mapping, mappingLine]: readonly Cell[]): LargeDiscounts {
  const placeOf = (name: Cell | undefined, at: Cell | undefined) =>
    name === null || at === null ? undefined : { file: String(name), line: Number(at) };
  return {
    orderLines: Number(lines),
    excess: String(excess).replace(/\.?0*$/, ""),
    example: String(example),
    place: placeOf(file, line),
    mapping: placeOf(mapping, mappingLine),
  };
}

function doubtOf([name, values, split, example, parent, file, line]: readonly Cell[]): DoubtfulDimension {
  return {
    name: String(name),
    values: Number(values),
    split: Number(split),
    example: String(example),
    parent: String(parent),
    file: String(file),
    line: Number(line),
  };
}
