import { quoteText } from "../database/sql-text.ts";
import type { Base } from "./amount-bases.ts";
import type { Asked } from "./asked.ts";
import type { ColumnFacts } from "./column-facts.ts";
import { currencyCode, currencyOf, escapedMark } from "./currency-marks.ts";
import { isCurrencyName } from "./names.ts";
import { baseExpression, type Writer } from "./revenue-expression.ts";
import type { SampledFile } from "./sampled-file.ts";
import { sqlName } from "./sql-name.ts";

/** The lines in one currency. */
export interface CurrencyLines {
  readonly code: string;
  /** SQL condition for them. */
  readonly condition: string;
  /** The condition without lines that name no currency, if such lines count as these. */
  readonly named?: string;
}

/** The column with each record's currency: named as one, or with nothing but several known currencies in it. */
export function currencyColumn({ columns }: Pick<SampledFile, "columns">): ColumnFacts | undefined {
  const worded = columns.filter(({ filled, words }) => filled > 0 && words.length > 0);
  return (
    worded.find(({ name }) => isCurrencyName(name)) ??
    worded.find(({ words }) => words.length > 1 && words.every((word) => currencyOf(word) !== undefined))
  );
}

/**
 * The lines in each currency, the most frequent first: by the column of currencies, otherwise by the marks of the amounts. Lines
 * with an amount that name none count as the first.
 */
export async function linesByCurrency(asked: Asked, writer: Writer, base: Base): Promise<readonly CurrencyLines[]> {
  const facts = currencyColumn(writer.file);
  if (facts === undefined) return linesByMark(asked, writer, base);
  return linesByColumn(facts, writer.reserved, await hasAmountsOfNone(asked, writer, base, facts));
}

/** Whether lines with an amount have an empty currency. */
async function hasAmountsOfNone(asked: Asked, writer: Writer, base: Base, { name, filled }: ColumnFacts) {
  const { file, reserved } = writer;
  if (filled >= file.records) return false;
  const amount = `coalesce(${baseExpression(writer, base)}, 0)`;
  const [lines = 0] = await asked.numbers(
    `select count(*) from (select ${amount} as amount, coalesce(trim(${sqlName(name, reserved)}), '') as code from ${file.table}) where code = '' and amount <> 0`,
  );
  return lines > 0;
}

function linesByColumn(
  { name, words }: ColumnFacts,
  reserved: ReadonlySet<string>,
  hasEmpty: boolean,
): readonly CurrencyLines[] {
  const own = `upper(trim(${sqlName(name, reserved)}))`;
  const written = words.map((word) => word.trim().toUpperCase());
  const byCode = Map.groupBy(written, (word) => currencyOf(word) ?? word);
  return [...byCode]
    .filter(([code]) => /^[A-Z]{3}$/.test(code))
    .map(([code, [first = code, ...more]], at) => {
      const list = [...new Set([first, ...more])].map(quoteText);
      const among = list.length === 1 ? `= ${list[0]}` : `in (${list.join(", ")})`;
      const named = `${own} ${among}`;
      if (at > 0 || !hasEmpty) return { code, condition: named };
      return { code, condition: `coalesce(nullif(${own}, ''), ${quoteText(first)}) ${among}`, named };
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
  const own = sqlName(column, reserved);
  const mark = `regexp_extract(${own}, ${quoteText(`(${pattern})`)}, 1)`;
  const rows = await asked.rows(
    `select mark, count(*) as times from (select ${mark} as mark from ${file.table} where regexp_matches(${own}, '[1-9]')) where mark is not null group by 1 order by 2 desc, 1`,
  );
  const found = rows.map(([text]) => String(text));
  const byCode = Map.groupBy(found.filter(isCode), currencyCode);
  return [...byCode].map(([code, marks], at) => {
    const among = (list: readonly string[]) => `${mark} in (${list.map(quoteText).join(", ")})`;
    const named = among(marks);
    return at > 0 || !found.includes("")
      ? { code, condition: named }
      : { code, condition: among([...marks, ""]), named };
  });
}
