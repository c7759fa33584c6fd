import type { Catalog } from "../../../domain/catalog.ts";
import { cell } from "../../../domain/cell.ts";
import { formatCell } from "../../../domain/format.ts";
import { printPeriod } from "../../../domain/period.ts";
import type { Filter, Slice } from "../../../domain/slice.ts";
import { filterText } from "../../state/filters.ts";

/** The text of an empty view: which filters excluded everything, and which one to lift. */
export function nothingLeft(
  slice: Slice,
  lifts: readonly { readonly filter: Filter; readonly orderLines: number | undefined }[],
  catalog: Catalog,
): readonly string[] {
  const label = (filter: Filter) =>
    cell(filterText(filter, catalog.dimensions.find((one) => one.name === filter.dimension)?.label ?? ""));
  const days = slice.period === undefined ? "" : ` in ${printPeriod(slice.period)}`;
  const liftLines = lifts.map(({ filter, orderLines }) => {
    const without = orderLines === undefined ? "…" : `${formatCell(orderLines, "count")} order lines without it`;
    return `   ${label(filter)}  ·  ${without}`;
  });
  const having = slice.having.length > 0 ? [`   ${slice.having.length} threshold: press > to remove it`] : [];
  return [
    `Nothing is left${days} under these filters:`,
    ...liftLines,
    ...having,
    "Press u to undo the last step, - to lift the last filter, F to clear them all, p for other days.",
  ];
}
