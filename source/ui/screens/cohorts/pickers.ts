import { parseBrackets } from "../../../domain/bracket.ts";
import { cell } from "../../../domain/cell.ts";
import { planComparison } from "../../../domain/cohort.ts";
import { formatCell } from "../../../domain/format.ts";
import { catalogItems, filterPickers } from "../../overlays/filter-pickers.ts";
import { segmentPicker } from "../../overlays/segment-picker.ts";
import type { AppData } from "../../state/data.ts";
import { sliceMeasure } from "../../state/measures.ts";
import { type Item, matching } from "../../state/overlay.ts";
import { refusal } from "../../state/refusal.ts";
import type { Picker } from "../../state/screen.ts";
import { targetOf } from "./benchmark.ts";
import { bracketItems, printBrackets, withBrackets } from "./brackets.ts";
import { preparedIn } from "./prepared.ts";
import { membersHere } from "./reduce.ts";
import { retainedItems, withMeasure, withRetainedOrders } from "./retained.ts";
import { type CohortsState, compareWith, splitBy } from "./state.ts";

/** The pickers of the grid. */
export const cohortPickers: Readonly<Record<string, Picker<CohortsState>>> = {
  measure: {
    title: () => "Measure",
    items: ({ data }, { input }) => matching(catalogItems(data.catalog.measures), input),
    current: ({ state }) => state.query.measure,
    accept: ({ state, data }, _, chosen) => {
      const query = withMeasure(state.query, chosen, data.catalog);
      return { state: { ...state, query }, announce: { kind: "measure", measure: chosen } };
    },
  },
  split: {
    title: () => "Rows",
    items: ({ data }, { input }) => matching(splitItems(data), input),
    current: ({ state }) => state.query.split ?? "",
    accept: ({ state }, _, chosen) => ({ state: splitBy(state, chosen || undefined) }),
  },
  compare: {
    title: () => "Compare with",
    items: ({ data }, { input }) => matching(compareItems(data), input),
    current: ({ state }) => state.query.compare ?? "",
    accept: ({ state }, _, chosen) => ({ state: compareWith(state, chosen || undefined) }),
  },
  benchmark: {
    title: () => "Benchmark",
    typed: "a cohort, or a number for a target",
    items: ({ data }, { input }) => benchmarkItems(input, data),
    current: ({ state }) => state.benchmark,
    accept: ({ state }, _, benchmark) => ({ state: { ...state, benchmark } }),
  },
  brackets: {
    title: () => "Columns in days of lifetime",
    typed: "days, for example 0-7,8-30,31-90",
    items: (_, { input }) => bracketItems(input),
    whyNot: (_, input) => refusal(() => parseBrackets(input)),
    current: ({ state }) => printBrackets(state.query),
    accept: ({ state }, _, chosen) => ({ state: { ...state, query: withBrackets(state.query, chosen) } }),
  },
  retained: {
    title: () => "Retained from how many orders",
    typed: "a number",
    items: (_, { input }) => retainedItems(input),
    current: ({ state }) => String(state.query.retainedOrders ?? 1),
    accept: ({ state, data }, _, chosen) => {
      const query = withRetainedOrders(state.query, Number(chosen), data.catalog);
      return query === undefined ? {} : { state: { ...state, query } };
    },
  },
  search: {
    title: () => "Go to",
    items: ({ data }, { input }) => matching(rowItems(data), input),
    current: ({ state, data }) => data.grid()?.rows[state.cursor.row]?.key,
    accept: ({ state, data }, _, chosen) => {
      const row = data.grid()?.rows.findIndex(({ key }) => key === chosen) ?? -1;
      return row < 0 ? {} : { state: { ...state, cursor: { ...state.cursor, row } } };
    },
  },
  ...segmentPicker(membersHere),
  ...filterPickers<CohortsState>({
    of: ({ state }) => state.query.filters,
    with: ({ state }, filters) => ({ state: { ...state, query: { ...state.query, filters } } }),
    measure: ({ state, data }) => sliceMeasure(state.query.measure, data.catalog),
    isOffered: ({ type }) => type === "text",
  }),
};

function splitItems({ catalog }: AppData): readonly Item[] {
  return [
    { value: "", label: "acquisition cohorts", detail: "one row per period of acquisition" },
    ...catalogItems(catalog.dimensions.filter(({ of, type }) => of === "customer" && type === "text")),
  ];
}

function rowItems(data: AppData): readonly Item[] {
  return (data.grid()?.rows ?? []).map((row) => ({
    value: row.key,
    label: cell(row.label),
    detail: `${formatCell(row.customers, "count")} customers`,
  }));
}

function compareItems(data: AppData): readonly Item[] {
  const cohorts = rowItems(data).map((item) => ({ ...item, detail: "every row against this one at equal age" }));
  return [
    { value: "", label: "nothing", detail: "no comparison" },
    { value: "year", label: "the year before", detail: "each cohort against the one a year earlier" },
    { value: "prior", label: "the period before", detail: "each cohort against the one just before it" },
    { value: planComparison, label: "the plan", detail: "each cell against its line of plan.csv beside the source" },
    ...cohorts,
  ];
}

/** Benchmarks for the rows: all customers, one row, or a typed number. */
function benchmarkItems(input: string, data: AppData): readonly Item[] {
  const target = targetOf(input);
  if (target !== undefined) {
    const label = `target ${formatCell(target, preparedIn(data)?.format ?? "count", data.dataSet)}`;
    return [{ value: String(target), label, detail: "a line of this height" }];
  }
  const items = [
    { value: "all", label: "all customers", detail: "the weighted row; or type a number for a target" },
    { value: "none", label: "nothing", detail: "no line" },
    ...rowItems(data),
  ];
  return matching(items, input);
}
