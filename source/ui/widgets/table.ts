import { alignPoints } from "../../domain/format.ts";
import { fitTo, widthOf } from "../../domain/width.ts";
import type { Style } from "../theme/theme.ts";
import { fitLine, type Line, type Segment, seg } from "./line.ts";

/**
 * Our own layout instead of cli-table3, which pads whole strings: here a cell keeps its meaning for the theme, decimal points
 * are aligned, and a row costs microseconds, so that a cursor moves within a frame. The command line uses cli-table3.
 */
export interface TableColumn {
  readonly label: string;
  /** Second header line, once for the whole column. */
  readonly unit?: string;
  readonly align: "left" | "right";
  /** Greatest width of the column. */
  readonly maxWidth?: number;
}

export interface TableCell {
  readonly text: string;
  readonly style?: Style;
}

export interface TableRow {
  readonly cells: readonly TableCell[];
  /** A total or subtotal is highlighted; other rows are plain. */
  readonly kind?: "plain" | "total";
}

export interface TableOptions {
  readonly width: number;
  /** Rows below the header. */
  readonly height: number;
  readonly offset?: number;
  readonly cursorRow?: number;
  readonly cursorColumn?: number;
  /** Index of the first column to the right of the frozen first one. */
  readonly firstColumn?: number;
}

const gap = 2;

/** Texts and widths of a whole table, the same whichever part of it is in view, so that scrolling never shifts a column. */
export interface TableLayout {
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRow[];
  readonly texts: readonly (readonly string[])[];
  readonly widths: readonly number[];
}

/** Aligns every column once; takes time for the whole table, so keep the layout while rows stay the same. */
export function layOutTable(columns: readonly TableColumn[], rows: readonly TableRow[]): TableLayout {
  const texts = columns.map((column, index) => alignColumn(column, rows, index));
  return { columns, rows, texts, widths: columns.map((column, index) => columnWidth(column, texts[index] ?? [])) };
}

/** Header and the rows of the viewport; columns that do not fit are left out on the right, never cut. */
export function tableLines(layout: TableLayout, options: TableOptions): readonly Line[] {
  const offset = options.offset ?? 0;
  const shown = visibleColumns(layout.widths, options.width, options.firstColumn ?? 1);
  const body = layout.rows
    .slice(offset, offset + options.height)
    .map((row, index) => fitLine(rowLine(row, offset + index, layout, shown, options), options.width));
  return [...headerLines(layout, shown, options), ...body];
}

/** The number of header lines for these columns. */
export function headerHeight(columns: readonly TableColumn[]): number {
  return columns.some((column) => (column.unit ?? "") !== "") ? 2 : 1;
}

/** Indices of the columns that fit, always including the first. */
function visibleColumns(widths: readonly number[], width: number, first: number): readonly number[] {
  const shown = [0];
  let used = (widths[0] ?? 0) + 1;
  for (let index = Math.max(1, first); index < widths.length; index++) {
    used += gap + (widths[index] ?? 0);
    if (used > width) break;
    shown.push(index);
  }
  return shown;
}

/** The column at a position of a drawn row; undefined right of the last one. */
export function columnAt(widths: readonly number[], x: number, width: number, first: number): number | undefined {
  let end = 1 - gap;
  for (const index of visibleColumns(widths, width, first)) {
    end += gap + (widths[index] ?? 0);
    if (x < end) return index;
  }
  return undefined;
}

function alignColumn(column: TableColumn, rows: readonly TableRow[], index: number): readonly string[] {
  const texts = rows.map((row) => row.cells[index]?.text ?? "");
  return column.align === "right" ? alignPoints(texts) : texts;
}

function columnWidth(column: TableColumn, texts: readonly string[]): number {
  const widest = Math.max(widthOf(column.label), widthOf(column.unit ?? ""), ...texts.map(widthOf));
  return Math.min(widest, column.maxWidth ?? 40);
}

function headerLines(
  { columns, widths }: TableLayout,
  shown: readonly number[],
  options: TableOptions,
): readonly Line[] {
  const lineOf = (textOf: (column: TableColumn) => string, style: Style): Line =>
    fitLine(
      shown.flatMap((index, position): Segment[] => {
        const column = columns[index];
        if (column === undefined) return [];
        const isCursor = index === options.cursorColumn && style === "label";
        return [
          seg(" ".repeat(position === 0 ? 1 : gap)),
          seg(fitTo(textOf(column), widths[index] ?? 0, column.align), isCursor ? "accent" : style),
        ];
      }),
      options.width,
    );
  const labels = lineOf((column) => column.label, "label");
  const last = shown.at(-1) ?? 0;
  const edges = { isCutLeft: (shown[1] ?? 1) > 1, isCutRight: last < columns.length - 1 };
  const first = withEdges(labels, edges, options.width);
  return headerHeight(columns) === 2 ? [first, lineOf((column) => column.unit ?? "", "muted")] : [first];
}

/** Arrows if there are columns outside the viewport. */
function withEdges(of: Line, edges: { isCutLeft: boolean; isCutRight: boolean }, width: number): Line {
  const [, ...rest] = of;
  const start = edges.isCutLeft ? [seg("‹", "accent"), ...rest] : of;
  return edges.isCutRight ? [...fitLine(start, width - 1), seg("›", "accent")] : start;
}

function rowLine(
  row: TableRow,
  index: number,
  layout: TableLayout,
  shown: readonly number[],
  options: TableOptions,
): Line {
  const isCursorRow = index === options.cursorRow;
  return shown.flatMap((columnIndex, position): Segment[] => {
    const align = layout.columns[columnIndex]?.align ?? "left";
    const text = fitTo(layout.texts[columnIndex]?.[index] ?? "", layout.widths[columnIndex] ?? 0, align);
    const isFocus = isCursorRow && (options.cursorColumn ?? 0) === columnIndex;
    const isMarked = position === 0 ? isCursorRow : isFocus;
    return [
      seg(`${" ".repeat(position === 0 ? 0 : gap - 1)}${isMarked ? "▸" : " "}`, isMarked ? "accent" : "text"),
      seg(text, isFocus ? "focus" : styleOf(row, columnIndex)),
    ];
  });
}

function styleOf(row: TableRow, index: number): Style {
  return row.cells[index]?.style ?? (row.kind === "total" ? "strong" : "text");
}
