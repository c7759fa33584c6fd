import { counted } from "../../domain/format.ts";
import type { RowPage } from "../../domain/slice-result.ts";
import { fitLine, type Line, restyle, seg } from "./line.ts";
import { type TableLayout, tableLines } from "./table.ts";

/** A page that is fully in memory, laid out, with its cursor. */
interface DrawnPage {
  readonly page: RowPage;
  readonly table: TableLayout;
  readonly cursor: { readonly row: number; readonly column: number; readonly top: number; readonly left: number };
  readonly size: { readonly columns: number; readonly rows: number };
  readonly isStale: boolean;
}

/** The rows that fit, and below them the row number of the cursor. */
export function pageLines({ page, table, cursor, size, isStale }: DrawnPage): readonly Line[] {
  const drawn = tableLines(table, {
    width: size.columns,
    height: size.rows - 2,
    offset: cursor.top,
    cursorRow: cursor.row,
    cursorColumn: cursor.column,
    firstColumn: Math.max(1, cursor.left),
  });
  const note = page.total === 0 ? "no rows" : `row ${counted(cursor.row + 1)} of ${counted(page.total)}`;
  const body = Array.from({ length: size.rows - 1 }, (_, index) => {
    const line = drawn[index] ?? [];
    return isStale ? restyle(line, "muted") : line;
  });
  return [...body, fitLine([seg(` ${note}`, "label")], size.columns)];
}

/** The extent for the cursor. */
export function pageExtent(page: RowPage | undefined, size: { readonly rows: number }) {
  return {
    rows: Math.max(1, page?.rows.length ?? 1),
    columns: Math.max(1, page?.columns.length ?? 1),
    visibleRows: Math.max(1, size.rows - 2),
    visibleColumns: 3,
  };
}
