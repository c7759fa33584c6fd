import { doubles, type Figure } from "../../../domain/amount.ts";
import { type BusinessEvent, eventMark, eventsOfKey } from "../../../domain/business-event.ts";
import type { Measure } from "../../../domain/catalog.ts";
import { cell } from "../../../domain/cell.ts";
import {
  type CohortGrid,
  type CohortQuery,
  type GridCell,
  type GridRow,
  isFallOfOtherCohorts,
  isSmall,
  shortTotal,
} from "../../../domain/cohort.ts";
import { compareCell } from "../../../domain/equal-age.ts";
import { alignPoints, formatCell, formatOf, type NumberFormat } from "../../../domain/format.ts";
import { widthOf } from "../../../domain/width.ts";
import type { AppData } from "../../state/data.ts";
import type { HeatScale } from "../../widgets/heatmap.ts";
import { type HeatScales, heatScales } from "./heat-scales.ts";

/** A grid with every number formatted once, when it arrives, so that moving about only picks strings. */
export interface PreparedGrid {
  readonly grid: CohortGrid;
  readonly measure: Measure | undefined;
  readonly format: NumberFormat;
  readonly currency: string;
  readonly labels: readonly string[];
  readonly customers: readonly string[];
  readonly headers: readonly string[];
  readonly labelWidth: number;
  readonly customersWidth: number;
  /** Events in the days of a row or, in calendar time, a column. */
  readonly eventsOf: (key: string) => readonly BusinessEvent[];
  readonly hasComparison: boolean;
  /** The cells as measured. */
  readonly values: Written;
  /** The cells as changes against the compared rows; formatted when first needed. */
  readonly changes: () => Written;
  /** Which marks occur, for the legend. */
  readonly marks: {
    readonly events: boolean;
    readonly incomplete: boolean;
    readonly small: boolean;
    readonly otherCohorts: boolean;
    readonly projected: boolean;
  };
  /** The scales of the heat; incomplete cells and rates of too few customers do not count. */
  readonly heat: (scale: HeatScale) => HeatScales;
}

/** Aligned texts per row (the last row is the total) and column, all of one width. */
export interface Written {
  readonly texts: readonly (readonly string[])[];
  readonly width: number;
}

/** The formatted grid on screen; undefined until the first one arrives. */
export function preparedIn(data: Pick<AppData, "grid" | "derived">): PreparedGrid | undefined {
  const grid = data.grid();
  return grid && data.derived(prepareGrid, grid);
}

/** Formats a grid that the core returned. */
function prepareGrid(grid: CohortGrid, { catalog, dataSet: { currency, events } }: AppData): PreparedGrid {
  const eventsAt = (key: string) => eventsOfKey(events, key, grid.query.filters);
  const marked = (key: string, text: string) => (eventsAt(key).length > 0 ? `${text}${eventMark}` : text);
  const measure = catalog.measures.find((one) => one.name === grid.query.measure);
  const format = gridFormat(grid.query, measure);
  const rows = [...grid.rows, grid.total];
  const labels = rows.map((row) => (row === grid.total ? shortTotal(grid) : marked(row.key, cell(row.label))));
  const customers = rows.map((row) => formatCell(row.customers, "count"));
  const headers = grid.columns.map(({ key, label }) =>
    grid.query.axis === "calendar" ? marked(key, cell(label)) : cell(label),
  );
  const isFall = (row: GridRow, column: number) => isFallOfOtherCohorts(grid.query, measure, row, column);
  const write = (textOf: (row: GridRow, column: number) => string) => written(grid, headers, textOf, isFall);
  const cells = grid.rows.flatMap((row) => row.cells);
  let changes: Written | undefined;
  const scales = new Map<HeatScale, HeatScales>();
  return {
    grid,
    measure,
    format,
    currency,
    labels,
    customers,
    headers,
    labelWidth: Math.min(16, Math.max(8, ...labels.map(widthOf))),
    customersWidth: Math.max(5, ...customers.map(widthOf)),
    eventsOf: eventsAt,
    hasComparison: rows.some((row) => row.against !== undefined),
    marks: {
      events: [...grid.rows, ...(grid.query.axis === "calendar" ? grid.columns : [])].some(
        ({ key }) => eventsAt(key).length > 0,
      ),
      incomplete: cells.some((one) => one?.complete === false),
      small: cells.some((one) => one !== undefined && isSmall(one, grid.query, measure)),
      projected: rows.some((row) => row.projected !== undefined),
      otherCohorts: rows.some((row) => grid.columns.some((_, column) => isFall(row, column))),
    },
    values: write((row, column) => {
      const value = row.projected?.[column]?.value ?? row.cells[column]?.value;
      return formatCell(value, format, { currency });
    }),
    changes() {
      changes ??= write((row, column) => changeText(compareCell(grid, row, column)?.share));
      return changes;
    },
    heat(scale) {
      const known = scales.get(scale) ?? heatScales(soundValues(grid, measure).map(doubles), scale);
      scales.set(scale, known);
      return known;
    },
  };
}

