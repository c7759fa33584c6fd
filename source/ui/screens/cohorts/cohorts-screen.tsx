import { type ReactNode, useRef } from "react";
import { beside } from "../../widgets/frame.ts";
import { fitLine, paint } from "../../widgets/line.ts";
import { Lines } from "../../widgets/lines.tsx";
import { type GridView, gridLines, type RowCache } from "./grid-view.ts";
import { layOutGrid } from "./layout.ts";
import { paneLines } from "./pane-view.ts";
import type { PreparedGrid } from "./prepared.ts";

/** The grid with its cursor, and beside it, where there is room or it was asked for, the details of the cell. */
export function CohortsScreen({ view }: { readonly view: GridView }): ReactNode {
  const cache = useCacheOf(view.prepared);
  const layout = layOutGrid(view.prepared, view.state, view.size);
  const grid = gridLines(view, cache);
  if (layout.paneWidth === 0) return <Lines lines={grid} height={view.size.rows} />;
  const pane = paneLines(view, layout.paneWidth - 1, view.size.rows).map((line) =>
    paint(fitLine(line, layout.paneWidth - 1), view.theme),
  );
  const lines = beside(grid, pane, layout.gridWidth, view.size.rows, view.theme);
  return <Lines lines={lines} height={view.size.rows} />;
}

/** Painted rows of this grid; another grid starts anew. */
function useCacheOf(prepared: PreparedGrid): RowCache {
  const kept = useRef<{ readonly of: PreparedGrid; readonly rows: RowCache }>(undefined);
  if (kept.current?.of !== prepared) kept.current = { of: prepared, rows: new Map() };
  return kept.current.rows;
}
