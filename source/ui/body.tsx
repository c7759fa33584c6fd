import type { ReactNode } from "react";
import { storyOf } from "../analysis/story.ts";
import type { Catalog } from "../domain/catalog.ts";
import { cell } from "../domain/cell.ts";
import type { Filter } from "../domain/slice.ts";
import { UserError } from "../errors.ts";
import type { ScreenName } from "./actions.ts";
import { bodySize, labelOf } from "./app-state.ts";
import { filterText } from "./filters.ts";
import { pipelinePage } from "./reduce-pipeline.ts";
import { CohortsScreen } from "./screens/cohorts/cohorts-screen.tsx";
import { compositionDimensions } from "./screens/cohorts/composition-view.ts";
import { InvestigationScreen } from "./screens/investigation/investigation-screen.tsx";
import { PipelineScreen } from "./screens/pipeline/pipeline-screen.tsx";
import { RowsScreen } from "./screens/rows/rows-screen.tsx";
import { SlicesScreen } from "./screens/slices/slices-screen.tsx";
import type { ScreenContext } from "./screens/view.ts";
import type { Store } from "./store.ts";
import type { Theme } from "./theme/theme.ts";
import { isEmpty } from "./wanted-slices.ts";
import { progressBar } from "./widgets/bars.ts";
import { type Line, paint, seg } from "./widgets/line.ts";
import { Lines } from "./widgets/lines.tsx";
import { emptyLines, errorLines } from "./widgets/message.ts";

const mainSlots = {
  cohorts: "grid",
  slices: "table",
  rows: "page",
  investigation: "investigation",
  pipeline: "pipeline",
} as const satisfies Record<ScreenName, string>;

/** The screen in view with its answers; an error in its place, with a way out, where there is none. */
export function Body({ store, theme }: { readonly store: Store; readonly theme: Theme }): ReactNode {
  const state = store.state();
  const { place } = state;
  const size = bodySize(state.size);
  const main = mainSlots[place.screen];
  const slot = store.data.slot(main);
  const context: ScreenContext = {
    theme,
    size,
    catalog: store.data.catalog,
    currency: store.data.dataSet.currency,
    isStale: slot?.isStale === true && slot.isSlow,
  };
  const error = errorOf(store, main);
  if (error !== undefined) return <Drawn lines={errorPanel(error, size.columns)} context={context} />;
  switch (place.screen) {
    case "cohorts": {
      const prepared = store.data.grid();
      if (prepared === undefined) return <Drawn lines={reading(slot?.isSlow)} context={context} />;
      if (prepared.grid.rows.length === 0)
        return (
          <Drawn lines={noCohorts(place.cohorts.query.filters, store.data.catalog, size.columns)} context={context} />
        );
      const composition = compositionDimensions(store.data.catalog).map((dimension) => ({
        dimension,
        result: store.data.slice(`pane:${dimension}`),
      }));
      return <CohortsScreen view={{ ...context, prepared, state: place.cohorts, composition }} />;
    }
    case "slices": {
      const results = (dimension: string) => {
        const board = store.data.slot(`board:${dimension}`);
        return { result: store.data.slice(`board:${dimension}`), isStale: board?.isStale === true && board.isSlow };
      };
      const table = store.data.slice("table");
      return (
        <SlicesScreen
          view={{
            ...context,
            state: place.slices,
            results,
            table,
            lifts: liftsOf(store),
            sum: store.data.slice("sum"),
            trend: store.data.slice("trend"),
          }}
        />
      );
    }
    case "rows": {
      const page = store.data.page();
      if (page === undefined) return <Drawn lines={reading(slot?.isSlow)} context={context} />;
      return <RowsScreen view={{ ...context, state: place.rows, page: page.page, offset: page.offset }} />;
    }
    case "pipeline": {
      const pipeline = store.data.pipeline();
      if (pipeline === undefined) return <Drawn lines={reading(slot?.isSlow)} context={context} />;
      return <PipelineScreen view={{ ...context, state: place.pipeline, pipeline, ...pipelinePage(store.data) }} />;
    }
    case "investigation": {
      const investigation = store.data.investigation();
      if (investigation === undefined)
        return <Drawn lines={investigating(slot?.progress ?? 0, size.columns)} context={context} />;
      const question = place.investigation.question ?? store.data.homeQuestion();
      const story = storyOf(place.investigation.stories, question);
      const progress = context.isStale ? slot?.progress : undefined;
      return <InvestigationScreen view={{ ...context, state: place.investigation, investigation, story, progress }} />;
    }
  }
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

function Drawn({ lines, context }: { readonly lines: readonly Line[]; readonly context: ScreenContext }): ReactNode {
  return <Lines lines={lines.map((line) => paint(line, context.theme))} height={context.size.rows} />;
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
  return errorLines(
    {
      what: "Something went wrong that should not have.",
      why: error.message,
      next: 'Press u to undo the last step, r to try again. If it stays, report it with the output of "grounds doctor".',
    },
    width,
  );
}

function reading(isSlow: boolean | undefined): readonly Line[] {
  return isSlow === true ? [[], [seg("   reading … Esc stops", "label")]] : [];
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
