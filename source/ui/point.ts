import { type AppData, type AppState, bodySize, linesAbove, type Place } from "./app-state.ts";
import type { MouseEvent } from "./mouse.ts";
import { itemsOf } from "./overlays/items.ts";
import { pointInList } from "./overlays/list-window.ts";
import { pointAtInvestigation } from "./reduce-investigation.ts";
import { pipelinePage } from "./reduce-pipeline.ts";
import { layOutGrid } from "./screens/cohorts/layout.ts";
import { linesAboveList, pipelineExtent } from "./screens/pipeline/pipeline-extent.ts";
import { pointAtSlices } from "./screens/slices/reduce.ts";
import { firstColumn } from "./screens/slices/table-layout.ts";
import { rowAt } from "./viewport.ts";
import { columnAt, headerHeight } from "./widgets/table.ts";

type Point = Pick<MouseEvent, "x" | "y">;

/** The state with the cursor where was clicked: a cell, a row, a value, a step, a bar, an entry; elsewhere it is the same state. */
export function pointAt(state: AppState, at: Point, data: AppData): AppState {
  const { place, overlay } = state;
  if (overlay?.kind === "pick")
    return { ...state, overlay: pointInList(overlay, itemsOf(overlay, state, data), at.y, state.size) };
  const inBody = { x: at.x, y: at.y - linesAbove };
  if (overlay !== undefined || inBody.y < 0) return state;
  const next = pointOn(state, inBody, data);
  return next === place ? state : { ...state, place: next };
}

function pointOn(state: AppState, at: Point, data: AppData): Place {
  const { place } = state;
  switch (place.screen) {
    case "cohorts":
      return pointAtGrid(state, at, data);
    case "slices":
      return place.slices.view === "boards" ? pointAtBoards(state, at, data) : pointAtTable(state, at, data);
    case "rows": {
      const rows = data.page()?.page.total ?? 0;
      const cursor = rowAt(place.rows.cursor, at.y - 1, { rows, visibleRows: bodySize(state.size).rows - 2 });
      return cursor === place.rows.cursor ? place : { ...place, rows: { ...place.rows, cursor } };
    }
    case "pipeline":
      return pointAtPipeline(state, at, data);
    case "investigation":
      return pointAtInvestigation(state, at, data);
  }
}

function pointAtGrid(state: AppState, { x, y }: Point, data: AppData): Place {
  const { place, size } = state;
  const { cursor, view } = place.cohorts;
  const prepared = data.grid();
  if (view !== "grid" || prepared === undefined) return place;
  const layout = layOutGrid(prepared, place.cohorts, bodySize(size));
  const index = y - 1;
  if (index < 0 || index >= layout.visibleRows || x >= layout.gridWidth) return place;
  const offset = 2 + prepared.labelWidth + prepared.customersWidth + 2;
  const column = Math.floor((x - offset) / layout.cellWidth);
  const isCell = x >= offset && column < layout.visibleColumns;
  const next = { ...cursor, row: cursor.top + index, column: isCell ? cursor.left + column : cursor.column };
  return { ...place, cohorts: { ...place.cohorts, cursor: next } };
}

function pointAtBoards({ place, size }: AppState, at: Point, data: AppData): Place {
  const slices = pointAtSlices(place.slices, at, bodySize(size), data);
  return slices === place.slices ? place : { ...place, slices };
}

function pointAtTable({ place, size }: AppState, { x, y }: Point, data: AppData): Place {
  const { view, cursor } = place.slices;
  const layout = data.sliceTable(view);
  if (layout === undefined) return place;
  const { columns: width, rows: height } = bodySize(size);
  const head = headerHeight(layout.columns);
  const at = rowAt(cursor, y - head, { rows: layout.rows.length, visibleRows: height - head - 1 });
  if (at === cursor) return place;
  const column = columnAt(layout.widths, x, width, firstColumn(layout, cursor.column, width)) ?? cursor.column;
  return { ...place, slices: { ...place.slices, cursor: { ...at, column } } };
}

function pointAtPipeline({ place, size }: AppState, { y }: Point, data: AppData): Place {
  const pipeline = data.pipeline();
  const state = place.pipeline;
  if (pipeline === undefined) return place;
  const room = bodySize(size);
  const extent = pipelineExtent(state, pipeline, pipelinePage(data).page, room);
  const key = state.model === undefined ? "cursor" : "inner";
  const cursor = rowAt(state[key], y - linesAboveList(state, pipeline, room), extent);
  return cursor === state[key] ? place : { ...place, pipeline: { ...state, [key]: cursor } };
}
