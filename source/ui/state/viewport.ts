/** The cursor, and the first row and column of the viewport. */
export interface Cursor {
  readonly row: number;
  readonly column: number;
  readonly top: number;
  readonly left: number;
}

/** The total size, and how much of it fits. */
export interface Extent {
  readonly rows: number;
  readonly columns: number;
  readonly visibleRows: number;
  readonly visibleColumns: number;
}

export const originCursor: Cursor = { row: 0, column: 0, top: 0, left: 0 };

const steps: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  up: [-1, 0],
  down: [1, 0],
  left: [0, -1],
  right: [0, 1],
};

/** The cursor after a movement action, within the extent and in view; undefined if the action is not a movement. */
export function moveCursor(cursor: Cursor, name: string, count: number, extent: Extent): Cursor | undefined {
  const step = steps[name];
  if (step !== undefined) {
    return inView({ ...cursor, row: cursor.row + step[0] * count, column: cursor.column + step[1] * count }, extent);
  }
  const page = Math.max(1, extent.visibleRows - 1) * count;
  if (name === "page_up") return inView({ ...cursor, row: cursor.row - page, top: cursor.top - page }, extent);
  if (name === "page_down") return inView({ ...cursor, row: cursor.row + page, top: cursor.top + page }, extent);
  if (name === "first_row") return inView({ ...cursor, row: 0 }, extent);
  if (name === "last_row") return inView({ ...cursor, row: extent.rows - 1 }, extent);
  if (name === "first_column") return inView({ ...cursor, column: 0 }, extent);
  if (name === "last_column") return inView({ ...cursor, column: extent.columns - 1 }, extent);
  return undefined;
}

/** The cursor clamped to the extent, the viewport moved no further than needed to show it; the same cursor if it was so already. */
export function inView(cursor: Cursor, extent: Extent): Cursor {
  const row = clamp(cursor.row, extent.rows);
  const column = clamp(cursor.column, extent.columns);
  const top = keep(cursor.top, row, extent.visibleRows, extent.rows);
  const left = keep(cursor.left, column, extent.visibleColumns, extent.columns);
  const isSame = row === cursor.row && column === cursor.column && top === cursor.top && left === cursor.left;
  return isSame ? cursor : { row, column, top, left };
}

/** The cursor on the clicked line of a list; unchanged if there is none. */
export function rowAt(cursor: Cursor, line: number, extent: Pick<Extent, "rows" | "visibleRows">): Cursor {
  const row = cursor.top + line;
  return line < 0 || line >= extent.visibleRows || row >= extent.rows ? cursor : { ...cursor, row };
}

function clamp(index: number, count: number): number {
  return Math.max(0, Math.min(count - 1, index));
}

function keep(first: number, index: number, visible: number, count: number): number {
  const shown = Math.max(1, visible);
  const atLeast = Math.max(0, index - shown + 1);
  return Math.max(0, Math.min(Math.max(Math.min(first, index), atLeast), Math.max(0, count - shown)));
}
