import { cell } from "../../domain/cell.ts";
import { widthOf } from "../../domain/width.ts";
import { headerXml, referenceOf, rowXml, type WorkbookColumn } from "./cells.ts";
import { isRich, type WorkbookValue } from "./rich-cell.ts";
import type { RowQueue } from "./row-queue.ts";

export const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
export const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/** Rows that an Excel sheet holds, including the header. */
export const mostRows = 1_048_576;

const rowsAtOnce = 500;

/** A sheet with a bold, frozen header over the next rows of a queue, as many as an Excel sheet holds. */
export async function* sheetXml(
  columns: readonly WorkbookColumn[],
  rows: RowQueue<readonly WorkbookValue[]>,
  hasFilter: boolean,
): AsyncGenerator<Buffer> {
  const first = await rows.peek(50);
  const widths = columns.map((column, index) => columnXml(index, column, first));
  yield Buffer.from(
    `${declaration}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0">` +
      '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' +
      `<cols>${widths.join("")}</cols><sheetData>${headerXml(columns)}`,
  );
  let last = 1;
  while (last < mostRows) {
    const some = await rows.take(Math.min(rowsAtOnce, mostRows - last));
    if (some.length === 0) break;
    let xml = "";
    for (const values of some) {
      last += 1;
      xml += rowXml(last, columns, values);
    }
    yield Buffer.from(xml);
  }
  const end = referenceOf(Math.max(0, columns.length - 1), last);
  yield Buffer.from(`</sheetData>${hasFilter ? `<autoFilter ref="A1:${end}"/>` : ""}</worksheet>`);
}

/** As wide as its header and its first rows, within reason. */
function columnXml(index: number, column: WorkbookColumn, rows: readonly (readonly WorkbookValue[])[]): string {
  const widest = rows.map((row) => widthOf(cell(String(plain(row[index] ?? null) ?? "").slice(0, 100))));
  const width = column.width ?? Math.min(60, Math.max(widthOf(cell(column.name)), ...widest) + 2);
  return `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`;
}

function plain(value: WorkbookValue) {
  return isRich(value) ? value.value : value;
}