/** A change in percent with its sign, without the percent sign, which is in the header. */
function changeText(share: number | undefined): string {
  return formatCell(share, "percent", { signed: true });
}

/** The number format of a query's cells: percent if it asks for percent, otherwise that of its measure. */
function gridFormat(query: CohortQuery, measure: Measure | undefined): NumberFormat {
  if (query.values === "percent") return "percent";
  return measure === undefined ? "count" : formatOf(measure);
}

/** The cell under the cursor with its row and column; undefined if there is none. */
export function cellAt(
  prepared: PreparedGrid | undefined,
  row: number,
  column: number,
): { readonly row: GridRow; readonly cell: GridCell | undefined; readonly column: string } | undefined {
  const found = prepared?.grid.rows[row];
  const head = prepared?.grid.columns[column];
  return found === undefined || head === undefined
    ? undefined
    : { row: found, cell: found.cells[column], column: head.key };
}

/** The values of each row that count: complete, and not a rate of too few customers. */
function soundValues(grid: CohortGrid, measure: Measure | undefined): readonly (readonly (Figure | undefined)[])[] {
  return grid.rows.map((row) =>
    grid.columns.map((_, index) => {
      const one = row.cells[index];
      return one?.complete === true && !isSmall(one, grid.query, measure) ? one.value : undefined;
    }),
  );
}

/** The complete values of a row, for curves. */
export function completeValues(row: GridRow, grid: CohortGrid): readonly (Figure | undefined)[] {
  return grid.columns.map((_, index) => (row.cells[index]?.complete === true ? row.cells[index]?.value : undefined));
}

function written(
  grid: CohortGrid,
  headers: readonly string[],
  textOf: (row: GridRow, column: number) => string,
  isFall: (row: GridRow, column: number) => boolean,
): Written {
  const rows = [...grid.rows, grid.total];
  const flat = alignPoints(rows.flatMap((row) => grid.columns.map((_, column) => textOf(row, column))));
  const wide = grid.columns.length;
  const texts = rows.map((_, index) => flat.slice(index * wide, (index + 1) * wide));
  const isMarked = rows.some((row, index) =>
    row.cells.some((cell, column) => {
      const hasMark = cell?.complete === false || row.projected?.[column] !== undefined || isFall(row, column);
      return hasMark && isFull(texts[index]?.[column]);
    }),
  );
  const width = Math.max(3, widthOf(flat[0] ?? ""), ...headers.map((header) => Math.min(10, widthOf(header))));
  return { texts, width: isMarked ? Math.max(width, widthOf(flat[0] ?? "") + 1) : width };
}

/** Whether a text leaves no room for the mark of an incomplete value. */
function isFull(text: string | undefined): boolean {
  return text !== undefined && text !== "" && !text.startsWith(" ");
}
