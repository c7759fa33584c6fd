import type { Database } from "../database/database.ts";
import { quoteName } from "../database/sql-text.ts";
import { amountOf } from "./cell-kind.ts";
import {
  around,
  isOfPieces,
  type PeriodColumn,
  type PeriodMeasure,
  periodMeasure,
  saysPieces,
} from "./period-measure.ts";
import type { Grain } from "./period-names.ts";
import { isTotalWord } from "./total-words.ts";

/** Periods side by side as columns, each of which becomes a row: the columns, and what date and amount of a row are called. */
export interface PeriodColumns {
  readonly columns: readonly string[];
  readonly date: string;
  readonly amount: string;
}

/** Such columns as found in a table, with those that repeat their sums or hold other numbers, which are left out. */
export interface FoundPeriods extends PeriodColumns {
  readonly sums: readonly string[];
  readonly others: readonly string[];
  /** The year of periods that name none. */
  readonly year: string | undefined;
}

/** What is known of a file besides its table: its name, and the years in the lines before its header. */
export interface FileWords {
  readonly file: string;
  readonly years: readonly string[];
}

/** A column's amounts with a decimal point and with a decimal comma; undefined for blank cells, null for texts. */
type Amounts = readonly (readonly [number, number] | null | undefined)[];

/** Rows that the arithmetic looks at, and columns that it adds up in parts. */
const sampledRows = 1000;
const mostInParts = 60;
const mostAmiss = 0.05;
const grains: readonly Grain[] = ["day", "week", "month", "quarter", "year"];
const price = /price|preis|prix|precio|preço|prezzo|prijs/i;
const keyName =
  /(^|[^\p{L}])(id|no|nr|number|nummer|code|key|zip|postal|plz|account|customer|kunde|client|sku|ean)([^\p{L}]|$)/iu;

/** The year of periods that name none: that in the file's name, otherwise that in its title. */
export function yearOf({ file, years }: FileWords): string | undefined {
  const named = new Set(file.match(/(?<!\d)(19|20)\d{2}(?!\d)/g) ?? []);
  const [year, ...others] = named.size > 0 ? named : years;
  return others.length > 0 ? undefined : year;
}

/**
 * The columns of a table that are periods, such as the months of a pivot table; undefined if it has none, or if it is not sure
 * what they hold: their year, which of several measures is sales, totals that they do not add up to.
 */
export async function findPeriods(
  database: Pick<Database, "query">,
  table: string,
  columns: readonly string[],
  words: FileWords,
): Promise<FoundPeriods | undefined> {
  const measure = periodMeasure(columns);
  const year = yearOf(words);
  const isDated = measure?.columns.every(({ period }) => period.until !== undefined) ?? false;
  if (measure === undefined || (!isDated && year === undefined)) return undefined;
  const amounts = await amountsOf(database, table, columns);
  const found = takenApart(measure, columns, amounts, words.file);
  return found && { ...found, year: isDated ? undefined : year };
}

/** What became of the columns, in whole sentences. */
export function periodNotes(periods: FoundPeriods | undefined): readonly string[] {
  if (periods === undefined) return [];
  const { columns, sums, others } = periods;
  return [
    `Its periods are columns (${columns[0] ?? ""} to ${columns.at(-1) ?? ""}): each amount other than 0 is a row, dated on the period's first day.`,
    ...(sums.length > 0 ? [`Left out as sums of periods: ${sums.join(", ")}.`] : []),
    ...(others.length > 0 ? [`Left out beside the periods: ${others.join(", ")}.`] : []),
  ];
}

function takenApart(
  measure: PeriodMeasure,
  columns: readonly string[],
  amounts: ReadonlyMap<string, Amounts>,
  file: string,
): Omit<FoundPeriods, "year"> | undefined {
  const of = (name: string) => amounts.get(name) ?? [];
  if (!measure.columns.every(({ name }) => areAmounts(of(name)))) return undefined;
  const parts = finest(measure.columns, of);
  if (parts === undefined) return undefined;
  const beside = new Set([...measure.columns.map(({ name }) => name), ...measure.others]);
  const numeric = columns.filter(
    (name) => !beside.has(name) && areAmounts(of(name)) && of(name).some(Boolean) && !keyName.test(name),
  );
  const sums = numeric.filter((name) => isSum(of(name), parts.map(of)));
  if (numeric.some((name) => isTotalWord(name) && !sums.includes(name))) return undefined;
  const prices = numeric.filter((name) => price.test(name) && !sums.includes(name));
  const [first] = measure.columns;
  const arePieces =
    isOfPieces(file) ||
    (first !== undefined && saysPieces(around(first))) ||
    (prices.length > 0 && parts.every((name) => areWhole(of(name))));
  const others = numeric.filter((name) => !sums.includes(name) && !(arePieces && prices.includes(name)));
  const taken = columns.filter((name) => !parts.includes(name));
  return {
    columns: parts,
    date: freeName("date", taken),
    amount: freeName(arePieces ? "quantity" : "amount", taken),
    sums: [...measure.columns.map(({ name }) => name).filter((name) => !parts.includes(name)), ...sums],
    others: [...measure.others, ...others],
  };
}

