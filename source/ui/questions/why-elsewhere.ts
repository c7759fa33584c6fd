import { parsePeriod } from "../../domain/period.ts";
import { emptySlice, type Filter, type Slice } from "../../domain/slice.ts";
import type { Value } from "../../domain/slice-result.ts";
import { lastYear } from "../overlays/period-items.ts";
import type { Why, WhyContext } from "./why.ts";
import { whySlice } from "./why-slice.ts";

/** A line of a file of figures, and the name of the column that the cursor is on. */
export interface PointedLine {
  readonly columns: readonly string[];
  readonly line: readonly (Value | undefined)[];
  readonly column: string | undefined;
}

/** What the columns of a plan hold besides what came of it. */
const planned: Readonly<Record<string, string>> = {
  plan: "a plan",
  variance: "a variance from the plan",
  variance_share: "a variance from the plan",
  of_orders: "a variance from the plan",
  of_value: "a variance from the plan",
};

/** Why did this come of the plan's month: its actual figure, against the year before. */
export function whyPlan({ columns, line, column }: PointedLine, context: WhyContext): Why {
  const textAt = (name: string) => String(line[columns.indexOf(name)] ?? "");
  const dimensions = columns.slice(2, Math.max(2, columns.indexOf("plan")));
  const filters = dimensions
    .filter((dimension) => textAt(dimension) !== "")
    .map((dimension): Filter => ({ dimension, op: "in", values: [textAt(dimension)] }));
  const measure = textAt("measure");
  const slice = { ...emptySlice, measures: [measure], filters, period: parsePeriod(textAt("month")) };
  return whySlice(slice, { measure, selection: [], isNot: planned[column ?? ""] }, context);
}

/** Why did so many change: what cannot be taken apart, and the net revenue of the same customers and days, which can. */
export function whySwitching(
  what: string,
  { filters, period }: Pick<Slice, "filters" | "period">,
  context: WhyContext,
): Why {
  const days = period ?? lastYear(context.dataSet) ?? { from: context.dataSet.from, to: context.dataSet.to };
  const slice = { ...emptySlice, measures: ["net_revenue"], filters, period: days };
  return whySlice(slice, { measure: "net_revenue", selection: [], isNot: what }, context);
}

/** Why is a record as it is: one order line or customer has no drivers, those that it stands among have. */
export function whyRecord(slice: Slice, what: string, context: WhyContext): Why {
  const { measures, ...rest } = slice;
  const measure = measures[0] ?? "net_revenue";
  return whySlice({ ...rest, measures: [measure] }, { measure, selection: [], isNot: what }, context);
}
