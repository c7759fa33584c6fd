import { planComparison } from "../../../domain/cohort.ts";
import type { Filter } from "../../../domain/slice.ts";
import { emptySlice } from "../../../domain/slice.ts";
import { type Members, segmentOverlay } from "../../overlays/segment-picker.ts";
import { asked } from "../../questions/ask.ts";
import { whyCell } from "../../questions/why-cell.ts";
import { whyMarkedRows } from "../../questions/why-two.ts";
import type { ActionName } from "../../state/actions.ts";
import { notice } from "../../state/app-state.ts";
import { labelOf, sliceMeasure } from "../../state/measures.ts";
import type { At, Outcome } from "../../state/screen.ts";
import { cellFilters, rowFilters } from "./cell-filters.ts";
import { flipCursor } from "./flip.ts";
import { gridExtent } from "./layout.ts";
import { cellAt, preparedIn } from "./prepared.ts";
import { toggled } from "./projection.ts";
import { type CohortsState, markRow, maxCurves, reduceCohorts } from "./state.ts";

/** The outcome of an action on the grid. */
export function reduceGrid(at: At<CohortsState>, name: ActionName, count: number): Outcome<CohortsState> {
  switch (name) {
    case "drill":
    case "rows":
    case "customers":
      return opened(at, name);
    case "why":
      return explained(at);
    case "why_two":
      return explainedTwo(at);
    case "mark":
      return marked(at);
    case "project":
      return projected(at, count);
    case "save_segment":
      return membersHere(at).length === 0 ? notice("There are no customers yet") : { overlay: segmentOverlay(count) };
  }
  const { state, data, size } = at;
  const prepared = preparedIn(data);
  const next = reduceCohorts(state, name, count, gridExtent(prepared, state, size));
  if (name === "axis") return { state: { ...next, cursor: flipCursor(state, prepared) } };
  if (next.shows === "change" && state.shows !== "change" && prepared?.hasComparison === false) {
    const said = state.query.compare === planComparison ? noLine : noYear;
    return { state: { ...next, shows: "values" }, ...notice(said) };
  }
  return { state: next };
}

const noYear = "There is no earlier year: press c to choose what to compare with";
const noLine = "The plan has no line for these cells: P shows its lines";

/** Opens what the customers of the cell under the cursor bought, or the records behind it. */
function opened(at: At<CohortsState>, name: "drill" | "rows" | "customers"): Outcome<CohortsState> {
  const filters = filtersOfCell(at);
  if (filters === undefined) return notice(whyNoCell(at));
  const measure = sliceMeasure(at.state.query.measure, at.data.catalog);
  if (name === "drill") return { show: { kind: "breakdown", filters, measure }, ...otherMeasure(at, measure) };
  const slice = { ...emptySlice, measures: [measure], filters };
  const least = at.state.query.retainedOrders;
  const buyers =
    least === undefined ? {} : notice(`All buyers of the cell: + on the grid saves those with ${least} orders`);
  return { show: { kind: "records", of: name === "rows" ? "lines" : "customers", slice }, ...buyers };
}

/** Says that the slice has another measure than the grid. */
function otherMeasure({ state, data: { catalog } }: At<CohortsState>, measure: string): Pick<Outcome<never>, "notice"> {
  if (measure === state.query.measure) return {};
  const shown = labelOf(catalog, measure).toLowerCase();
  return notice(`Shown as ${shown}, whose values add up`, "label");
}

/** The customers that can be saved as a segment: those of the cell under the cursor, and those of its row. */
export function membersHere(at: At<CohortsState>): readonly Members[] {
  const { state, data } = at;
  const row = data.grid()?.rows[state.cursor.row];
  if (row === undefined) return [];
  const filters = filtersOfCell(at);
  const column = data.grid()?.columns[state.cursor.column]?.label ?? "";
  const ofRow = { what: `all of ${row.label}`, rule: { filters: rowFilters(state.query, row.key) } };
  const least = state.query.retainedOrders;
  const rule = least === undefined ? { filters } : { filters, orders: least };
  return filters === undefined
    ? [ofRow]
    : [{ what: `buyers of ${row.label}, ${column}`, rule: { ...rule, filters } }, ofRow];
}

/** Why the cell under the cursor cannot be opened. */
function whyNoCell({ state: { cursor }, data }: At<CohortsState>): string {
  if (cellAt(preparedIn(data), cursor.row, cursor.column)?.cell === undefined)
    return "There are no customers in this cell";
  if (data.grid()?.query.brackets !== undefined)
    return "Days of lifetime are not a dimension of order lines: Z chooses months or weeks";
  return "A calendar step of tenure is another month for every customer here: T counts in days";
}

/** The filters of the grid and those of the cell under the cursor; undefined if no customer can be in it. */
function filtersOfCell({ state: { cursor }, data }: At<CohortsState>): readonly Filter[] | undefined {
  const shown = preparedIn(data);
  const found = cellAt(shown, cursor.row, cursor.column);
  if (shown === undefined || found?.cell === undefined) return undefined;
  return cellFilters(shown, found.row, cursor.column, data.catalog);
}

/** Why the cell under the cursor has its value. */
function explained({ state: { query, cursor }, data }: At<CohortsState>): Outcome<CohortsState> {
  const grid = data.grid();
  const row = grid?.rows[cursor.row];
  const against = row?.against === planComparison ? undefined : row?.against;
  const held = [row, grid?.rows.find((one) => one.key === against)].filter((one) => one !== undefined);
  const isWhole = held.length > 0 && held.every(({ cells }) => cells[cursor.column]?.value === 1);
  const column = grid?.columns[cursor.column]?.key;
  const cell = { row: row?.key, column, cell: row?.cells[cursor.column], against, isWhole };
  return asked((context) => whyCell(query, cell, context), data);
}

/** Why the two marked rows differ in the column under the cursor. */
function explainedTwo({ state: { query, cursor, marked: keys }, data }: At<CohortsState>): Outcome<CohortsState> {
  const grid = data.grid();
  const [base, compare, ...more] = keys;
  if (base === undefined || compare === undefined || more.length > 0)
    return notice("Mark two rows to explain one against the other: Space marks the row under the cursor");
  const cells = [base, compare].map((key) => grid?.rows.find((one) => one.key === key)?.cells[cursor.column]);
  const two = { rows: [base, compare] as const, column: grid?.columns[cursor.column]?.key, cells };
  return asked((context) => whyMarkedRows(query, two, context), data);
}

function projected({ state, data }: At<CohortsState>, count: number): Outcome<CohortsState> {
  const grid = data.grid();
  const query = grid && toggled(state.query, count, grid);
  if (query === undefined) return notice("These cohorts are too young to project");
  return { state: { ...state, query, shows: "values" } };
}

function marked({ state, data }: At<CohortsState>): Outcome<CohortsState> {
  const row = data.grid()?.rows[state.cursor.row];
  if (row === undefined) return {};
  const next = markRow(state, row.key);
  if (next === undefined) return notice(`${maxCurves} curves is the most that can be distinguished: unmark one`);
  const isFirst = state.marked.length === 0 && state.view === "grid";
  return { state: next, ...(isFirst ? notice("Marked: v shows the curves of marked rows", "label") : {}) };
}
