import type { Database } from "../database/database.ts";
import { quoteName, quoteText } from "../database/sql-text.ts";
import type { ColumnFacts } from "./column-facts.ts";
import { currencyPattern } from "./currency-marks.ts";
import { moneyKind } from "./money-names.ts";
import { numberShare } from "./number-style.ts";

/** A number between texts: the text before it, its sign, digits with separators, a sign after it, the text after it. */
const between = "^([^-+(−–0-9.,]*)[-+(−–]*([0-9][0-9.,'’ \\x{00A0}\\x{202F}]*|[.,][0-9]+)[-)−]*([^0-9]*)$";
const known = new RegExp(`${currencyPattern}|[%\\s\\u00a0\\u202f'’]|(CR|DR)\\.?$`, "gi");
const most = 3;
const longest = 12;

/**
 * Unknown texts that stand before or after nearly all amounts of a column named as money: `incl` of `12.50 incl`, the rest of a
 * wrongly decoded sign in `12,50 Â€`. None for any other column; a text before whole numbers may also be a name, as in `tier 2`.
 */
export async function affixesOf(
  database: Pick<Database, "query">,
  table: string,
  facts: ColumnFacts,
): Promise<readonly string[]> {
  const kind = moneyKind(facts.name);
  if (facts.filled === 0 || numberShare(facts) > 0.98 || kind === undefined || kind === "aside") return [];
  const value = `trim(${quoteName(facts.name)})`;
  const part = (number: number) => `regexp_extract(${value}, ${quoteText(between)}, ${number})`;
  const { rows } = await database.query(
    `select ${part(1)} as before, ${part(3)} as after, count(*) as times, count(*) filter (where regexp_matches(${value}, '[.,]\\d{1,2}(\\D|$)')) as decimals
     from ${table} where regexp_matches(${value}, ${quoteText(between)}) group by 1, 2 order by times desc limit 12`,
  );
  const around = rows.map(([before, after, times, decimals]) => ({
    texts: [before, after].map(unknownIn).filter((text) => text !== ""),
    ...{ times: Number(times), decimals: Number(decimals) },
  }));
  const unknown = [...new Set(around.flatMap(({ texts }) => texts))];
  const read = around.reduce((sum, { times }) => sum + times, 0);
  const isMark = (text: string) => !/\p{L}/u.test(text) || isCurrency(text);
  // `Page 2` below amounts is no amount.
  const areAmounts = around.every(({ texts, times, decimals }) => decimals >= 0.5 * times || texts.every(isMark));
  const isLong = unknown.some((text) => text.length > longest);
  if (unknown.length > most || isLong || read < 0.9 * facts.filled || !areAmounts) return [];
  return unknown.toSorted((a, b) => b.length - a.length);
}

function unknownIn(text: unknown): string {
  return String(text).replaceAll(known, "").trim();
}

function isCurrency(text: string): boolean {
  return Intl.supportedValuesOf("currency").includes(text);
}
