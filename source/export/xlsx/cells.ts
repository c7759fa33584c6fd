import { Amount } from "../../domain/amount.ts";
import { fileErrors } from "../../errors/file.ts";
import type { UserError } from "../../errors.ts";
import type { SheetColumn, SheetValue } from "../sheet.ts";
import { type Emphasis, isRich, type RichCell, type WorkbookValue } from "./rich-cell.ts";
import { type StyleName, styleMark } from "./styles.ts";

/** Excel keeps this many digits of a number, and this many characters in a cell. */
export const mostDigits = 15;
export const mostCharacters = 32_767;

/** A column whose texts may be many lines long. */
export interface WorkbookColumn extends SheetColumn {
  readonly isWrapped?: boolean;
  /** Its texts stay texts even if they look like days. */
  readonly isLiteral?: boolean;
  /** In characters; absent: as wide as its header and its first rows. */
  readonly width?: number;
}

/** The XML of one row, its cells in the columns' styles. Row numbers begin with 1. */
export function rowXml(row: number, columns: readonly WorkbookColumn[], values: readonly WorkbookValue[]): string {
  let cells = "";
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] ?? null;
    if (value === null) continue;
    const at = referenceOf(index, row);
    cells += isRich(value) ? richXml(at, value, columns[index]) : cellXml(at, value, columns[index], "plain");
  }
  return `<row r="${row}">${cells}</row>`;
}

/** The header, bold. */
export function headerXml(columns: readonly WorkbookColumn[]): string {
  const cells = columns.map(({ name }, index) => textXml(referenceOf(index, 1), name, "header"));
  return `<row r="1">${cells.join("")}</row>`;
}

/** Whether Excel keeps all digits of an amount. */
export function isExact(amount: Amount): boolean {
  return isShort(amount) || String(amount).replaceAll(/\D/g, "").length <= mostDigits;
}

const largestShort = 10n ** BigInt(mostDigits);

/** Whether the nearest double prints like the amount, as for most amounts. */
function isShort({ units }: Amount): boolean {
  return units < largestShort && units > -largestShort;
}

function richXml(at: string, { value, formula, emphasis = "plain", unit }: RichCell, column?: WorkbookColumn): string {
  const own = unit === undefined ? column : { name: "", unit };
  if (formula === undefined) return cellXml(at, value, own, emphasis);
  return `<c r="${at}"${styleMark(styleOf(own), emphasis)}><f>${escaped(formula)}</f><v>${String(value)}</v></c>`;
}

function cellXml(at: string, value: SheetValue, column: WorkbookColumn | undefined, emphasis: Emphasis): string {
  if (value === null) return "";
  if (typeof value === "boolean") return `<c r="${at}" t="b"><v>${value ? 1 : 0}</v></c>`;
  if (typeof value === "number") return Number.isFinite(value) ? numberXml(at, value, column, emphasis) : "";
  if (value instanceof Amount) {
    const text = isShort(value) ? String(Number(value)) : String(value);
    // More digits than Excel keeps would become another number, so they stay text.
    return isExact(value) ? styledXml(at, text, styleOf(column), emphasis) : textXml(at, text, "text", emphasis);
  }
  if (column?.isWrapped) return textXml(at, value, "wrapped", emphasis);
  const serial = column?.unit === "text" && column.isLiteral !== true ? serialOf(value) : undefined;
  return serial === undefined
    ? textXml(at, value, "text", emphasis)
    : styledXml(at, String(serial.value), serial.style, emphasis);
}

/** A number; a non-integer keeps its decimals even in a column of counts. */
function numberXml(at: string, value: number, column: WorkbookColumn | undefined, emphasis: Emphasis): string {
  const style = styleOf(column);
  const shown = style === "count" && !Number.isInteger(value) ? "decimal" : style;
  return styledXml(at, String(value), shown, emphasis);
}

function styledXml(at: string, number: string, style: StyleName, emphasis: Emphasis): string {
  return `<c r="${at}"${styleMark(style, emphasis)}><v>${number}</v></c>`;
}

/** Text stays text and never becomes a formula. */
function textXml(at: string, text: string, style: StyleName, emphasis: Emphasis = "plain"): string {
  if (text.length > mostCharacters) throw tooLong(at, text.length);
  const content = isPlain(text) ? `<t>${text}` : `<t xml:space="preserve">${escaped(text)}`;
  return `<c r="${at}" t="inlineStr"${styleMark(style, emphasis)}><is>${content}</t></is></c>`;
}

/** Of a text that Excel cannot hold. */
export function tooLong(cell: string, characters: number): UserError {
  return fileErrors.cellTooLong({ cell, characters, most: mostCharacters });
}

function styleOf(column: WorkbookColumn | undefined): StyleName {
  switch (column?.unit) {
    case "money":
    case "amount":
      return "money";
    case "ratio":
    case "points":
      return "percent";
    case "number":
      return "decimal";
    case undefined:
    case "text":
      return "text";
    default:
      return "count";
  }
}

/** The serial number of a day or a time of day; undefined for other texts, and for days on which Excel's calendar is wrong. */
function serialOf(text: string): { readonly value: number; readonly style: StyleName } | undefined {
  if (text.length < 10 || text.charCodeAt(4) !== hyphen) return undefined;
  const match = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d:\d\d(?:\.\d+)?)Z?)?$/.exec(text);
  if (match === null) return undefined;
  const [, day = "", time] = match;
  const milliseconds = Date.parse(`${day}T${time ?? "00:00:00"}Z`);
  if (!Number.isFinite(milliseconds) || milliseconds < firstRightDay) return undefined;
  // A parsed 30 February would be a day in March.
  if (day > `${day.slice(0, 8)}28` && new Date(milliseconds).getUTCDate() !== Number(day.slice(8))) return undefined;
  const value = milliseconds / 86_400_000 + 25_569;
  return { value, style: time === undefined ? "day" : "time" };
}

const hyphen = 45;

/** Excel counts a 29 February 1900, which did not exist. */
const firstRightDay = Date.UTC(1900, 2, 1);

/** `A1`, `AB12`. */
export function referenceOf(column: number, row: number): string {
  return lettersOf(column) + row;
}

/** `A`, `AB`. */
export function lettersOf(column: number): string {
  if (column < 26) return String.fromCharCode(65 + column);
  let letters = "";
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return letters;
}

/** Printable ASCII but for what XML marks, without blanks at its ends. */
export const plainText = "[!#-%'-;=?-~](?:[ !#-%'-;=?-~]*[!#-%'-;=?-~])?";
const wholePlainText = new RegExp(`^${plainText}$`);

/** Whether a text is in XML and in Excel as it is. */
function isPlain(text: string): boolean {
  return wholePlainText.test(text) && !text.includes("_x");
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Text of XML 1.0: characters that it cannot hold become marks, and what Excel would read as an escape is kept literally. */
export function escaped(text: string): string {
  return (
    text
      .toWellFormed()
      .replaceAll(/_(?=x[0-9A-Fa-f]{4})/g, "_x005F_")
      // biome-ignore lint/suspicious/noControlCharactersInRegex: XML cannot hold these
      .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd")
      .replaceAll(/[&<>"]/g, (mark) => entities[mark] ?? mark)
  );
}
