import { counted } from "../../domain/format.ts";
import type { Slice } from "../../domain/slice.ts";
import type { Action } from "../actions.ts";
import type { AppData, AppState, Place } from "../app-state.ts";
import { pipelineExport, pipelinePage } from "../reduce-pipeline.ts";
import { boardDimensions } from "../screens/slices/state.ts";
import { boardSlice, tableSlice } from "../wanted-slices.ts";
import { reportOverlay } from "./investigation-choices.ts";
import { type ExportOverlay, nameProblem } from "./state.ts";

/** Asks where what the screen shows is to be written; a notice where there is nothing yet. */
export function exportOpened(state: AppState, data: AppData): AppState {
  if (state.place.screen === "pipeline") return pipelineExportOpened(state, data);
  if (state.place.screen !== "investigation") return { ...state, overlay: exportOverlay(state, data) };
  const overlay = reportOverlay(state, data);
  if (overlay !== undefined) return { ...state, overlay };
  return { ...state, notice: { text: "The investigation is still being computed", tone: "warning" } };
}

/** Rows of a model, of a check that fails, or of the quarantine. */
function pipelineExportOpened(state: AppState, data: AppData): AppState {
  const of = pipelineExport(state.place);
  if (of === undefined) {
    return {
      ...state,
      notice: { text: "Open a model, or the quarantine with v, to export its rows", tone: "warning" },
    };
  }
  const input = `${of.kind === "quarantine" ? "quarantine" : of.name}.csv`;
  const rows = pipelinePage(data).page?.total;
  return { ...state, overlay: { kind: "export", view: { kind: "pipeline", of }, input, status: "asking", rows } };
}

function exportOverlay(state: AppState, data: AppData): ExportOverlay {
  const { place } = state;
  if (place.screen === "rows") return rowsExport(place.rows, data);
  const isGrid = place.screen === "cohorts";
  const grid = data.grid();
  const slice = viewSlice(state, data);
  const cells = grid?.grid.rows.flatMap((row) => row.cells.filter((cell) => cell !== undefined));
  const rows = isGrid ? cells?.length : undefined;
  const result = data.slice("table");
  return {
    kind: "export",
    view: isGrid ? { kind: "cohorts", query: place.cohorts.query } : { kind: "slice", slice },
    input: isGrid ? `cohorts-${place.cohorts.query.measure}.csv` : `slice-${slice.by.join("-") || "total"}.csv`,
    status: "asking",
    rows: isGrid ? rows : place.slices.view === "boards" ? undefined : result?.rows.length,
  };
}

/** All order lines or customers behind the view, not only the page that was read. */
function rowsExport(rows: Place["rows"], data: AppData): ExportOverlay {
  const view = { kind: rows.kind, slice: rows.slice } as const;
  const input = rows.kind === "lines" ? "order-lines.csv" : "customers.csv";
  return { kind: "export", view, input, status: "asking", rows: data.page()?.page.total };
}

/** What the view shows, whole: a leaderboard without its cut, the table, the pivot. */
function viewSlice(state: AppState, data: AppData): Slice {
  const { slices } = state.place;
  const dimension = boardDimensions(data.catalog)[slices.board];
  if (slices.view !== "boards" || dimension === undefined) return tableSlice(slices, data);
  return { ...boardSlice(slices, dimension.name, data), top: slices.slice.top };
}

/** Asks to write the file; an existing one is replaced when this is its second time. */
export function acceptExport(state: AppState, overlay: ExportOverlay): AppState {
  const file = overlay.input.trim();
  if (overlay.status === "writing") return state;
  const problem = nameProblem(file, overlay.view);
  if (problem !== undefined) return { ...state, overlay: { ...overlay, problem } };
  return {
    ...state,
    overlay: { ...overlay, status: "writing" },
    request: {
      id: (state.request?.id ?? 0) + 1,
      kind: "export",
      file,
      overwrite: overlay.status === "exists",
    },
  };
}

/** The state once it is known what came of an export. */
export function afterExport(state: AppState, action: Extract<Action, { type: `export_${string}` }>): AppState {
  if (state.overlay?.kind !== "export") return afterLeftExport(state, action);
  if (action.type === "export_done") {
    const what = state.overlay.view.kind === "report" ? "the report" : rowsText(action.rows);
    const text = `Wrote ${what} to ${action.file}`;
    return { ...state, overlay: undefined, notice: { text, tone: "label" } };
  }
  if (action.type === "export_exists") return { ...state, overlay: { ...state.overlay, status: "exists" } };
  return { ...state, overlay: { ...state.overlay, status: "asking", problem: action.text } };
}

/** What came of an export whose prompt was closed meanwhile: it goes on, and is told of all the same. */
function afterLeftExport(state: AppState, action: Extract<Action, { type: `export_${string}` }>): AppState {
  switch (action.type) {
    case "export_done":
      return { ...state, notice: { text: `Wrote ${action.file}`, tone: "label" } };
    case "export_exists":
      return { ...state, notice: { text: `Nothing was written: ${action.file} exists`, tone: "warning" } };
    case "export_failed":
      return { ...state, notice: { text: action.text, tone: "error" } };
  }
}

/** `1 row`, `241,870 rows` */
export function rowsText(rows: number): string {
  return rows === 1 ? "1 row" : `${counted(rows)} rows`;
}
