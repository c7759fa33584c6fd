import type { Database } from "../database/database.ts";
import { quoteName, quoteText } from "../database/sql-text.ts";

/** Arabic, Persian, full-width, Devanagari and Thai digits, with the marks that are written between them; then what is dropped. */
const others = "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹０１２３４５６７８９०१२३४५६७८९๐๑๒๓๔๕๖๗๘๙٫٬٪．，－／：\u200e\u200f\u061c";
const plain = `${"0123456789".repeat(5)}.,%.,-/:`;
const digits = others.slice(0, 50);

/** A number or a date, whatever its digits: a text before it, such as a currency, only if it has decimals; `Tea ٣` is a name. */
const between = "[\\p{Nd}.,٫٬٪．，－／：/:\\s\\x{200e}\\x{200f}'’-]*";
const valueForm = `([^\\p{Nd}\\p{L}]*\\p{Nd}${between}|[^\\p{Nd}]{0,12}\\p{Nd}${between}[.,٫．，]\\p{Nd}+)[^\\p{Nd}]{0,12}`;

const byDigit = new Map([...others].map((digit, at) => [digit, plain[at] ?? ""]));

/** A text with its digits as 0 to 9. */
export function withPlainDigits(text: string): string {
  if (!/[\u0660-\uffff]/.test(text)) return text;
  return [...text].map((letter) => byDigit.get(letter) ?? letter).join("");
}

/**
 * In a table of texts, writes the numbers and dates of these columns with digits from 0 to 9, if they have those of another
 * script; texts and names stay as they are.
 */
export async function writePlainDigits(
  database: Pick<Database, "query">,
  table: string,
  columns: readonly string[],
): Promise<void> {
  const found: string[] = [];
  for (const name of columns) {
    const value = quoteName(name);
    const { rows } = await database.query(
      `select count(*), count(*) filter (where regexp_full_match(${value}, ${quoteText(valueForm)}))
       from ${table} where regexp_matches(${value}, ${quoteText(`[${digits}]`)})`,
    );
    const [some = 0, values = 0] = (rows[0] ?? []).map(Number);
    if (some > 0 && values >= 0.5 * some) found.push(name);
  }
  if (found.length === 0) return;
  const list = found.map((name) => {
    const value = quoteName(name);
    return `translate(${value}, ${quoteText(others)}, ${quoteText(plain)}) as ${value}`;
  });
  await database.query(`create or replace table ${table} as select * replace (${list.join(", ")}) from ${table}`);
}
