import type { ReactNode } from "react";
import { cell } from "../../../domain/cell.ts";
import { alsoCalled, go } from "../../input/key-rows.ts";
import { type At, defineScreen, type ViewProps } from "../../state/screen.ts";
import { type Cursor, inView, moveCursor, originCursor, rowAt } from "../../state/viewport.ts";
import { useTheme } from "../../theme/use-theme.ts";
import { paint } from "../../widgets/line.ts";
import { pageExtent, pageLines } from "../../widgets/page-lines.ts";
import { pageTable } from "../../widgets/page-table.ts";
import { Rows } from "../../widgets/rows.tsx";

interface PlanState {
  readonly cursor: Cursor;
}

/** A plan beside what came of it. */
export const plan = defineScreen<PlanState>({
  id: "plan",
  title: "Plan",
  about:
    "The plan in plan.csv beside the source, the actuals, and the variance, split into orders and value per order.",
  keys: [],
  jumps: [
    {
      row: alsoCalled(
        "budget forecast target variance actual",
        go("to_plan", ["P"], "Show the plan beside the actuals"),
      ),
    },
  ],

  initial: () => ({ cursor: originCursor }),
  reduce({ state, data, size }, name, count) {
    const cursor = moveCursor(state.cursor, name, count, pageExtent(data.plan(), size));
    return cursor === undefined ? {} : { state: { cursor } };
  },
  settle({ state, data, size }) {
    if (data.plan() === undefined) return state;
    const cursor = inView(state.cursor, pageExtent(data.plan(), size));
    return JSON.stringify(cursor) === JSON.stringify(state.cursor) ? state : { cursor };
  },
  target({ state, data, size }, _, y) {
    const cursor = rowAt(state.cursor, y - 1, pageExtent(data.plan(), size));
    return cursor === state.cursor ? state : { cursor };
  },
  analysis: () => "",

  queries: () => new Map([["plan", { kind: "plan" }]]),
  slots: () => ["plan"],
  isReady: ({ data }) => data.plan() !== undefined,
  View: PlanView,
  chips: ({ data }) => [{ key: "", text: `plan.csv · ${data.plan()?.total ?? 0} lines`, isSet: true }],
  spoken({ state, data }) {
    const page = data.plan();
    const record = page?.rows[state.cursor.row];
    if (page === undefined || record === undefined) return ["There is no plan."];
    const parts = page.columns.map((name, index) => `${name.replaceAll("_", " ")} ${cell(record[index])}`);
    return [`Row ${state.cursor.row + 1} of ${page.total}: ${parts.join(", ")}.`];
  },

  row: ({ state, data }) => data.plan()?.rows[state.cursor.row],
  column: ({ state }) => state.cursor.column,
  table({ data }) {
    const page = data.plan();
    return page && [page.columns, ...page.rows];
  },
  sql: ({ data }) => data.plan()?.sql ?? [],
  exportOf: ({ data }) => ({ view: { kind: "plan" }, file: "plan-variance.csv", rows: data.plan()?.total }),
});

function PlanView({ at, isStale }: ViewProps<PlanState>): ReactNode {
  const theme = useTheme();
  const lines = linesOf(at, isStale);
  return <Rows rows={lines.map((line) => paint(line, theme))} height={at.size.rows} />;
}

function linesOf({ state, data, size }: At<PlanState>, isStale: boolean) {
  const page = data.plan();
  if (page === undefined) return [];
  return pageLines({ page, table: data.derived(pageTable, page), cursor: state.cursor, size, isStale });
}
