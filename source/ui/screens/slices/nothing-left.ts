import type { Catalog } from "../../../domain/catalog.ts";
import { daysOutside } from "../../../domain/days-outside.ts";
import { formatCell } from "../../../domain/format.ts";
import { type Period, printPeriod } from "../../../domain/period.ts";
import type { Filter, Slice } from "../../../domain/slice.ts";
import { filterWords } from "../../state/filters.ts";

/** The text of an empty view: days that the data does not have, or which filters excluded everything, and which one to lift. */
export function nothingLeft(
  slice: Slice,
  lifts: readonly { readonly filter: Filter; readonly orderLines: number | undefined }[],
  catalog: Catalog,
  data: Period,
): readonly string[] {
  const outside = daysOutside(slice.period, data);
  if (outside !== undefined)
    return [`${outside[0]?.toUpperCase()}${outside.slice(1)}.`, "Press p for other days, u to undo the last step."];
  const days = slice.period === undefined ? "" : ` in ${printPeriod(slice.period)}`;
  const liftLines = lifts.map(({ filter, orderLines }) => {
    const without = orderLines === undefined ? "…" : `${formatCell(orderLines, "count")} order lines without it`;
    return `   ${filterWords(filter, catalog)}  ·  ${without}`;
  });
  const having = slice.having.length > 0 ? [`   ${slice.having.length} threshold: press > to remove it`] : [];
  if (lifts.length + having.length === 0)
    return [`Nothing is left${days}.`, "Press u to undo the last step, p for other days."];
  return [
    `Nothing is left${days} under these filters:`,
    ...liftLines,
    ...having,
    "Press u to undo the last step, - to lift the last filter, F to clear them all, p for other days.",
  ];
}
