import type { Listed } from "../../query/listing.ts";
import { position, type RowWriter } from "../../query/written-listing.ts";
import { amountText } from "../csv-line.ts";
import { lettersOf, mostCharacters, mostDigits, plainText, rowXml, type WorkbookColumn } from "./cells.ts";
import { rowsOfSheet } from "./sheet-body.ts";
import { type StyleName, styleMark } from "./styles.ts";

/** Rows of a listing below the headers of as many sheets as they need. */
export const sheetRows: RowWriter = {
  sql: sheetRow,
  isNumbered: true,
  text: (columns, values, at) => rowXml(2 + ((at - 1) % rowsOfSheet), columns.map(sheetColumn), values),
};

/** The first row of a sheet below its header. Cells hold no `<`, so no text can look like it. */
export const firstRow = '<row r="2">';

/** A column of a listing as one of a workbook. */
export function sheetColumn({ name, kind }: Listed): WorkbookColumn {
  if (kind === "money") return { name, unit: "amount" };
  if (kind === "number") return { name, unit: "count" };
  return { name, unit: "text", isLiteral: kind === "text" };
}

/** SQL of the XML of one row, by the rules of `rowXml`; a text too long for a cell becomes a cell that `tooLongIn` finds. */
function sheetRow(columns: readonly Listed[]): string {
  const row = `cast(2 + (${position} - 1) % ${rowsOfSheet} as varchar)`;
  const cells = columns.map((column, index) => `\n        ${cellSql(column, `'<c r="${lettersOf(index)}' || ${row}`)}`);
  return `concat('<row r="', ${row}, '">',${cells.join(",")},\n        '</row>'\n    )`;
}

/** Null for a null. */
function cellSql({ name, kind }: Listed, at: string): string {
  switch (kind) {
    case "text":
      return textCell(name, at);
    case "money":
      return `if(abs(${name}) < ${largestShort} or ${digitsOf(amountText(name))} <= ${mostDigits}, ${numberCell(amountText(name), "money", at)}, ${textCell(amountText(name), at)})`;
    case "number":
      return `if(abs(${name}) <= ${Number.MAX_SAFE_INTEGER}, ${numberCell(asText(name), "count", at)}, ${textCell(asText(name), at)})`;
    case "day":
      return `if(${inCalendar(name)}, ${numberCell(asText(`${name} - ${dayZero}`), "day", at)}, ${textCell(asText(name), at)})`;
    case "time":
      return `if(${inCalendar(name)}, ${numberCell(serialText(name), "time", at)}, ${textCell(asText(name), at)})`;
  }
}

const largestShort = "100000000000";
const dayZero = "date '1899-12-30'";

const asText = (sql: string) => `cast(${sql} as varchar)`;
const digitsOf = (text: string) => `length(translate(${text}, '-.', ''))`;
/** Days that Excel counts as everybody else does. */
const inCalendar = (name: string) => `${name} >= date '1900-03-01' and ${name} < date '10000-01-01'`;

/** Days since Excel's day zero, written as JavaScript writes the number. */
function serialText(name: string): string {
  return `rtrim(rtrim(cast(epoch_ms(${name}) / 86400000.0::double + 25569 as varchar), '0'), '.')`;
}

function numberCell(text: string, style: StyleName, at: string): string {
  return `${at} || '"${styleMark(style)}><v>' || ${text} || '</v></c>'`;
}

function textCell(text: string, at: string): string {
  const whole = `${at} || '" t="inlineStr"${styleMark("text")}><is>' || ${contentSql(text)} || '</t></is></c>'`;
  const tooLong = `${at} || '" t="${tooLongType}" s="' || ${utf16Length(text)} || '"/>'`;
  // Only a text of more than half as many characters can have too many: none counts for more than two.
  return `if(length(${text}) <= ${Math.trunc(mostCharacters / 2)} or ${utf16Length(text)} <= ${mostCharacters}, ${whole}, ${tooLong})`;
}

/** Excel counts characters beyond the basic plane twice. */
function utf16Length(text: string): string {
  return `2 * length(${text}) - length(regexp_replace(${text}, '[^\\x{0}-\\x{ffff}]', '', 'g'))`;
}

/** A text in its element, as in a cell made from values. */
function contentSql(text: string): string {
  const kept = `regexp_replace(regexp_replace(${text}, '_(x[0-9A-Fa-f]{4})', '_x005F_\\1', 'g'), '[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x{fffe}\\x{ffff}]', chr(65533), 'g')`;
  const marks = [
    ["&", "&amp;"],
    ["<", "&lt;"],
    [">", "&gt;"],
    ['"', "&quot;"],
  ] as const;
  const slow = marks.reduce((sql, [mark, entity]) => `replace(${sql}, '${mark}', '${entity}')`, kept);
  const isPlain = `regexp_full_match(${text}, '${plainText.replaceAll("'", "''")}') and not contains(${text}, '_x')`;
  return `if(${isPlain}, '<t>' || ${text}, '<t xml:space="preserve">' || ${slow})`;
}

const tooLongType = "tooLong";

/** The first cell of these rows whose text Excel cannot hold, and its number of characters. */
export function tooLongIn(bytes: Uint8Array): { readonly cell: string; readonly characters: number } | undefined {
  const xml = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!xml.includes(`t="${tooLongType}"`)) return undefined;
  const [, cell = "", characters] = /<c r="([A-Z]+\d+)" t="tooLong" s="(\d+)"\/>/.exec(xml.toString()) ?? [];
  return { cell, characters: Number(characters) };
}
