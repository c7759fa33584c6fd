import { type BusinessWords, type Noun, plainWords } from "../domain/business-words.ts";
import { usualCurrency } from "../domain/currency.ts";
import type { DataSet } from "../domain/data-set.ts";
import type { OwnCarrier, OwnDimension } from "../domain/own-dimension.ts";
import type { OwnMeasure } from "../domain/own-measure.ts";
import { addDays } from "../domain/period.ts";
import { conversionOf, conversionSql } from "./conversions.ts";
import { readTogether } from "./read-together.ts";
import type { Cell, Run } from "./statement.ts";

/** What a source adds to the catalog. */
export interface OwnOfSource {
  readonly dimensions: readonly OwnDimension[];
  readonly measures: readonly OwnMeasure[];
  /** Discount programs besides welcome and prepaid that the facts have a column for. */
  readonly programs: readonly string[];
}

const statements = {
  run: "select source, data_end, ended_at, currency, vars from meta.runs order by ended_at desc limit 1",
  days: "select min(transaction_date) from silver.fct_transactions",
  capabilities: "select name, available, why from meta.capabilities order by name",
  assumptions: "select line from meta.assumptions order by rowid",
  calendar: "select start_month, named_by, week_start from meta.calendar",
  words: "select name, one, many from meta.words",
  inputs: "select source_table, file, sha256, rows from meta.source_files order by source_table, file",
  dimensions: `select name, label, carrier, type, case when split_values = 0 then parent end as parent, is_who, is_in_cube, difference
    from meta.own_dimensions order by rowid`,
  measures: "select definition from meta.own_measures order by rowid",
} as const;

/** What a warehouse says of itself: its data, and what they add to the catalog. */
export interface Described {
  readonly dataSet: DataSet;
  readonly own: OwnOfSource;
}

/** The warehouse's description of its data; a demo set is named as such, other data after the last part of its path. */
export async function readDescription(run: Run, isSynthetic: boolean): Promise<Described> {
  const [rowsOf, converted] = await Promise.all([
    readTogether(run, statements),
    run({ sql: conversionSql, params: [] }),
  ]);
  const [last = []] = rowsOf("run");
  const [[first = null] = []] = rowsOf("days");
  const [calendar] = rowsOf("calendar");
  const [source, dataEnd, endedAt, currency, vars] = last.map((cell) => String(cell ?? ""));
  const end = (dataEnd ?? "").slice(0, 10);
  const dataSet: DataSet = {
    name: isSynthetic ? "demo" : (/([^/\\]*)[/\\]*$/.exec(source ?? "")?.[1] ?? ""),
    isSynthetic,
    from: String(first ?? end),
    to: addDays(end, -1),
    end,
    builtAt: `${(endedAt ?? "").replace(" ", "T").slice(0, 19)}Z`,
    fiscal: fiscalOf(calendar),
    weekStart: typeof calendar?.[2] === "number" ? calendar[2] : undefined,
    words: wordsOf(rowsOf("words")),
    currency: currency || usualCurrency,
    capabilities: rowsOf("capabilities").map(([name, available, why]) => ({
      name: String(name),
      available: available === true,
      why: String(why ?? ""),
    })),
    assumptions: rowsOf("assumptions").map(([line]) => String(line)),
    conversions: converted.map((row) => conversionOf(row, currency || usualCurrency)),
    inputs: rowsOf("inputs").map(([table, file, sha256, rows]) => ({
      table: String(table),
      file: String(file),
      sha256: String(sha256),
      rows: Number(rows),
    })),
  };
  const measures = rowsOf("measures").map(([definition]) => JSON.parse(String(definition)) as OwnMeasure);
  return { dataSet, own: { dimensions: ownDimensions(rowsOf("dimensions")), measures, programs: programsOf(vars) } };
}

function fiscalOf(calendar: readonly Cell[] | undefined): DataSet["fiscal"] {
  if (typeof calendar?.[0] !== "number") return undefined;
  return { startMonth: calendar[0], namedBy: calendar[1] === "start" ? "start" : "end" };
}

function wordsOf(rows: readonly (readonly Cell[])[]): BusinessWords {
  const nounFor = (name: keyof BusinessWords): Noun => {
    const [, one, many] = rows.find((row) => row[0] === name) ?? [];
    return one === undefined ? plainWords[name] : { one: String(one), many: String(many) };
  };
  return { product: nounFor("product"), unit: nounFor("unit") };
}

/** The dimensions added by the source's mapping; a parent is left out if the data show that it is not one. */
function ownDimensions(rows: readonly (readonly Cell[])[]): readonly OwnDimension[] {
  return rows.map(([name, label, of, type, parent, isWho, isInCube, difference]) => ({
    name: String(name),
    label: String(label),
    of: of as OwnCarrier,
    type: type === "integer" ? "integer" : "text",
    parent: parent === null || parent === undefined ? undefined : String(parent),
    isWho: isWho === true,
    isInCube: isInCube === true,
    difference: Number(difference),
  }));
}

/** The discount programs besides welcome and prepaid that the facts have a column for, in column order. */
function programsOf(vars: string | undefined): readonly string[] {
  const parsed: unknown = JSON.parse(vars || "{}");
  if (typeof parsed !== "object" || parsed === null || !("discount_programs" in parsed)) return [];
  return Array.isArray(parsed.discount_programs) ? parsed.discount_programs.map(String) : [];
}
