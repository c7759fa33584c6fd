import { cellKind } from "./cell-kind.ts";
import { columnStarts } from "./fixed-width.ts";
import { type Dialect, RecordSplitter, type TextRecord } from "./split-records.ts";

const delimiters = [",", ";", "\t", "|"] as const;
const enough = 500;
/** Score above which the values of a text are clearly separated. */
const clear = 0.8;

/** The first records of a text as a dialect splits them; the last one, which may be cut, only if the text is complete. */
export function firstRecords(text: string, dialect: Dialect, isWhole: boolean, limit = enough): readonly TextRecord[] {
  const splitter = new RecordSplitter(dialect);
  const records: TextRecord[] = [];
  for (const record of splitter.push(text)) {
    records.push(record);
    if (records.length === limit) return records;
  }
  return isWhole ? [...records, ...splitter.end()] : records;
}

/**
 * How a text's values are separated: by the separator that gives the same number of values on most lines, including the header,
 * and leaves no other separator within the values. After M. van den Burg et al., "Wrangling messy CSV files by detecting row
 * and type patterns" (2019): consistency of rows times plausibility of cells.
 */
export function findDialect(text: string, isWhole: boolean, given?: string): Dialect {
  const quote = quoteOf(text);
  const isEscaped = quote === '"' && /[^\\]\\"/.test(text.slice(0, 100_000));
  // A backslash before a quote escapes it, or ends a value such as a folder's name.
  const escapes = isEscaped ? [quote, "\\"] : [quote];
  const scored = (given === undefined ? delimiters : [given]).map((delimiter) => {
    const dialects = escapes.map((escapedBy) => ({ delimiter, quote, escapedBy }));
    const each = dialects.map((dialect) => ({ dialect, ...scoreOf(text, dialect, isWhole) }));
    return each.reduce((one, other) => (other.score > one.score ? other : one));
  });
  const best = Math.max(...scored.map(({ score }) => score));
  const starts = given === undefined && best < clear ? columnStarts(text.split(/\r\n|\n|\r/, enough)) : undefined;
  if (starts !== undefined) return { delimiter: " ", quote: "", escapedBy: "", starts };
  const [first] = scored.filter(({ score }) => score >= best * 0.9).sort((a, b) => b.width - a.width);
  return first?.dialect ?? { delimiter: given ?? ",", quote: '"', escapedBy: '"' };
}

/** Single quotes around values, if there are no double ones. */
function quoteOf(text: string): string {
  const head = text.slice(0, 20_000);
  const single = head.match(/(^|[,;\t|\n])'[^'\n]*'(?=[,;\t|\r\n])/g)?.length ?? 0;
  return !head.includes('"') && single > 3 ? "'" : '"';
}

function scoreOf(text: string, dialect: Dialect, isWhole: boolean): { readonly score: number; readonly width: number } {
  const records = firstRecords(text, dialect, isWhole).filter(({ cells }) => cells.length > 1 || cells[0] !== "");
  const width = commonWidth(records);
  if (width < 2) return { score: 0, width };
  const from = records.findIndex(({ cells }) => cells.length === width);
  const body = records.slice(from);
  const full = body.filter(({ cells }) => cells.length === width);
  const cells = full.slice(0, 100).flatMap(({ cells }) => cells);
  const torn = cells.filter((cell) => isTorn(cell, dialect)).length;
  const damaged = records.filter(({ isDamaged }) => isDamaged === true).length;
  const sound = 1 - damaged / records.length;
  return {
    score: (full.length / body.length) * (full.length / records.length) * (1 - torn / cells.length) * sound,
    width,
  };
}

/** A text that another separator would split: `5001,C7,web` is not a value, `12,50` and `Jan 5, 2024` are. */
function isTorn(cell: string, { delimiter }: Dialect): boolean {
  const hasOther = delimiters.some((each) => each !== delimiter && cell.includes(each));
  return (hasOther || /\S {2,}\S/.test(cell)) && cellKind(cell) === "text";
}

/** The most common number of values per record, among records with more than one. */
export function commonWidth(records: readonly TextRecord[]): number {
  const counts = new Map<number, number>();
  for (const { cells } of records) if (cells.length > 1) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  const [most] = [...counts].sort(([wide, many], [other, few]) => few - many || other - wide);
  return most?.[0] ?? 1;
}
