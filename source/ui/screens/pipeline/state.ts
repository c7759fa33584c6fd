import type { Pipeline, PipelineModel, PipelineRows, QuarantineReason } from "../../../domain/pipeline.ts";
import type { RowPage } from "../../../domain/slice-result.ts";
import type { Page } from "../../state/core.ts";
import { cycled } from "../../state/cycled.ts";
import { type Cursor, originCursor } from "../../state/viewport.ts";
import { pageAround } from "../page.ts";

export type PipelineView = "models" | "runs" | "quarantine";
export type Section = "columns" | "checks" | "sql" | "rows" | "snapshots";

export interface PipelineState {
  readonly view: PipelineView;
  /** In the list of the view. */
  readonly cursor: Cursor;
  /** The open model; undefined: the list. */
  readonly model: string | undefined;
  readonly section: Section;
  /** In the open model or check. */
  readonly inner: Cursor;
  /** The check whose failing rows are listed. */
  readonly check: string | undefined;
  /** The only reason whose quarantined records are listed; undefined: all. */
  readonly only: QuarantineReason | undefined;
  /** Where the cursor was in the list behind the rows of a check or a reason, which Esc goes back to. */
  readonly behind?: Cursor | undefined;
  /** Where the cursor was in the lists that are not in view. */
  readonly left?: Readonly<Partial<Record<PipelineView, Cursor>>>;
}

export const initialPipeline: PipelineState = {
  view: "models",
  cursor: originCursor,
  model: undefined,
  section: "columns",
  inner: originCursor,
  check: undefined,
  only: undefined,
};

/** The quarantine with all of its records. */
export function quarantineOf(state: PipelineState): PipelineState {
  return { ...initialPipeline, section: state.section, view: "quarantine" };
}

export const views: readonly PipelineView[] = ["models", "runs", "quarantine"];

export const sections: readonly Section[] = ["columns", "checks", "sql", "rows", "snapshots"];

/** The sections of a model: snapshots only if its table keeps them. */
export function sectionsOf(pipeline: Pipeline | undefined): readonly Section[] {
  return pipeline?.hasSnapshots ? sections : sections.filter((section) => section !== "snapshots");
}

/** Whether what is open lists rows of a table. */
export function isTable({ check, section }: PipelineState): boolean {
  return check !== undefined || section === "rows" || section === "snapshots";
}

/** One line of the list of models: a raw table or a model. */
export interface Item {
  readonly name: string;
  readonly model: PipelineModel | undefined;
}

/** Raw tables in the order in which models read them, whatever order they were loaded in; then the models by layer. */
export function itemsOf(pipeline: Pipeline): readonly Item[] {
  const read = pipeline.models.flatMap((model) => model.sources);
  const place = (table: string) => (read.includes(table) ? read.indexOf(table) : read.length);
  const tables = [...new Set(pipeline.sources.map((source) => source.table))].sort((a, b) => place(a) - place(b));
  const layers = ["bronze", "silver", "gold"];
  const models = layers.flatMap((layer) => pipeline.models.filter((model) => model.layer === layer));
  return [
    ...tables.map((table) => ({ name: `raw.${table}`, model: undefined })),
    ...models.map((model) => ({ name: model.name, model })),
  ];
}

export function openModel(state: PipelineState, pipeline: Pipeline | undefined): PipelineModel | undefined {
  return pipeline?.models.find((model) => model.name === state.model);
}

/** A page of rows on screen, if there is one. */
export interface PageView {
  readonly page: RowPage | undefined;
  readonly offset: number;
}

/** The rows on screen, if any, and their page. */
export function rowsInView({
  view,
  model,
  section,
  check,
  cursor,
  inner,
  only,
}: PipelineState): (Page & { readonly of: PipelineRows }) | undefined {
  if (model === undefined)
    return view === "quarantine"
      ? { of: { kind: "quarantine", ...(only === undefined ? {} : { only }) }, ...pageAround(cursor.top) }
      : undefined;
  if (check !== undefined) return { of: { kind: "check", name: check }, ...pageAround(inner.top) };
  if (section === "snapshots") return { of: { kind: "snapshots", name: model }, ...pageAround(inner.top) };
  return section === "rows" ? { of: { kind: "model", name: model }, ...pageAround(inner.top) } : undefined;
}

/** The next list or, in an open model, its next section. */
export function nextView(state: PipelineState, pipeline: Pipeline | undefined, by: number): PipelineState {
  if (state.model === undefined) return inView(state, cycled(views, state.view, by));
  const section = cycled(sectionsOf(pipeline), state.section, by);
  return { ...state, section, inner: originCursor, check: undefined, behind: undefined };
}

/** Another list, with its cursor where it was left; for the quarantine, its cursor among all records. */
function inView(state: PipelineState, view: PipelineView): PipelineState {
  const here = state.only === undefined ? state.cursor : (state.behind ?? originCursor);
  const left = { ...state.left, [state.view]: here };
  return { ...state, view, left, cursor: left[view] ?? originCursor, only: undefined, behind: undefined };
}

/** The state with what is under the cursor open; undefined if it cannot be opened. */
export function drilled(
  state: PipelineState,
  pipeline: Pipeline | undefined,
  page: PageView,
): PipelineState | undefined {
  if (state.view === "quarantine" && state.model === undefined) return narrowed(state, page);
  if (pipeline === undefined) return undefined;
  if (state.model === undefined) {
    const item = state.view === "models" ? itemsOf(pipeline)[state.cursor.row] : undefined;
    return item?.model === undefined
      ? undefined
      : { ...state, model: item.name, inner: originCursor, check: undefined };
  }
  const check = state.section === "checks" ? openModel(state, pipeline)?.checks[state.inner.row] : undefined;
  return check === undefined ? undefined : { ...state, check: check.name, behind: state.inner, inner: originCursor };
}

/** Only the records with the same reason as the one under the cursor. */
function narrowed(state: PipelineState, { page, offset }: PageView): PipelineState | undefined {
  const row = page?.rows[state.cursor.row - offset];
  const value = (name: string) => row?.[page?.columns.indexOf(name) ?? -1];
  const [table, reason] = [value("source_table"), value("reason")];
  if (state.only !== undefined || typeof table !== "string" || typeof reason !== "string") return undefined;
  return { ...state, only: { table, reason }, behind: state.cursor, cursor: originCursor };
}

/** One step out of what is open; undefined if nothing is. */
export function stepBack(state: PipelineState): PipelineState | undefined {
  const before = state.behind ?? originCursor;
  if (state.only !== undefined) return { ...state, only: undefined, cursor: before, behind: undefined };
  if (state.check !== undefined) return { ...state, check: undefined, inner: before, behind: undefined };
  return state.model === undefined ? undefined : { ...state, model: undefined, inner: originCursor };
}
