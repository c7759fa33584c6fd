import { cell } from "../../domain/cell.ts";
import { counted } from "../../domain/format.ts";
import type { RowPage } from "../../domain/slice-result.ts";
import type { Size } from "../state/app-state.ts";
import type { Page } from "../state/core.ts";
import { listCursor } from "../state/list-cursor.ts";
import type { At } from "../state/screen.ts";
import type { Cursor } from "../state/viewport.ts";
import { filledLines } from "../widgets/block.ts";
import { fitLine, type Line, restyle, seg } from "../widgets/line.ts";
import { type TableLayout, tableLines } from "../widgets/table.ts";

/** A page of rows, and the number of its first row in the whole listing. */
export interface PlacedPage {
  readonly page: RowPage;
  readonly offset: number;
}

/**
 * What screens of one page of rows share: the cursor in the listing, the values to copy, and the SQL. Lines below the page are
 * taken from its room.
 */
export function pageParts<State extends { readonly cursor: Cursor }>(
  pageIn: (at: At<State>) => PlacedPage | undefined,
  linesBelow: (at: At<State>) => number = () => 0,
) {
  return {
    ...listCursor<State>((at) => {
      const page = pageIn(at)?.page;
      if (page === undefined) return undefined;
      const columns = Math.max(1, page.columns.length);
      const visibleRows = Math.max(1, at.size.rows - linesBelow(at) - 2);
      return { extent: { rows: Math.max(1, page.total), columns, visibleRows, visibleColumns: 3 }, firstLine: 1 };
    }),
    row(at: At<State>) {
      const found = pageIn(at);
      return found?.page.rows[at.state.cursor.row - found.offset];
    },
    column: ({ state }: At<State>) => state.cursor.column,
    table(at: At<State>) {
      const page = pageIn(at)?.page;
      return page && [page.columns, ...page.rows];
    },
    sql: (at: At<State>) => pageIn(at)?.page.sql ?? [],
  };
}

/** The page around a viewport that starts at a row of the listing. */
export function pageAround(top: number): Page {
  const limit = 200;
  return { offset: Math.floor(top / (limit / 2)) * (limit / 2), limit };
}

interface DrawnPage extends PlacedPage {
  /** The page, laid out. */
  readonly table: TableLayout;
  readonly cursor: Cursor;
  readonly size: Size;
  readonly isStale: boolean;
  /** What the rows are, after their number. */
  readonly what?: string;
}

/** The header and the rows that fit into a height without it. */
export function pageRows(
  { offset, table, cursor }: Pick<DrawnPage, "offset" | "table" | "cursor">,
  width: number,
  height: number,
): readonly Line[] {
  return tableLines(table, {
    width,
    height,
    offset: Math.max(0, cursor.top - offset),
    cursorRow: cursor.row - offset,
    cursorColumn: cursor.column,
    firstColumn: Math.max(1, cursor.left),
  });
}

/** The rows that fit, and below them the row number of the cursor. */
export function pageLines({ page, offset, table, cursor, size, isStale, what = "" }: DrawnPage): readonly Line[] {
  const drawn = pageRows({ offset, table, cursor }, size.columns, size.rows - 2);
  const note = page.total === 0 ? "no rows" : `row ${counted(cursor.row + 1)} of ${counted(page.total)}${what}`;
  const lines = isStale ? drawn.map((line) => restyle(line, "muted")) : drawn;
  return [...filledLines(lines, size.rows - 1), fitLine([seg(` ${note}`, "label")], size.columns)];
}

/** The values of a row for a screen reader, each after the name of its column. */
export function valueWords({ columns }: RowPage, row: RowPage["rows"][number]): readonly string[] {
  return columns.map((name, index) => `${cell(name).replaceAll("_", " ")} ${cell(row[index])}`);
}
