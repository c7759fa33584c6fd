import { cell } from "../../domain/cell.ts";
import { formatCell, formatOf } from "../../domain/format.ts";
import type { AppData, AppState } from "../app-state.ts";
import type { KeyRow } from "../key-rows.ts";
import { reasonAgainst } from "../keymap.ts";
import { keyLabel } from "../keys.ts";
import { targetOf } from "../screens/cohorts/benchmark.ts";
import { itemsOf as listedIn } from "../screens/pipeline/state.ts";
import { investigationItems } from "./investigation-choices.ts";
import { againstItems, havingItems, periodItems, topItems, viewItems } from "./slice-choices.ts";
import { type Item, matching, type PickOverlay } from "./state.ts";

/** What a picker offers, narrowed by what was typed. */
export function itemsOf(overlay: PickOverlay, state: AppState, data: AppData): readonly Item[] {
  const own = sliceItems(overlay, state, data) ?? investigationItems(overlay, state, data);
  if (own !== undefined) return own;
  const items = allItems(overlay, state, data);
  const isTarget = overlay.purpose === "benchmark" && targetOf(overlay.input) !== undefined;
  return isTarget ? items : matching(items, overlay.input);
}

/** Pickers that make choices of what is typed, and narrow them themselves. */
function sliceItems(
  { purpose, input, picked }: PickOverlay,
  state: AppState,
  data: AppData,
): readonly Item[] | undefined {
  switch (purpose) {
    case "period":
      return periodItems(input, data.dataSet);
    case "against":
      return againstItems(input);
    case "top":
      return topItems(input);
    case "having":
      return havingItems(input, state.place.slices.slice, data);
    case "views":
      return viewItems(input, state, picked);
    default:
      return undefined;
  }
}

function allItems(overlay: PickOverlay, state: AppState, data: AppData): readonly Item[] {
  switch (overlay.purpose) {
    case "palette":
      return paletteItems(state, data);
    case "measure":
    case "measures":
      return data.catalog.measures.map((one) => ({ value: one.name, label: one.label, detail: one.description }));
    case "split":
      return [
        { value: "", label: "acquisition cohorts", detail: "one row per period of acquisition" },
        ...dimensionItems(data, (one) => one.of === "customer" && one.type === "text"),
      ];
    case "filter":
      return dimensionItems(data, (one) => state.place.screen !== "cohorts" || one.type === "text");
    case "by":
      return dimensionItems(data, () => true);
    case "compare":
      return compareItems(data);
    case "benchmark":
      return benchmarkItems(overlay.input, data);
    case "search":
      return state.place.screen === "pipeline" ? modelItems(data) : rowItems(data);
    case "filter_values":
      return valueItems(overlay, data);
    default:
      return [];
  }
}

/** For a palette: what the arrows do is known, and comes after all that may be looked for. */
export function movesLast(one: KeyRow, other: KeyRow): number {
  return Number(one.group === "move") - Number(other.group === "move");
}

function paletteItems(state: AppState, data: AppData): readonly Item[] {
  return data.keymap.rows
    .filter((row) => row.screens === "all" || row.screens.includes(state.place.screen))
    .filter((row) => row.action !== "palette")
    .sort(movesLast)
    .map((row) => {
      const reason = reasonAgainst(row, state, data);
      const item = { value: row.action, label: row.description, detail: row.keys.map(keyLabel).join(" ") };
      return reason === undefined ? item : { ...item, disabled: reason };
    });
}

function dimensionItems(
  data: AppData,
  isWanted: (one: AppData["catalog"]["dimensions"][number]) => boolean,
): readonly Item[] {
  return data.catalog.dimensions
    .filter(isWanted)
    .map((one) => ({ value: one.name, label: one.label, detail: one.description }));
}

/** What rows can be held against: everybody, one row, or a number that was typed. */
function benchmarkItems(input: string, data: AppData): readonly Item[] {
  const target = targetOf(input);
  if (target !== undefined) {
    const format = data.grid()?.format ?? "count";
    const item = {
      value: String(target),
      label: `target ${formatCell(target, format)}`,
      detail: "a line of this height",
    };
    return [item];
  }
  return [
    { value: "all", label: "all customers", detail: "the weighted row; or type a number for a target" },
    { value: "none", label: "nothing", detail: "no line" },
    ...rowItems(data),
  ];
}

function rowItems(data: AppData): readonly Item[] {
  return (data.grid()?.grid.rows ?? []).map((row) => ({
    value: row.key,
    label: cell(row.label),
    detail: `${formatCell(row.customers, "count")} customers`,
  }));
}

/** Raw tables and models, as the pipeline lists them. */
function modelItems(data: AppData): readonly Item[] {
  const pipeline = data.pipeline();
  const items = pipeline === undefined ? [] : listedIn(pipeline);
  return items.map(({ name, model }) => ({ value: name, label: cell(name), detail: model?.layer ?? "raw" }));
}

function compareItems(data: AppData): readonly Item[] {
  const cohorts = rowItems(data).map((item) => ({ ...item, detail: "every row against this one at equal age" }));
  return [
    { value: "", label: "nothing", detail: "no comparison" },
    { value: "year", label: "the year before", detail: "each cohort against the one a year earlier" },
    ...cohorts,
  ];
}

function valueItems(overlay: PickOverlay, data: AppData): readonly Item[] {
  const result = data.slice("values");
  if (result === undefined || result.columns[0]?.of !== overlay.dimension) return [];
  const index = result.columns.findIndex((column) => column.role === "measure");
  const measure = data.catalog.measures.find((one) => one.name === result.columns[index]?.of);
  return result.rows
    .filter((row) => row.kind === "row")
    .map((row) => {
      const value = row.values[0] === null || row.values[0] === undefined ? "" : String(row.values[0]);
      const amount = row.values[index];
      const detail = typeof amount === "number" && measure !== undefined ? formatCell(amount, formatOf(measure)) : "";
      return { value, label: value === "" ? "(none)" : cell(value), detail };
    });
}
