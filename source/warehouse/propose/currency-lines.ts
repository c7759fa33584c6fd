import { quoteText } from "../sql-text.ts";
import type { Base } from "./amount-bases.ts";
import type { Asked } from "./asked.ts";
import type { ColumnFacts } from "./column-facts.ts";
import { currencyCode, currencyOf, escapedMark } from "./currency-marks.ts";
import { isCurrencyName } from "./names.ts";
import type { Writer } from "./revenue-expression.ts";
import type { SampledFile } from "./sampled-file.ts";
import { sqlName } from "./sql-name.ts";

/** The lines in one currency. */
export interface CurrencyLines {
  readonly code: string;
  /** SQL condition for them. */
  readonly condition: string;
}

/** The column with each record's currency: named as one, or with nothing but several known currencies in it. */
export function currencyColumn({ columns }: Pick<SampledFile, "columns">): ColumnFacts | undefined {
  const worded = columns.filter(({ filled, words }) => filled > 0 && words.length > 0);
  return (
    worded.find(({ name }) => isCurrencyName(name)) ??
    worded.find(({ words }) => words.length > 1 && words.every((word) => currencyOf(word) !== undefined))
  );
}

/** The lines in each currency, the most frequent first: by the column of currencies, otherwise by the marks of the amounts. */
export async function linesByCurrency(asked: Asked, writer: Writer, base: Base): Promise<readonly CurrencyLines[]> {
  const facts = currencyColumn(writer.file);
  return facts === undefined ? linesByMark(asked, writer, base) : linesByColumn(facts, writer.reserved);
}

function linesByColumn({ name, words }: ColumnFacts, reserved: ReadonlySet<string>): readonly CurrencyLines[] {
  const own = `upper(trim(${sqlName(name, reserved)}))`;
  const written = words.map((word) => word.trim().toUpperCase());
  const byCode = Map.groupBy(written, (word) => currencyOf(word) ?? word);
  return [...byCode]
    .filter(([code]) => /^[A-Z]{3}$/.test(code))
    .map(([code, [first = code, ...more]]) => {
      const list = [...new Set([first, ...more])].map(quoteText);
      return { code, condition: list.length === 1 ? `${own} = ${list[0]}` : `${own} in (${list.join(", ")})` };
    });
}

/** `€ 12.50` and `$14.00`; none if all amounts have the same mark. */
async function linesByMark(
  asked: Asked,
  { file, reserved }: Writer,
  { column }: Base,
): Promise<readonly CurrencyLines[]> {
  const symbols = file.columns.find(({ name }) => name === column)?.symbols ?? [];
  const isCode = (text: string) => /^[A-Z]{3}$/.test(currencyCode(text));
  if (new Set(symbols.filter(isCode).map(currencyCode)).size < 2) return [];
  const pattern = symbols
    .toSorted((a, b) => b.length - a.length)
    .map(escapedMark)
    .join("|");
  const mark = `regexp_extract(${sqlName(column, reserved)}, ${quoteText(`(${pattern})`)}, 1)`;
  const rows = await asked.rows(
    `select mark, count(*) as times from (select ${mark} as mark from ${file.table}) where mark <> '' group by 1 order by 2 desc, 1`,
  );
  const byCode = Map.groupBy(rows.map(([found]) => String(found)).filter(isCode), currencyCode);
  return [...byCode].map(([code, marks]) => ({ code, condition: `${mark} in (${marks.map(quoteText).join(", ")})` }));
}
