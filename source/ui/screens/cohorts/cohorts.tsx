import type { ReactNode } from "react";
import { retentionOf } from "../../../domain/catalog.ts";
import type { GridRow } from "../../../domain/cohort.ts";
import { plainValue } from "../../../domain/plain-value.ts";
import { go } from "../../input/key-rows.ts";
import { filterWords } from "../../state/filters.ts";
import { type At, defineScreen, type ViewProps } from "../../state/screen.ts";
import { useTheme } from "../../theme/use-theme.ts";
import { emptyLines } from "../../widgets/message.ts";
import { Panes } from "../../widgets/panes.tsx";
import { Lines } from "../../widgets/rows.tsx";
import { contextOf } from "../screen-context.ts";
import { axisOf } from "./axis.ts";
import { cohortBeginnings } from "./beginnings.ts";
import { cohortChips } from "./chips.ts";
import { cohortsPanes } from "./cohorts-screen.ts";
import { compositionDimensions } from "./composition-view.ts";
import { cohortKeys, cohortWords } from "./keys.ts";
import { gridExtent, layOutGrid } from "./layout.ts";
import { cohortPickers } from "./pickers.ts";
import { preparedIn } from "./prepared.ts";
import { canProject } from "./projection.ts";
import { cohortQueries } from "./queries.ts";
import { reduceGrid } from "./reduce.ts";
import { withMeasure } from "./retained.ts";
import { gridSentences } from "./sentences.ts";
import { type CohortsState, initialCohorts, settleCohorts } from "./state.ts";

/** Customers by when they were acquired, and what they did since. */
export const cohorts = defineScreen<CohortsState>({
  id: "cohorts",
  title: "Cohorts",
  about:
    "Customers by when they were acquired (rows) and what they have done since (columns). The stronger the colour, the higher the value.",
  keys: cohortKeys,
  keyWords: cohortWords,
  jumps: [{ row: go("to_cohorts", ["1"], "Show cohorts") }],

  initial: initialCohorts,
  beginnings: cohortBeginnings,
  reduce: reduceGrid,
  reasonAgainst({ state: { query }, data: { catalog } }, action) {
    if ((action === "tenure" || action === "steps") && query.axis === "calendar")
      return "Tenure counts only on the tenure axis: press t";
    if (action === "retained" && retentionOf(catalog) === undefined) return "This data has no retention";
    return action === "project" && !canProject(query)
      ? "Only cohorts by age can be projected, and not as percent of the first period"
      : undefined;
  },
  pickers: cohortPickers,
  palette: ["measure", "split"],
  settle({ state, data, size }) {
    if (data.slot("grid")?.isStale !== false) return state;
    const prepared = preparedIn(data);
    return settleCohorts(state, prepared, gridExtent(prepared, state, size));
  },
  target,
  show(at, intent) {
    if (intent.kind !== "by_acquisition") return undefined;
    const { kept, isTimeLeft } = axisOf(intent, at.data.catalog);
    const { split: _, ...query } = at.state.query;
    const measured = withMeasure(query, intent.measure ?? query.measure, at.data.catalog);
    const state = { ...at.state, query: { ...measured, filters: kept } };
    const text = "Time is across: the days chosen are not a filter here";
    return isTimeLeft ? { state, notice: { text, tone: "label" } } : { state };
  },

  analysis: ({ query }) => query,
  encode({ query, view, shows, marked, benchmark, heat, hasPane }) {
    return { cohorts: query, grid: { view, shows, marked: [...marked], benchmark, heat, hasPane } } as object;
  },
  decode: (saved, before) => ({ ...before, query: saved.cohorts, ...saved.grid }),

  queries: cohortQueries,
  slots: () => ["grid"],
  prefetch: { actions: ["axis", "grain", "steps", "tenure"], slot: "grid" },
  View: CohortsView,
  chips: cohortChips,
  spoken: gridSentences,

  row({ state, data }) {
    const row = data.grid()?.rows[state.cursor.row];
    return row === undefined ? undefined : valuesOf(row);
  },
  column: ({ state }) => state.cursor.column + 2,
  table({ data }) {
    const grid = data.grid();
    if (grid === undefined) return undefined;
    const head = [grid.query.split ?? "cohort", "customers", ...grid.columns.map((column) => column.label)];
    return [head, ...[...grid.rows, grid.total].map(valuesOf)];
  },
  sql: ({ data }) => data.grid()?.sql ?? [],
  exportOf({ state, data }) {
    const rows = data.grid()?.rows.flatMap((row) => row.cells.filter((one) => one !== undefined)).length;
    return { view: { kind: "cohorts", query: state.query }, file: `cohorts-${state.query.measure}.csv`, rows };
  },
});

function CohortsView({ at, isStale }: ViewProps<CohortsState>): ReactNode {
  const theme = useTheme();
  const prepared = preparedIn(at.data);
  if (prepared === undefined) return null;
  if (prepared.grid.rows.length === 0) return <Lines lines={noCohorts(at)} height={at.size.rows} />;
  const composition = compositionDimensions(at.data.catalog).map((dimension) => ({
    dimension,
    result: at.data.slice(`pane:${dimension}`),
  }));
  const context = contextOf(at, theme, isStale);
  return <Panes panes={cohortsPanes({ ...context, prepared, state: at.state, composition })} height={at.size.rows} />;
}

/** An empty grid: the filters that excluded everything, the last one offered first for lifting. */
function noCohorts({ state, data, size }: At<CohortsState>) {
  const { filters } = state.query;
  if (filters.length === 0)
    return emptyLines(["This data has no customers yet.", "Press r once there are some."], size.columns);
  const names = filters.map((filter) => filterWords(filter, data.catalog));
  const last = names.at(-1)?.split(":")[0];
  return emptyLines(
    [
      "No customers are left under these filters:",
      ...names.map((name) => `   ${name}`),
      `Press f and choose ${last} to lift the last one, F to clear them all, u to undo the last step.`,
    ],
    size.columns,
  );
}

/** The cell or the row at a position of the grid. */
function target({ state, data, size }: At<CohortsState>, x: number, y: number): CohortsState {
  const prepared = preparedIn(data);
  if (state.view !== "grid" || prepared === undefined) return state;
  const layout = layOutGrid(prepared, state, size);
  const index = y - 1;
  if (index < 0 || index >= layout.visibleRows || x >= layout.gridWidth) return state;
  const offset = 2 + prepared.labelWidth + prepared.customersWidth + 2;
  const column = Math.floor((x - offset) / layout.cellWidth);
  const isCell = x >= offset && column < layout.visibleColumns;
  const { cursor } = state;
  const next = { ...cursor, row: cursor.top + index, column: isCell ? cursor.left + column : cursor.column };
  return { ...state, cursor: next };
}

/** Incomplete and projected values carry a mark, which keeps them out of a spreadsheet's sums. */
function valuesOf({ label, customers, cells, projected }: GridRow) {
  const texts = cells.map((one, column) => {
    const next = projected?.[column];
    if (next !== undefined) return `${plainValue(next.value)}≈`;
    return one?.value === undefined || one.complete ? one?.value : `${plainValue(one.value)}*`;
  });
  return [label, customers, ...texts];
}
