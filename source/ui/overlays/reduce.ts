import type { StepId } from "../../analysis/investigation.ts";
import { storyOf, withNote } from "../../analysis/story.ts";
import type { Slice } from "../../domain/slice.ts";
import type { ActionName, PromptKey } from "../actions.ts";
import { type AppData, type AppState, type Place, sliceMeasure } from "../app-state.ts";
import { withFilter } from "../filters.ts";
import { filtersInView } from "../filters-in-view.ts";
import { questionInView } from "../reduce-investigation.ts";
import { pipelineExport, pipelinePage } from "../reduce-pipeline.ts";
import { compareWith, splitBy } from "../screens/cohorts/state.ts";
import { changeQuestion, changeStory } from "../screens/investigation/state.ts";
import { dimensionUnderCursor } from "../screens/slices/reduce.ts";
import { boardDimensions, withSlice } from "../screens/slices/state.ts";
import { boardSlice, tableSlice } from "../wanted-slices.ts";
import { acceptSliceChoice, acceptView, deleteView } from "./accept-slice.ts";
import { acceptInvestigationChoice, reportOverlay } from "./investigation-choices.ts";
import { itemsOf } from "./items.ts";
import { type ExportOverlay, type PickOverlay, pick, reduceOverlay } from "./state.ts";

/** The state with the picker or prompt that an action opens; undefined where it opens none. */
export function openOverlay(state: AppState, name: ActionName, data: AppData): AppState | undefined {
  const { place } = state;
  switch (name) {
    case "measure":
      if (place.screen === "investigation") return { ...state, overlay: pick("metric") };
      return place.screen === "slices"
        ? { ...state, overlay: pick("measures", place.slices.slice.measures) }
        : { ...state, overlay: pick("measure") };
    case "filter":
      return { ...state, overlay: pick("filter") };
    case "split":
      return place.screen === "cohorts" ? { ...state, overlay: pick("split") } : undefined;
    case "by":
      return { ...state, overlay: pick("by", place.slices.slice.by) };
    case "compare":
      if (place.screen === "investigation") return { ...state, overlay: pick("cohort") };
      return { ...state, overlay: pick(place.screen === "cohorts" ? "compare" : "against") };
    case "search": {
      if (place.screen !== "slices") return { ...state, overlay: pick(name) };
      const dimension = dimensionUnderCursor(place.slices, data);
      return dimension === undefined ? undefined : { ...state, overlay: valuesOverlay(state, dimension, data) };
    }
    case "having":
      return { ...state, overlay: { ...pick(name), input: "> " } };
    case "step":
      return { ...state, overlay: { ...pick("step"), chosen: place.investigation.step } };
    case "switches":
      return { ...state, overlay: pick("switch") };
    case "benchmark":
    case "period":
    case "top":
    case "views":
      return { ...state, overlay: pick(name) };
    case "export":
      return exportOpened(state, data);
    case "note": {
      const step = data.investigation()?.steps[place.investigation.step]?.id;
      if (step === undefined) return undefined;
      return { ...state, overlay: { kind: "note", step, input: noteOf(state, data, step) } };
    }
    default:
      return undefined;
  }
}

/** A key inside an overlay: cancel closes it, accept does what it is for, the rest stays inside. */
export function reduceInOverlay(
  state: AppState,
  key: PromptKey,
  data: AppData,
  finish: (state: AppState, place: Place) => AppState,
): AppState {
  const { overlay } = state;
  if (overlay === undefined) return state;
  if (key === "cancel") return { ...state, overlay: undefined };
  const items = overlay.kind === "pick" ? itemsOf(overlay, state, data) : [];
  if (key === "invert" && overlay.kind === "pick" && overlay.purpose === "views")
    return deleteView(state, overlay, items[overlay.chosen]?.value);
  if (key !== "accept") return { ...state, overlay: reduceOverlay(overlay, key, items) };
  const closed: AppState = { ...state, overlay: undefined };
  switch (overlay.kind) {
    case "help":
    case "sql":
    case "summary":
      return closed;
    case "note": {
      const step = data.investigation()?.steps.find((one) => one.id === overlay.step)?.id;
      if (step === undefined) return closed;
      const question = questionInView(state, data);
      if (question === undefined) return closed;
      const investigation = changeStory(state.place.investigation, question, (story) =>
        withNote(story, step, overlay.input),
      );
      return finish(closed, { ...state.place, investigation });
    }
    case "export":
      return acceptExport(state, overlay);
    case "pick":
      return accept(closed, overlay, items[overlay.chosen]?.value, data, finish);
  }
}

