import { type PeriodName, periodName } from "./period-names.ts";

/** A column that is a period of a measure. */
export type PeriodColumn = PeriodName & { readonly name: string };

/** The columns of one measure, and those of others beside it: `Units Jan 2024` beside `Revenue Jan 2024`. */
export interface PeriodMeasure {
  readonly columns: readonly PeriodColumn[];
  readonly others: readonly string[];
}

/** Words around periods whose amounts are no sales. */
const notSales =
  /budget|forecast|plan|target|goal|quota|prior|previous|last|variance|growth|change|margin|profit|cost|avg|average|mean|share|rank|balance|price|preis|prix|%|Δ/i;
const piecesInFile = /(^|[^\p{L}])(units?|qty|quantit\p{L}+|pieces?|pcs|st(ü|ue)ck)([^\p{L}]|$)/iu;
const pieces =
  /(^|[^\p{L}])(units?|qty|quantit\p{L}+|pieces?|pcs|st(ü|ue)ck|menge|count|orders?|hours?|volume)([^\p{L}]|$)/iu;

/** Whether words around periods say that they count pieces. */
export function saysPieces(words: string): boolean {
  return pieces.test(words.replaceAll("_", " "));
}

/** Whether a file's name does; that of orders may have their amounts. */
export function isOfPieces(file: string): boolean {
  return piecesInFile.test(file.replaceAll("_", " "));
}

/**
 * The columns that are periods of sales; undefined if a table has too few of them, or if it is not sure which measure is sales.
 */
export function periodMeasure(columns: readonly string[]): PeriodMeasure | undefined {
  const found = columns.flatMap((name): PeriodColumn[] => {
    const own = periodName(name);
    return own === undefined ? [] : [{ ...own, name }];
  });
  if (found.length < 2 || found.length < 0.4 * columns.length) return undefined;
  const groups = Map.groupBy(found, (each) => `${each.before}|${each.after}`.toLowerCase());
  const measures = [...groups.values()].filter((group) => isMeasure(group, columns.length - found.length));
  const sales = measures.filter(([first]) => first !== undefined && !notSales.test(around(first)));
  const counted = sales.filter(([first]) => first !== undefined && !saysPieces(around(first)));
  const [group, ...rest] = sales.length === 1 ? sales : counted;
  if (group === undefined || rest.length > 0) return undefined;
  return { columns: group, others: found.filter((each) => !group.includes(each)).map(({ name }) => name) };
}

/** The words of a column's name around its period. */
export function around({ before, after }: PeriodName): string {
  return `${before} ${after}`;
}

/** Several periods that are different, all with a year or all without. */
function isMeasure(group: readonly PeriodColumn[], besides: number): boolean {
  const starts = new Set(group.map(({ period: { grain, from } }) => `${grain} ${from}`));
  const dated = group.filter(({ period }) => period.until !== undefined).length;
  const isEnough = group.length > 2 || (group.length === 2 && besides <= 3);
  return isEnough && starts.size === group.length && (dated === 0 || dated === group.length) && !areDays(group);
}

/** `Jan-01` to `Jan-31`: days of one month rather than Januaries of many years. */
function areDays(group: readonly PeriodColumn[]): boolean {
  const months = new Set(group.map(({ period }) => period.from.slice(5, 7)));
  return months.size === 1 && group.length > 5 && group.every(({ name, period }) => isShort(name, period.from));
}

function isShort(name: string, from: string): boolean {
  return from.length > 5 && !name.includes(from.slice(0, 4));
}
