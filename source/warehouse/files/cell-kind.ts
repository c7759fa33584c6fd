import { withPlainDigits } from "./plain-digits.ts";

/** The kind of a cell's text, as far as it helps to distinguish a header from data. */
export type CellKind = "blank" | "number" | "date" | "email" | "text";

const currency =
  "(?:[A-Z]{0,3}[$€£¥₹₽₩₺]|[A-Z]{3}|R\\$|R(?=\\s)|Rp\\.?|Rs\\.?|kr\\.?|Fr\\.?|zł|Kč|RM|S/\\.?|KSh|руб\\.?|грн\\.?|лв\\.?|lei|FCFA)";
const digits = "\\d[\\d.,'’\\u00a0\\u202f ]*";
const numberForm = new RegExp(
  `^[-+−–(]*\\s*${currency}?\\s*[-+−–(]*${digits}\\s*\\)?[-−–]*\\s*%?\\s*(?:${currency}|CR|DR|[HS])?\\)?$`,
  "i",
);
const dateForm =
  /^(\d{4}[-/.]\s?\d{1,2}[-/.]\s?\d{1,2}|\d{1,2}[-/.]\s?\d{1,2}[-/.]\s?(\d{4}|\d{2})|\d{1,2}[ -][A-Za-z]{3,9}\.?[ -]\d{2,4}|[A-Za-z]{3,9}\.? \d{1,2},? \d{4})\b/;

export function cellKind(cell: string): CellKind {
  const text = withPlainDigits(cell.trim());
  if (text === "") return "blank";
  if (dateForm.test(text)) return "date";
  if (text.length < 40 && numberForm.test(text)) return "number";
  return /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(text) ? "email" : "text";
}

/** Cells that are not blank. */
export function filledIn(cells: readonly string[]): number {
  return cells.reduce((count, cell) => (cell.trim() === "" ? count : count + 1), 0);
}

/**
 * An amount in ten-thousandths, read with a decimal point and with a decimal comma; if only one of them fits, both are that.
 * Undefined for a text that is not a number.
 */
export function amountOf(cell: string): readonly [point: number, comma: number] | undefined {
  const first = cell.charCodeAt(0);
  // Most cells are texts, which a first letter that starts no currency is enough to show.
  if (cell === "" || (first > 96 && first < 123 && !/^kr/.test(cell))) return undefined;
  const text = cell.trim();
  if (text.length > 40 || !numberForm.test(text)) return undefined;
  const isNegative = /[-−(]|CR$/i.test(text);
  const bare = text.replace(/[^\d.,]/g, "").replace(/[.,]$/, "");
  const point = /^(\d+(,\d{2,3})*)(\.\d+)?$/.test(bare) ? Number(bare.replaceAll(",", "")) : undefined;
  const comma = /^(\d+(\.\d{3})*)(,\d+)?$/.test(bare) ? Number(bare.replaceAll(".", "").replace(",", ".")) : undefined;
  const known = point ?? comma;
  if (known === undefined) return undefined;
  const scaled = (value: number) => Math.round(value * 10_000) * (isNegative ? -1 : 1);
  return [scaled(point ?? known), scaled(comma ?? known)];
}
