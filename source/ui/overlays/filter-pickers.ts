import { isFigure } from "../../domain/amount.ts";
import type { Dimension, Measure } from "../../domain/catalog.ts";
import { cell } from "../../domain/cell.ts";
import { formatCell, formatOf, unitSign } from "../../domain/format.ts";
import { emptySlice, type Filter } from "../../domain/slice.ts";
import { withFilter, withoutDimension } from "../state/filters.ts";
import { labelOf } from "../state/measures.ts";
import { type Item, matching, type PickOverlay, pick, takenValues } from "../state/overlay.ts";
import type { At, Outcome, Picker } from "../state/screen.ts";
import { dimensionText } from "../widgets/result-table.ts";

/** How a screen keeps its filters. */
export interface Filtered<State> {
  readonly of: (at: At<State>) => readonly Filter[];
  readonly with: (at: At<State>, filters: readonly Filter[], changed: Filter) => Outcome<State>;
  /** The measure shown beside the values. */
  readonly measure: (at: At<State>) => string;
  /** Whether a dimension is offered; if absent, all are. */
  readonly isOffered?: (dimension: Dimension) => boolean;
}

/** The lists for filtering a screen: its dimensions, then the values of one. */
export function filterPickers<State>(filtered: Filtered<State>): Readonly<Record<string, Picker<State>>> {
  return {
    filter: {
      title: () => "Filter by",
      items: ({ data: { catalog } }, { input }) =>
        matching(catalogItems(catalog.dimensions.filter(filtered.isOffered ?? (() => true))), input),
      accept: (at, overlay, chosen) => ({ overlay: { ...valuesOverlay(filtered.of(at), chosen), behind: overlay } }),
    },
    filter_values: {
      title: valuesTitle,
      items: valueItems,
      query: (at, { about = "" }) => {
        const measure = filtered.measure(at);
        const filters = withoutDimension(filtered.of(at), about);
        const slice = { ...emptySlice, by: [about], measures: [measure], filters };
        // Times and numbers are listed in their own order, which answers have unless another is asked for.
        const isOrdered = at.data.catalog.dimensions.some(({ name, type }) => name === about && type !== "text");
        const sort = isOrdered ? {} : { sort: { measure, descending: true } };
        return ["values", { kind: "slice", slice: { ...slice, ...sort } }];
      },
      // The ticked or typed values become the filter; with nothing ticked the filter is removed.
      acceptAny: (at, overlay, chosen) => {
        const { about: dimension = "", op = "in" } = overlay;
        const filter: Filter = { dimension, op, values: takenValues(overlay, chosen) };
        return filtered.with(at, withFilter(filtered.of(at), filter), filter);
      },
    },
  };
}

/** The values of a dimension, with those of its filter ticked. */
export function valuesOverlay(filters: readonly Filter[], dimension: string): PickOverlay {
  const current = filters.find((one) => one.dimension === dimension);
  const picked = current?.values ?? [];
  return pick("filter_values", { ticks: "set", picked, about: dimension, op: current?.op ?? "in" });
}

/** Dimensions or measures to choose from. */
export function catalogItems(of: readonly (Dimension | Measure)[]): readonly Item[] {
  return of.map((one) => ({ value: one.name, label: cell(one.label), detail: one.description }));
}

/** Whether values are kept or left out, and what the numbers beside them are. */
function valuesTitle({ data }: At<unknown>, { op, about = "" }: PickOverlay): string {
  const title = `${op === "in" ? "Keep" : "Leave out"}: ${labelOf(data.catalog, about).toLowerCase()}`;
  const column = data.slice("values")?.columns.find(({ role }) => role === "measure");
  const measure = data.catalog.measures.find(({ name }) => name === column?.of);
  if (measure === undefined) return title;
  const unit = unitSign(formatOf(measure), data.dataSet.currency);
  return `${title}, by ${measure.label.toLowerCase()} of all days${unit === "" ? "" : ` in ${unit}`}`;
}

function valueItems({ data }: At<unknown>, { about, input }: PickOverlay): readonly Item[] | undefined {
  const result = data.slice("values");
  if (data.slot("values")?.answer === undefined) return undefined;
  if (result === undefined || result.columns[0]?.of !== about) return [];
  const index = result.columns.findIndex((column) => column.role === "measure");
  const measure = data.catalog.measures.find((one) => one.name === result.columns[index]?.of);
  const { currency } = data.dataSet;
  const items = result.rows
    .filter((row) => row.kind === "row")
    .map(({ values }) => {
      const amount = values[index];
      const detail = isFigure(amount) && measure ? formatCell(amount, formatOf(measure), { currency }) : "";
      return { value: String(values[0] ?? ""), label: dimensionText(values[0]), detail };
    });
  return matching(items, input);
}
