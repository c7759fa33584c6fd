import { counted, formatNumber } from "../../domain/format.ts";
import type { CheckResult } from "../build/run-tests.ts";
import { quoteName } from "../database/sql-text.ts";
import { type ColumnProfile, valuesSql } from "./column-profile.ts";
import type { MonitorSettings } from "./monitor-settings.ts";
import { monitored } from "./monitored.ts";

type Distribution = NonNullable<MonitorSettings["distribution"]>;

/** A difference from the previous build: in words, and the rows that show it. */
interface Change {
  readonly says: string;
  readonly sql: string;
}

/** New values of columns and increases in their share of empty rows, one result per model that existed before. */
export function checkDistributions(
  now: readonly ColumnProfile[],
  before: readonly ColumnProfile[],
  settings: Distribution,
): readonly CheckResult[] {
  const watched = now.filter(({ column }) => !settings.ignore.includes(column));
  return [...Map.groupBy(watched, ({ model }) => model)].flatMap(([model, columns]) => {
    const pairs = columns.flatMap((column) => {
      const old = before.find((one) => one.model === model && one.column === column.column);
      return old === undefined || old.rows === 0 ? [] : [{ column, old }];
    });
    if (pairs.length === 0) return [];
    const changes = pairs.flatMap(({ column, old }) => [
      ...newValues(column, old, settings.newValues),
      ...emptied(column, old, settings.emptyRise),
    ]);
    const unchanged = `${pairs.length} columns have the values of the build before`;
    return [
      monitored({
        name: `distribution_${model}`,
        model,
        failures: changes.length,
        message: changes.length === 0 ? unchanged : changes.map(({ says }) => says).join("; "),
        sql: changes[0]?.sql ?? `select * from silver.${model} where false`,
      }),
    ];
  });
}

const maxNamed = 3;

function newValues({ model, column, values }: ColumnProfile, old: ColumnProfile, allowed: number): readonly Change[] {
  if (values === undefined || old.values === undefined) return [];
  const known = old.values;
  const found = [...values].filter(([value]) => !known.has(value));
  if (found.length <= allowed) return [];
  const named = found.slice(0, maxNamed).map(([value, rows]) => `${value} (${rowsText(rows)})`);
  const more = found.length > maxNamed ? ` and ${found.length - maxNamed} more` : "";
  const says = `${column} has ${found.length === 1 ? "a new value" : `${found.length} new values`}: ${named.join(", ")}${more}`;
  return [{ says, sql: valuesSql(model, column) }];
}

function emptied({ model, column, rows, empty }: ColumnProfile, old: ColumnProfile, most: number): readonly Change[] {
  const [share, before] = [rows === 0 ? 0 : empty / rows, old.empty / old.rows];
  if (share - before <= most) return [];
  const [now, then] = [share, before].map((one) => formatNumber(one, "percent"));
  const says = `${column} is empty in ${now} of the rows, ${then} before`;
  return [{ says, sql: `select * from silver.${model} where nullif(${quoteName(column)}, '') is null` }];
}

function rowsText(rows: number): string {
  return `${counted(rows)} ${rows === 1 ? "row" : "rows"}`;
}
