import type { Capability } from "../domain/data-set.ts";
import type { Integrity } from "../domain/integrity.ts";
import type { Pipeline } from "../domain/pipeline.ts";
import { chosenRules } from "./chosen-rules.ts";
import { conversionOf, conversionSql } from "./conversions.ts";
import type { Run } from "./statement.ts";

const loadedTables = [
  "transactions",
  "customers",
  "subscription_state_changes",
  "discount_offerings",
  "coffee_profiles",
  "reversals",
] as const;

const loadedSql = loadedTables
  .map((table) => `select '${table}' as source_table, count(*) as loaded from bronze.stg_${table}`)
  .join("\nunion all ")
  .concat("\norder by 2 desc, 1");

const badSql = `select source_table, count(*) as records from (
    select distinct source_table, source_file, source_line, source_record from bronze.quarantine
) as bad group by 1`;

const reasonsSql = `select source_table, reason, count(*) as records from (
    select distinct source_table, reason, source_file, source_line, source_record from bronze.quarantine
) as bad group by 1, 2 order by 3 desc, 1, 2`;

const unlistedSql = `select source_table, count(distinct unlisted_key) as unlisted, cast(sum(records) as bigint) as records
from bronze.unlisted_keys group by 1 order by 3 desc, 1`;

const roundedSql = "select source_table, column_name, amounts, lost from bronze.rounded_amounts order by 1, 2";

const guestsSql = `select count(*) as order_lines, cast(coalesce(sum(net_revenue), 0) as decimal(38, 2)) as net_revenue
from silver.fct_transactions where customer_key is null`;

/** What was loaded into each table and what was not, from the tables alone; `vars` are those passed to dbt. */
export async function readTablesIntegrity(
  run: Run,
  capabilities: readonly Capability[],
  vars: Readonly<Record<string, unknown>>,
): Promise<Integrity> {
  const ask = (sql: string) => run({ sql, params: [] });
  const loaded = await ask(loadedSql);
  const bad = new Map((await ask(badSql)).map(([table, count]) => [String(table), Number(count)]));
  const reasons = await quarantineCounts(run);
  const unlisted = await ask(unlistedSql);
  const rounded = await ask(roundedSql);
  const [[lines = 0, netRevenue = "0"] = []] = await ask(guestsSql);
  const main = typeof vars.main_currency === "string" ? vars.main_currency : "";
  const converted = main === "" ? [] : await ask(conversionSql);
  return {
    tables: loaded.map(([name, count]) => {
      const [table, quarantined] = [String(name), bad.get(String(name)) ?? 0];
      const own = reasons.filter((one) => one.table === table);
      return {
        ...{
          table,
          files: [`raw.${table}`],
          joined: [],
          records: Number(count) + quarantined,
          loaded: Number(count),
          quarantined,
        },
        ...{ leftOut: 0, reasons: own.map(({ reason, rows }) => [reason, rows] as const) },
      };
    }),
    unlisted: unlisted.map(([table, keys, records]) => ({
      ...{ table: String(table), keys: Number(keys), records: Number(records) },
    })),
    rounded: rounded.map(([table, column, amounts, lost]) => ({
      ...{ table: String(table), column: String(column), amounts: Number(amounts) },
      lost: String(lost).replace(/\.?0*$/, ""),
    })),
    guests: Number(lines) === 0 ? undefined : { lines: Number(lines), netRevenue: String(netRevenue) },
    conversions: converted.map((row) => conversionOf(row, main)),
    ...{ readings: [], assumptions: [], doubtful: [], largeDiscounts: undefined },
    missing: capabilities.filter(({ available }) => !available).map(({ name, why }) => ({ name, why })),
    chosen: chosenRules(JSON.stringify(vars)),
  };
}

/** The number of records not loaded, by table and reason, most first. */
export async function quarantineCounts(run: Run): Promise<Pipeline["quarantine"]> {
  const rows = await run({ sql: reasonsSql, params: [] });
  return rows.map(([table, reason, count]) => ({ table: String(table), reason: String(reason), rows: Number(count) }));
}
