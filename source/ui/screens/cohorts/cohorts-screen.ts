import type { Catalog } from "../../../domain/catalog.ts";
import { fitLine, type Line, paint } from "../../widgets/line.ts";
import type { Pane } from "../../widgets/panes.tsx";
import { type Composition, compositionLines } from "./composition-view.ts";
import { curvesLines } from "./curves-view.ts";
import { type GridView, gridBlock } from "./grid-view.ts";
import { type GridLayout, layOutGrid } from "./layout.ts";
import { paneLines } from "./pane-view.ts";
import { trendLines } from "./trend-view.ts";

export interface CohortsView extends GridView {
  readonly catalog: Catalog;
  /** Composition of the cell under the cursor, for the second pane. */
  readonly composition: readonly Composition[];
}

/**
 * The grid, curves, or one column over the rows, with its cursor; beside it the details of the cell, if there is room or the
 * pane was opened.
 */
export function cohortsPanes(view: CohortsView): readonly Pane[] {
  const layout = layOutGrid(view.prepared, view.state, view.size);
  const width = layout.paneWidth;
  const details = panesOfView(view, layout).map((lines) => lines.map((line) => fitLine(line, width)));
  return [
    { ...body(view, layout), width: layout.gridWidth },
    ...details.map((lines) => ({ rows: painted(view, lines), width })),
  ];
}

/** Rows that are as wide as the screen leaves room for. */
type Block = Pick<Pane, "rows" | "inset">;

function body(view: CohortsView, layout: GridLayout): Block {
  switch (view.state.view) {
    case "curves":
      return { rows: painted(view, curvesLines(view, layout.gridWidth, view.size.rows)) };
    case "trend":
      return { rows: painted(view, trendLines(view, layout.gridWidth, view.size.rows)) };
    case "grid":
      return gridAndCurves(view, layout);
  }
}

/** From this many lines below the grid, curves are readable. */
const minCurves = 16;

/** The grid, with curves below it if there is room. */
function gridAndCurves(view: CohortsView, layout: GridLayout): Block {
  const grid = gridBlock(view);
  const room = view.size.rows - grid.rows.length - 1;
  if (room < minCurves) return grid;
  return { ...grid, rows: [...grid.rows, "", ...painted(view, curvesLines(view, layout.gridWidth, room))] };
}

function panesOfView(view: CohortsView, layout: GridLayout): readonly (readonly Line[])[] {
  if (layout.panes === 0) return [];
  const { rows } = view.size;
  const first = paneLines(view, layout.paneWidth - 1, rows);
  if (layout.panes === 1) return [first];
  return [first, compositionLines(view, layout.paneWidth - 1, rows)];
}

function painted(view: CohortsView, lines: readonly Line[]): readonly string[] {
  return lines.map((line) => paint(line, view.theme));
}