function accept(
  state: AppState,
  overlay: PickOverlay,
  chosen: string | undefined,
  data: AppData,
  finish: (state: AppState, place: Place) => AppState,
): AppState {
  const { place } = state;
  const { cohorts, slices } = place;
  const values = overlay.picked.length > 0 ? overlay.picked : chosen === undefined ? [] : [chosen];
  const answered = acceptInvestigationChoice(state, overlay, chosen, data, finish);
  if (answered !== undefined) return answered;
  switch (overlay.purpose) {
    case "palette":
      return state;
    case "measure":
      return chosen === undefined
        ? state
        : finish(state, {
            ...place,
            cohorts: { ...cohorts, query: { ...cohorts.query, measure: chosen } },
            slices: withSlice(slices, { ...slices.slice, measures: [sliceMeasure(chosen, data.catalog)] }),
          });
    case "measures":
      return values.length === 0
        ? state
        : finish(state, { ...place, slices: withSlice(slices, { ...slices.slice, measures: values }) });
    case "split":
      return chosen === undefined ? state : finish(state, { ...place, cohorts: splitBy(cohorts, chosen || undefined) });
    case "compare":
      return chosen === undefined
        ? state
        : finish(state, { ...place, cohorts: compareWith(cohorts, chosen || undefined) });
    case "benchmark":
      return chosen === undefined ? state : finish(state, { ...place, cohorts: { ...cohorts, benchmark: chosen } });
    case "search": {
      const row = data.grid()?.grid.rows.findIndex((one) => one.key === chosen) ?? -1;
      if (row < 0) return state;
      return { ...state, place: { ...place, cohorts: { ...cohorts, cursor: { ...cohorts.cursor, row } } } };
    }
    case "by": {
      const view = slices.view === "boards" ? "table" : slices.view;
      return values.length === 0
        ? state
        : finish(state, { ...place, slices: { ...withSlice(slices, { ...slices.slice, by: values }), view } });
    }
    case "period":
    case "against":
    case "top":
    case "having":
      return acceptSliceChoice(state, overlay, chosen, finish);
    case "views":
      return acceptView(state, chosen, finish);
    case "filter":
      return chosen === undefined ? state : { ...state, overlay: valuesOverlay(state, chosen, data) };
    case "filter_values":
      return finish(state, filtered(state, overlay, chosen, data));
    default:
      return state;
  }
}

function valuesOverlay(state: AppState, dimension: string, data: AppData): PickOverlay {
  const current = filtersInView(state, data).find((one) => one.dimension === dimension);
  return { ...pick("filter_values", current?.values ?? []), dimension, op: current?.op ?? "in" };
}

/** What was ticked becomes the filter; with nothing ticked it is taken away, unless a value was just sought and found. */
function filtered(state: AppState, overlay: PickOverlay, chosen: string | undefined, data: AppData): Place {
  const { place } = state;
  const sought = overlay.input !== "" && chosen !== undefined && overlay.picked.length === 0;
  const values = sought ? [chosen] : overlay.picked;
  const filters = withFilter(filtersInView(state, data), {
    dimension: overlay.dimension ?? "",
    op: overlay.op,
    values,
  });
  const question = questionInView(state, data);
  if (place.screen === "investigation" && question !== undefined)
    return { ...place, investigation: changeQuestion(place.investigation, { ...question, filters }) };
  return place.screen === "slices"
    ? { ...place, slices: withSlice(place.slices, { ...place.slices.slice, filters }) }
    : { ...place, cohorts: { ...place.cohorts, query: { ...place.cohorts.query, filters } } };
}

function noteOf(state: AppState, data: AppData, step: StepId): string {
  return storyOf(state.place.investigation.stories, questionInView(state, data)).notes[step] ?? "";
}

function exportOpened(state: AppState, data: AppData): AppState {
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

function acceptExport(state: AppState, overlay: ExportOverlay): AppState {
  const file = overlay.input.trim();
  if (file === "" || overlay.status === "writing") return state;
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
