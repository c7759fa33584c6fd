import { isFigure } from "../../../domain/amount.ts";
import { cell } from "../../../domain/cell.ts";
import { formatCell } from "../../../domain/format.ts";
import type { RowPage } from "../../../domain/slice-result.ts";
import type { Cursor } from "../../state/viewport.ts";
import { type Line, seg } from "../../widgets/line.ts";
import { emptyLines } from "../../widgets/message.ts";
import { layOutTable } from "../../widgets/table.ts";
import { pageRows } from "../page.ts";

/** Headings of the row columns, and their greatest width. */
export interface RowsLook {
  readonly labelOf?: (name: string) => string;
  readonly widest?: number;
}

/** A page of rows as a table, and its position in the whole. */
export function rowsLines(
  { page, offset }: { readonly page: RowPage | undefined; readonly offset: number },
  cursor: Cursor,
  width: number,
  height: number,
  { labelOf = (name: string) => name, widest = 28 }: RowsLook = {},
): readonly Line[] {
  if (page === undefined) return [[seg(" reading …", "label")]];
  if (page.total === 0) return emptyLines(["There are no rows."], width);
  const isNumber = page.columns.map((_, index) => page.rows.some((row) => isFigure(row[index])));
  const columns = page.columns.map((name, index) => ({
    label: cell(labelOf(name)),
    align: isNumber[index] === true ? ("right" as const) : ("left" as const),
    maxWidth: widest,
  }));
  const rows = page.rows.map((row) => ({ cells: row.map((value) => ({ text: value === null ? "" : cell(value) })) }));
  const drawn = pageRows({ offset, table: layOutTable(columns, rows), cursor }, width, Math.max(1, height - 2));
  const note = ` row ${formatCell(cursor.row + 1, "count")} of ${formatCell(page.total, "count")}`;
  return [...drawn.slice(0, height - 1), [seg(note, "label")]];
}
