import { type BusinessWords, type Noun, plainWords } from "../domain/business-words.ts";
import type { Catalog, Dimension } from "../domain/catalog.ts";
import { usualCurrency } from "../domain/currency.ts";
import type { DataSet } from "../domain/data-set.ts";
import type { OwnCarrier, OwnDimension } from "../domain/own-dimension.ts";
import { addDays } from "../domain/period.ts";
import { conversionOf, conversionSql } from "./conversions.ts";
import { ownerTables } from "./owner-tables.ts";
import { type Cell, type Run, selectFrom } from "./statement.ts";

const runSql = `select source, data_end, ended_at, currency from meta.runs order by ended_at desc limit 1`;
const varsSql = "select vars from meta.runs order by ended_at desc limit 1";
const firstDaySql = "select min(transaction_date) from silver.fct_transactions";
const capabilitySql = "select name, available, why from meta.capabilities order by name";
const assumptionSql = "select line from meta.assumptions order by rowid";
const calendarSql = "select start_month, named_by, week_start from meta.calendar";
const wordSql = "select name, one, many from meta.words";
const inputSql = "select source_table, file, sha256, rows from meta.source_files order by source_table, file";

/** The warehouse's description of its data; a demo set is named as such, other data after the last part of its path. */
export async function readDataSet(run: Run, isSynthetic: boolean): Promise<DataSet> {
  const ask = (sql: string) => run({ sql, params: [] });
  const [[last = []], [[first = null] = []], capabilities, inputs, assumptions, [calendar], words, converted] =
    await Promise.all([
      ask(runSql),
      ask(firstDaySql),
      ask(capabilitySql),
      ask(inputSql),
      ask(assumptionSql),
      ask(calendarSql),
      ask(wordSql),
      ask(conversionSql),
    ]);
  const [source, dataEnd, endedAt, currency] = last.map((cell) => String(cell ?? ""));
  const end = (dataEnd ?? "").slice(0, 10);
  return {
    name: isSynthetic ? "demo" : (/([^/\\]*)[/\\]*$/.exec(source ?? "")?.[1] ?? ""),
    isSynthetic,
    from: String(first ?? end),
    to: addDays(end, -1),
    end,
    builtAt: `${(endedAt ?? "").replace(" ", "T").slice(0, 19)}Z`,
    fiscal: fiscalOf(calendar),
    weekStart: typeof calendar?.[2] === "number" ? calendar[2] : undefined,
    words: wordsOf(words),
    currency: currency || usualCurrency,
    capabilities: capabilities.map(([name, available, why]) => ({
      name: String(name),
      available: available === true,
      why: String(why ?? ""),
    })),
    assumptions: assumptions.map(([line]) => String(line)),
    conversions: converted.map((row) => conversionOf(row, currency || usualCurrency)),
    inputs: inputs.map(([table, file, sha256, rows]) => ({
      table: String(table),
      file: String(file),
      sha256: String(sha256),
      rows: Number(rows),
    })),
  };
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

const ownSql = `select name, label, carrier, type, case when split_values = 0 then parent end, is_who, is_in_cube, difference
  from meta.own_dimensions order by rowid`;

/** The dimensions added by the source's mapping; a parent is left out if the data show that it is not one. */
export async function readOwnDimensions(run: Run): Promise<readonly OwnDimension[]> {
  const rows = await run({ sql: ownSql, params: [] });
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
export async function readDiscountPrograms(run: Run): Promise<readonly string[]> {
  const [[vars = "{}"] = []] = await run({ sql: varsSql, params: [] });
  const parsed: unknown = JSON.parse(String(vars ?? "{}"));
  if (typeof parsed !== "object" || parsed === null || !("discount_programs" in parsed)) return [];
  return Array.isArray(parsed.discount_programs) ? parsed.discount_programs.map(String) : [];
}

/** The part of the catalog that this data can answer: the measures it supports, and dimensions with at least one value. */
export async function availableCatalog(catalog: Catalog, { capabilities }: DataSet, run: Run): Promise<Catalog> {
  const missing = new Set(
    capabilities.filter((capability) => !capability.available).map((capability) => capability.name),
  );
  const measures = catalog.measures.filter((measure) => !measure.needs || !missing.has(measure.needs));
  const filled = await filledDimensions(catalog, run);
  return { ...catalog, measures, dimensions: catalog.dimensions.filter((dimension) => filled.has(dimension.name)) };
}

type Owner = keyof typeof ownerTables;

async function filledDimensions(catalog: Catalog, run: Run): Promise<ReadonlySet<string>> {
  const owners = Object.keys(ownerTables) as Owner[];
  const filled = await Promise.all(owners.map((owner) => filledOf(owner, catalog, run)));
  return new Set(filled.flat());
}

/** Most dimensions have a value in the first rows; the whole table is read only for the others. */
async function filledOf(owner: Owner, { dimensions }: Catalog, run: Run): Promise<readonly string[]> {
  const own = dimensions.filter((dimension) => dimension.of === owner);
  const soon = await withValues(own, `(select * from ${ownerTables[owner]} limit ${firstRows})`, run);
  const late = own.filter((dimension) => !soon.includes(dimension.name));
  return late.length === 0 ? soon : [...soon, ...(await withValues(late, ownerTables[owner], run))];
}

/** As many as DuckDB reads at once. */
const firstRows = 2048;

async function withValues(dimensions: readonly Dimension[], from: string, run: Run): Promise<readonly string[]> {
  const columns = dimensions.map(
    (dimension) => `count(*) filter (where ${hasValue(dimension)}) > 0 as ${dimension.name}`,
  );
  const [row] = await run({ sql: selectFrom(columns, [`from ${from}`]), params: [] });
  return dimensions.filter((_, index) => isTrue(row?.[index])).map(({ name }) => name);
}

/** A dimension that is "unknown", "none", "never" or 0 in every row has no data; for tenure, 0 is the first step. */
function hasValue({ expression, name, isOwn }: Dimension): string {
  if (isOwn) return `${expression} is not null`;
  const nothing = ["unknown", "none", "never", ...(name.startsWith("tenure_") ? [] : ["0"])];
  return `coalesce(cast(${expression} as varchar), 'unknown') not in (${nothing.map(quoted).join(", ")})`;
}

function quoted(text: string): string {
  return `'${text}'`;
}

function isTrue(cell: Cell | undefined): boolean {
  return cell === true;
}