/** The periods without those that repeat the sum of shorter ones; undefined if one contains shorter ones of another sum. */
function finest(columns: readonly PeriodColumn[], of: (name: string) => Amounts): readonly string[] | undefined {
  const kept: PeriodColumn[] = [];
  const sorted = columns.toSorted((a, b) => grains.indexOf(a.period.grain) - grains.indexOf(b.period.grain));
  for (const column of sorted) {
    const within = kept.filter((each) => each.period.grain !== column.period.grain && contains(column, each));
    if (within.length === 0) kept.push(column);
    else if (
      !isSum(
        of(column.name),
        within.map(({ name }) => of(name)),
      )
    )
      return undefined;
  }
  return columns.filter((column) => kept.includes(column)).map(({ name }) => name);
}

function contains({ period: outer }: PeriodColumn, { period: inner }: PeriodColumn): boolean {
  if (outer.until !== undefined) return inner.from >= outer.from && inner.from < outer.until;
  const [start = 0, own = 0] = [outer.from, inner.from].map((day) => Number(day.slice(0, 2)));
  return outer.grain === "quarter" && own >= start && own < start + 3;
}

/** Whether a column has the sums of these, or of some that follow each other, as a year to date has. */
function isSum(total: Amounts, parts: readonly Amounts[]): boolean {
  const rows = total.flatMap((value, row) => (value ? [{ value, row }] : []));
  if (rows.every(({ value }) => value[0] === 0)) return false;
  const running = parts.length > mostInParts ? [] : parts.map((_, at) => at);
  const fits = (from: number, until: number) =>
    rows.filter(({ value, row }) => {
      const sum = [0, 0];
      for (const part of parts.slice(from, until))
        for (const style of [0, 1] as const) sum[style] = (sum[style] ?? 0) + (part[row]?.[style] ?? 0);
      return ([0, 1] as const).some((style) => Math.abs((sum[style] ?? 0) - value[style]) <= 100 * parts.length);
    }).length >=
    (1 - mostAmiss) * rows.length;
  return (
    fits(0, parts.length) || running.some((from) => running.some((until) => until > from + 1 && fits(from, until + 1)))
  );
}

function areAmounts(amounts: Amounts): boolean {
  const filled = amounts.filter((value) => value !== undefined);
  return filled.filter((value) => value === null).length <= mostAmiss * filled.length;
}

function areWhole(amounts: Amounts): boolean {
  return amounts.every((value) => !value || (value[0] % 10_000 === 0 && value[1] % 10_000 === 0));
}

function freeName(name: string, taken: readonly string[]): string {
  const isTaken = taken.some((each) => each.toLowerCase() === name);
  return isTaken ? freeName(`period_${name}`, taken) : name;
}

async function amountsOf(database: Pick<Database, "query">, table: string, columns: readonly string[]) {
  const { rows } = await database.query(
    `select ${columns.map(quoteName).join(", ")} from ${table} order by _record limit ${sampledRows}`,
  );
  return new Map(columns.map((name, at): [string, Amounts] => [name, rows.map((row) => amountIn(row[at]))]));
}

function amountIn(cell: unknown): Amounts[number] {
  const text = String(cell ?? "").trim();
  if (/^[^\p{L}\d]*$/u.test(text)) return undefined;
  // `Mug 12` is no amount, and `EUR 12.00` is one.
  if (/^\p{L}\p{Ll}/u.test(text) && !/[.,]\d{2}\D*$/.test(text)) return null;
  const amount = amountOf(text);
  return amount === undefined ? null : [amount[0], amount[1]];
}
