import type { ReactNode } from "react";
import { storyOf } from "../analysis/story.ts";
import type { Catalog } from "../domain/catalog.ts";
import { cell } from "../domain/cell.ts";
import type { Filter } from "../domain/slice.ts";
import { UserError } from "../errors.ts";
import type { ScreenName } from "./actions.ts";
import { bodySize, labelOf } from "./app-state.ts";
import { filterText } from "./filters.ts";
import { ErrorBoundary } from "./frame/error-boundary.tsx";
import type { Slot } from "./queries.ts";
import { pipelinePage } from "./reduce-pipeline.ts";
import { cohortsRows } from "./screens/cohorts/cohorts-screen.ts";
import { compositionDimensions } from "./screens/cohorts/composition-view.ts";
import { investigationRows } from "./screens/investigation/investigation-screen.ts";
import { pipelineRows } from "./screens/pipeline/pipeline-screen.ts";
import { rowsOfPage } from "./screens/rows/rows-screen.ts";
import { slicesRows } from "./screens/slices/slices-screen.ts";
import type { ScreenContext } from "./screens/view.ts";
import type { Store } from "./store.ts";
import type { Theme } from "./theme/theme.ts";
import { useTheme } from "./theme/use-theme.ts";
import { isEmpty } from "./wanted-slices.ts";
import { progressBar } from "./widgets/bars.ts";
import { type Line, paint, seg } from "./widgets/line.ts";
import { emptyLines, errorLines } from "./widgets/message.ts";
import { Lines, Rows } from "./widgets/rows.tsx";

const mainSlots = {
  cohorts: "grid",
  slices: "table",
  rows: "page",
  investigation: "investigation",
  pipeline: "pipeline",
} as const satisfies Record<ScreenName, string>;

interface BodyProps {
  readonly store: Store;
  readonly onCrash: ((error: unknown) => string | undefined) | undefined;
}

/** The screen in view with its answers; an error in its place, with a way out, where there is none. */
export function Body({ store, onCrash }: BodyProps): ReactNode {
  const { columns } = bodySize(store.state().size);
  return (
    <ErrorBoundary
      version={store.version()}
      onCrash={onCrash}
      panel={(error, file) => <Lines lines={bugPanel(error, columns, file)} />}
    >
      <ScreenInView store={store} />
    </ErrorBoundary>
  );
}

function ScreenInView({ store }: { readonly store: Store }): ReactNode {
  const { rows } = bodySize(store.state().size);
  return <Rows rows={bodyRows(store, useTheme()).slice(0, rows)} />;
}

function bodyRows(store: Store, theme: Theme): readonly string[] {
  const state = store.state();
  const { screen } = state.place;
  const slot = store.data.slot(mainSlots[screen]);
  const context: ScreenContext = {
    theme,
    size: bodySize(state.size),
    catalog: store.data.catalog,
    currency: store.data.dataSet.currency,
    isStale: slot?.isStale === true && slot.isSlow,
  };
  const error = errorOf(store, mainSlots[screen]);
  if (error !== undefined) return painted(errorPanel(error, context.size.columns), theme);
  return rowsOf[screen](store, context) ?? painted(waiting(screen, slot, context.size.columns), theme);
}

/** The rows of each screen; none while its first answer is on its way. */
const rowsOf: Readonly<Record<ScreenName, (store: Store, context: ScreenContext) => readonly string[] | undefined>> = {
  cohorts: cohortsBody,
  slices: slicesBody,
  rows: rowsBody,
  investigation: investigationBody,
  pipeline: pipelineBody,
};

function cohortsBody({ data, state }: Store, context: ScreenContext): readonly string[] | undefined {
  const prepared = data.grid();
  if (prepared === undefined) return undefined;
  const { cohorts } = state().place;
  if (prepared.grid.rows.length === 0)
    return painted(noCohorts(cohorts.query.filters, data.catalog, context.size.columns), context.theme);
  const composition = compositionDimensions(data.catalog).map((dimension) => ({
    dimension,
    result: data.slice(`pane:${dimension}`),
  }));
  return cohortsRows({ ...context, prepared, state: cohorts, composition });
}

function slicesBody(store: Store, context: ScreenContext): readonly string[] {
  const { data } = store;
  const { slices } = store.state().place;
  const results = (dimension: string) => {
    const board = data.slot(`board:${dimension}`);
    return { result: data.slice(`board:${dimension}`), isStale: board?.isStale === true && board.isSlow };
  };
  return slicesRows({
    ...context,
    state: slices,
    results,
    table: data.slice("table"),
    layout: data.sliceTable(slices.view),
    lifts: liftsOf(store),
    days: data.dataSet,
    sum: data.slice("sum"),
    trend: data.slice("trend"),
  });
}

