import { counted } from "../../domain/format.ts";
import type { Action } from "../state/actions.ts";
import { type AppState, request } from "../state/app-state.ts";
import { type ExportOverlay, nameProblem } from "../state/overlay.ts";
import { here, type Program, say } from "../state/program.ts";

/** Opens the prompt for the file to write what the screen shows; a notice if there is nothing to write. */
export function exportOpened(app: AppState, program: Program): AppState {
  const { screen, at } = here(app, program);
  const wanted = screen.exportOf(at);
  if (typeof wanted === "string") return say(app, wanted);
  const { view, file: input, rows } = wanted;
  return { ...app, overlay: { kind: "export", view, input, status: "asking", rows } };
}

/** Asks for the file to be written; replaces an existing one when confirmed a second time. */
export function acceptExport(state: AppState, overlay: ExportOverlay): AppState {
  const file = overlay.input.trim();
  if (overlay.status === "writing") return state;
  const problem = nameProblem(file, overlay.view);
  if (problem !== undefined) return { ...state, overlay: { ...overlay, problem } };
  const writing: AppState = { ...state, overlay: { ...overlay, status: "writing" } };
  return request(writing, { kind: "export", file, overwrite: overlay.status === "exists" });
}

/** The state once the result of an export is known. */
export function afterExport(state: AppState, action: Extract<Action, { type: `export_${string}` }>): AppState {
  if (state.overlay?.kind !== "export") return afterLeftExport(state, action);
  if (action.type === "export_done") {
    const what = state.overlay.view.kind === "report" ? "the report" : rowsText(action.rows);
    return say({ ...state, overlay: undefined }, `Wrote ${what} to ${action.file}`, "label");
  }
  if (action.type === "export_exists") return { ...state, overlay: { ...state.overlay, status: "exists" } };
  return { ...state, overlay: { ...state.overlay, status: "asking", problem: action.text } };
}

/** The result of an export whose prompt was closed meanwhile: the export continues and its result is still reported. */
function afterLeftExport(state: AppState, action: Extract<Action, { type: `export_${string}` }>): AppState {
  switch (action.type) {
    case "export_done":
      return say(state, `Wrote ${action.file}`, "label");
    case "export_exists":
      return say(state, `Nothing was written: ${action.file} exists`);
    case "export_failed":
      return say(state, action.text, "error");
  }
}

/** `1 row`, `241,870 rows` */
export function rowsText(rows: number): string {
  return rows === 1 ? "1 row" : `${counted(rows)} rows`;
}
