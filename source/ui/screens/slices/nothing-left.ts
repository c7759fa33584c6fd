import { daysOutside } from "../../../domain/days-outside.ts";
import { counted } from "../../../domain/format.ts";
import { printPeriod } from "../../../domain/period.ts";
import { filterWords } from "../../state/filters.ts";
import type { At } from "../../state/screen.ts";
import type { SlicesState } from "./state.ts";

/** The text of an empty view: days that the data does not have, or which filters excluded everything, and which one to lift. */
export function nothingLeft({ state: { slice }, data }: At<SlicesState>): readonly string[] {
  const outside = daysOutside(slice.period, data.dataSet);
  if (outside !== undefined)
    return [`${outside[0]?.toUpperCase()}${outside.slice(1)}.`, "Press p for other days, u to undo the last step."];
  const days = slice.period === undefined ? "" : ` in ${printPeriod(slice.period)}`;
  const lifts = slice.filters.map((filter, index) => {
    const orderLines = data.slice(`lift:${index}`)?.rows[0]?.values[0];
    const without = typeof orderLines === "number" ? `${counted(orderLines)} order lines without it` : "…";
    return `   ${filterWords(filter, data.catalog)}  ·  ${without}`;
  });
  const having = slice.having.length > 0 ? [`   ${slice.having.length} threshold: press > to remove it`] : [];
  if (lifts.length + having.length === 0)
    return [`Nothing is left${days}.`, "Press u to undo the last step, p for other days."];
  return [
    `Nothing is left${days} under these filters:`,
    ...lifts,
    ...having,
    "Press u to undo the last step, - to lift the last filter, F to clear them all, p for other days.",
  ];
}