function rowsBody({ data, state }: Store, context: ScreenContext): readonly string[] | undefined {
  const found = data.page();
  if (found === undefined) return undefined;
  return rowsOfPage({ ...context, state: state().place.rows, ...found, table: data.pageTable(found.page) });
}

function pipelineBody({ data, state }: Store, context: ScreenContext): readonly string[] | undefined {
  const pipeline = data.pipeline();
  if (pipeline === undefined) return undefined;
  return pipelineRows({ ...context, state: state().place.pipeline, pipeline, ...pipelinePage(data) });
}

function investigationBody({ data, state }: Store, context: ScreenContext): readonly string[] | undefined {
  const investigation = data.investigation();
  if (investigation === undefined) return undefined;
  const { place } = state();
  const story = storyOf(place.investigation.stories, place.investigation.question ?? data.homeQuestion());
  const progress = context.isStale ? data.slot(mainSlots.investigation)?.progress : undefined;
  return investigationRows({ ...context, state: place.investigation, investigation, story, progress });
}

/** For an empty slice: how many order lines there are without each of its filters, as far as known. */
function liftsOf({ data, state }: Store) {
  const { slices } = state().place;
  if (!isEmpty(slices, data)) return undefined;
  return slices.slice.filters.map((filter, index) => {
    const value = data.slice(`lift:${index}`)?.rows[0]?.values[0];
    return { filter, orderLines: typeof value === "number" ? value : undefined };
  });
}

function painted(lines: readonly Line[], theme: Theme): readonly string[] {
  return lines.map((line) => paint(line, theme));
}

function errorOf(store: Store, main: string): Error | undefined {
  const { place } = store.state();
  const failed = store.data.slot(main)?.error ?? store.data.slot("question")?.error;
  if (place.screen === "pipeline") return store.data.slot(main)?.error ?? store.data.slot("page")?.error;
  if (failed !== undefined || place.screen !== "slices" || place.slices.view !== "boards") return failed;
  const boards = store.data.catalog.dimensions.map((one) => store.data.slot(`board:${one.name}`)?.error);
  return boards.find((error) => error !== undefined);
}

/** What, why and what next; our own bug says so and keeps the program usable. */
export function errorPanel(error: Error, width: number): readonly Line[] {
  if (error.message === "stopped")
    return emptyLines(["Stopped.", "Press r to ask again, u to undo the last step."], width);
  if (error instanceof UserError) return errorLines({ what: error.message, why: error.why, next: error.next }, width);
  return bugPanel(error, width);
}

/** Our own bug: what to do, and what to report it with. */
function bugPanel({ message: why }: Error, width: number, crashFile?: string): readonly Line[] {
  const what = "Something went wrong that should not have.";
  const report = crashFile === undefined ? "" : ` and ${crashFile}`;
  const next = `Press u to undo the last step, r to try again. If it stays, report it with the output of "grounds doctor"${report}.`;
  return errorLines({ what, why, next }, width);
}

/** What there is to see until the first answer comes. */
function waiting(screen: ScreenName, slot: Slot | undefined, width: number): readonly Line[] {
  if (screen === "investigation") return investigating(slot?.progress ?? 0, width);
  return slot?.isSlow === true ? [[], [seg("   reading … Esc stops", "label")]] : [];
}

function investigating(done: number, width: number): readonly Line[] {
  return [
    [],
    [seg("   taking the change apart, Esc stops", "label")],
    [],
    [seg("   "), ...progressBar(done, Math.min(60, width - 6))],
  ];
}

/** Nothing is left: the filters that took it, the last one first in line to be lifted. */
function noCohorts(filters: readonly Filter[], catalog: Catalog, width: number): readonly Line[] {
  if (filters.length === 0)
    return emptyLines(["This data has no customers yet.", "Press r once there are some."], width);
  const names = filters.map((filter) => cell(filterText(filter, labelOf(catalog, filter.dimension))));
  return emptyLines(
    [
      "No customers are left under these filters:",
      ...names.map((name) => `   ${name}`),
      `Press f and choose ${names.at(-1)?.split(":")[0]} to lift the last one, F to take all away, u to undo the last step.`,
    ],
    width,
  );
}
