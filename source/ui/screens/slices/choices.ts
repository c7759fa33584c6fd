import type { Catalog } from "../../../domain/catalog.ts";
import { cell } from "../../../domain/cell.ts";
import type { DataSet } from "../../../domain/data-set.ts";
import { formatNumber } from "../../../domain/format.ts";
import { parsePeriod, printPeriod } from "../../../domain/period.ts";
import type { Having, Slice } from "../../../domain/slice.ts";
import { readPeriod } from "../../overlays/period-items.ts";
import type { AppData } from "../../state/data.ts";
import { labelOf } from "../../state/measures.ts";
import { type Item, matching } from "../../state/overlay.ts";

/** Comparisons to choose from: none, the year before, the days just before, or typed days. */
export function againstItems(input: string, { fiscal }: DataSet): readonly Item[] {
  const typed = readPeriod(input, fiscal);
  const items: readonly Item[] = [
    { value: "none", label: "nothing", detail: "no comparison" },
    { value: "year", label: "the year before", detail: "the same days a year earlier, cohorts too" },
    { value: "prior", label: "the period before", detail: "as many days just before" },
    { value: "plan", label: "the plan", detail: "each row against its lines of plan.csv" },
  ];
  const found = matching(items, input);
  if (typed !== undefined)
    return [{ value: printPeriod(typed), label: printPeriod(typed), detail: "the days typed" }, ...found];
  return input === ""
    ? [...items, { value: "", label: "other days", detail: "type 2024, 2024-Q1, 2024-03 or 2024-01-01..2024-02-15" }]
    : found;
}

/** How many rows to show before the rest becomes one row. */
export function topItems(input: string): readonly Item[] {
  const typed = /^[1-9]\d{0,5}$/.test(input.trim()) ? [input.trim()] : [];
  const numbers = [...new Set([...typed, ...(typed.length > 0 ? [] : ["3", "5", "10", "20", "50"])])];
  return [
    ...(typed.length > 0 ? [] : [{ value: "none", label: "all rows", detail: "or type a number" }]),
    ...numbers.map((value) => ({ value, label: `top ${value}`, detail: "the rest as one row that adds up" })),
  ];
}

/** Thresholds that rows must pass: the current ones (choosing one removes it), the typed one, or measures to begin with. */
export function havingItems(input: string, slice: Slice, data: AppData): readonly Item[] {
  const typed = readHaving(input, slice.measures[0] ?? "", data);
  const item = (having: Having, detail: string) => {
    return { value: JSON.stringify(having), label: havingWords(having, data.catalog), detail };
  };
  if (typed !== undefined) return [item(typed, "keep the rows past this threshold")];
  const wanted = input.replace(/[<>=!\d.\s-]+$/, "");
  const there = (wanted === "" ? slice.having : []).map((having) => item(having, "remove this threshold"));
  const measureItem = (name: string, label: string, detail: string) => ({ value: `measure:${name}`, label, detail });
  const measures = data.catalog.measures.map((one) => measureItem(one.name, one.label, "of this measure"));
  const [current = ""] = slice.measures;
  const label = `${cell(labelOf(data.catalog, current))} > …`.toLowerCase();
  const begun = /^\s*[<>=!]+\s*$/.test(input) ? [measureItem(current, label, "type the number")] : [];
  return [...begun, ...there, ...matching(measures, wanted)];
}

/** `net revenue > 1,000`. */
export function havingWords({ measure, op, value }: Having, catalog: Catalog): string {
  const number = formatNumber(value, Number.isInteger(value) ? "count" : "decimal");
  return `${cell(labelOf(catalog, measure)).toLowerCase()} ${op} ${number}`;
}

/** `net_revenue > 1000`, `orders>=5`, or just `> 1000` for the current measure; percent takes `%`. */
function readHaving(input: string, current: string, { catalog }: AppData): Having | undefined {
  const match = /^\s*(.*?)\s*(>=|<=|!=|>|<|=)\s*(-?\d+(?:\.\d+)?)\s*(%?)\s*$/.exec(input);
  if (!match) return undefined;
  const wanted = (match[1] ?? "").toLowerCase();
  const measure =
    wanted === ""
      ? current
      : catalog.measures.find((one) => one.name === wanted || one.label.toLowerCase() === wanted)?.name;
  const value = Number(match[3]) / (match[4] === "%" ? 100 : 1);
  return measure === undefined ? undefined : { measure, op: match[2] as Having["op"], value };
}

/** The comparison that a choice stands for. */
export function againstOf(value: string): Slice["against"] {
  if (value === "none") return undefined;
  return value === "year" || value === "prior" || value === "plan" ? value : parsePeriod(value);
}

/** The thresholds with one of them added, or removed if it was there. */
export function toggledHaving(having: readonly Having[], value: string): readonly Having[] {
  const others = having.filter((one) => JSON.stringify(one) !== value);
  return others.length < having.length ? others : [...having, JSON.parse(value) as Having];
}
