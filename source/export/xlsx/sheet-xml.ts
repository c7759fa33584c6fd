import { cell } from "../../domain/cell.ts";
import { widthOf } from "../../domain/width.ts";
import { headerXml, referenceOf, type WorkbookColumn } from "./cells.ts";
import { isRich, type WorkbookValue } from "./rich-cell.ts";
import type { Row, SheetBody } from "./sheet-body.ts";

export const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
export const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/** A sheet with a bold, frozen header over the next rows of a body. */
export async function* sheetXml(
  columns: readonly WorkbookColumn[],
  body: SheetBody,
  hasFilter: boolean,
): AsyncGenerator<Uint8Array> {
  const first = await body.head();
  const widths = columns.map((column, index) => columnXml(index, column, first));
  yield Buffer.from(
    `${declaration}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0">` +
      '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' +
      `<cols>${widths.join("")}</cols><sheetData>${headerXml(columns)}`,
  );
  const count = yield* body.next();
  const end = referenceOf(Math.max(0, columns.length - 1), 1 + count);
  yield Buffer.from(`</sheetData>${hasFilter ? `<autoFilter ref="A1:${end}"/>` : ""}</worksheet>`);
}

/** As wide as its header and its first rows, within reason. */
function columnXml(index: number, column: WorkbookColumn, rows: readonly Row[]): string {
  const widest = rows.map((row) => widthOf(cell(String(plain(row[index] ?? null) ?? "").slice(0, 100))));
  const width = column.width ?? Math.min(60, Math.max(widthOf(cell(column.name)), ...widest) + 2);
  return `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`;
}

function plain(value: WorkbookValue) {
  return isRich(value) ? value.value : value;
}
