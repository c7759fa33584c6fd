import { Readable } from "node:stream";
import { cell } from "../../domain/cell.ts";
import { widthOf } from "../../domain/width.ts";
import type { Sheet, SheetValue } from "../sheet.ts";
import { escaped, headerXml, referenceOf, rowXml } from "./cells.ts";
import { stylesXml } from "./styles.ts";

/** A sheet and the name on its tab. */
export interface NamedSheet {
  readonly name: string;
  readonly sheet: Sheet;
}

/** Rows that a sheet of Excel holds, the header among them. */
const mostRows = 1_048_576;

/** The same bytes for the same sheets, whenever they are written. */
const when = new Date(2000, 0, 1);

/**
 * A workbook of these sheets as .xlsx: a bold, frozen header that filters, numbers and days as what they are, money in its
 * currency, texts as texts. What is longer than a sheet goes on in another one. Rows are written as they are read from it.
 */
export async function* toXlsx(sheets: readonly NamedSheet[]): AsyncGenerator<Uint8Array> {
  const { ZipFile } = (await import("yazl")).default;
  const parts = sheets
    .flatMap(partsOf)
    .map((part, index) => ({ ...part, file: `xl/worksheets/sheet${index + 1}.xml` }));
  const zip = new ZipFile();
  const options = { mtime: when, mode: 0o100644, forceDosTimestamp: true };
  const add = (name: string, xml: string) => zip.addBuffer(Buffer.from(xml), name, options);
  add("[Content_Types].xml", contentTypes(parts.map(({ file }) => file)));
  add("_rels/.rels", relationships([["officeDocument", "xl/workbook.xml"]]));
  add("xl/workbook.xml", workbookXml(parts.map(({ name }) => name)));
  const inside = parts.map((_, index) => ["worksheet", `worksheets/sheet${index + 1}.xml`] as const);
  add("xl/_rels/workbook.xml.rels", relationships([...inside, ["styles", "styles.xml"]]));
  add("xl/styles.xml", stylesXml(sheets.find(({ sheet }) => sheet.currency !== undefined)?.sheet.currency));
  const out = zip.outputStream as Readable;
  for (const { file, sheet, rows } of parts) {
    const xml = Readable.from(sheetXml(sheet, rows)).on("error", (error) => out.destroy(error));
    zip.addReadStream(xml, file, options);
  }
  zip.end();
  yield* out as AsyncIterable<Uint8Array>;
}

interface Part extends NamedSheet {
  readonly rows: readonly (readonly SheetValue[])[];
}

/** A sheet in parts that Excel holds: `Lines`, `Lines (2)`, … */
function partsOf({ name, sheet }: NamedSheet): readonly Part[] {
  const most = mostRows - 1;
  const count = Math.max(1, Math.ceil(sheet.rows.length / most));
  return Array.from({ length: count }, (_, index) => ({
    name: tabName(name, index === 0 ? "" : ` (${index + 1})`),
    sheet,
    rows: count === 1 ? sheet.rows : sheet.rows.slice(index * most, (index + 1) * most),
  }));
}

/** A name that a tab may have: at most 31 characters, none of those that Excel keeps for itself. */
function tabName(name: string, behind: string): string {
  const plain = cell(name)
    .replaceAll(/[[\]:*?/\\]/g, " ")
    .replace(/^'|'$/g, " ")
    .trim();
  return (plain || "Sheet").slice(0, 31 - behind.length) + behind;
}

const rowsAtOnce = 500;

function* sheetXml({ columns }: Sheet, rows: Part["rows"]): Generator<Buffer> {
  const end = referenceOf(Math.max(0, columns.length - 1), rows.length + 1);
  const widths = columns.map(({ name }, index) => columnXml(index, name, rows));
  yield Buffer.from(
    `${declaration}<worksheet xmlns="${main}"><dimension ref="A1:${end}"/><sheetViews><sheetView workbookViewId="0">` +
      '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' +
      `<cols>${widths.join("")}</cols><sheetData>${headerXml(columns)}`,
  );
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    const some = rows.slice(from, from + rowsAtOnce);
    yield Buffer.from(some.map((values, index) => rowXml(from + index + 2, columns, values)).join(""));
  }
  yield Buffer.from(`</sheetData><autoFilter ref="A1:${end}"/></worksheet>`);
}

/** As wide as its header and its first rows, within reason. */
function columnXml(index: number, name: string, rows: Part["rows"]): string {
  const widest = rows.slice(0, 50).map((row) => widthOf(cell(String(row[index] ?? ""))));
  const width = Math.min(60, Math.max(widthOf(cell(name)), ...widest) + 2);
  return `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`;
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const packages = "http://schemas.openxmlformats.org/package/2006";

function workbookXml(names: readonly string[]): string {
  const sheets = names.map(
    (name, index) => `<sheet name="${escaped(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  );
  return `${declaration}<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${sheets.join("")}</sheets></workbook>`;
}

function relationships(targets: readonly (readonly [type: string, target: string])[]): string {
  const all = targets.map(
    ([type, target], index) => `<Relationship Id="rId${index + 1}" Type="${office}/${type}" Target="${target}"/>`,
  );
  return `${declaration}<Relationships xmlns="${packages}/relationships">${all.join("")}</Relationships>`;
}

function contentTypes(sheets: readonly string[]): string {
  const kind = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  const part = (file: string, type: string) => `<Override PartName="/${file}" ContentType="${kind}.${type}+xml"/>`;
  return (
    `${declaration}<Types xmlns="${packages}/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    '<Default Extension="xml" ContentType="application/xml"/>' +
    part("xl/workbook.xml", "sheet.main") +
    part("xl/styles.xml", "styles") +
    `${sheets.map((file) => part(file, "worksheet")).join("")}</Types>`
  );
}
