import { emptySlice, type Slice } from "../../domain/slice.ts";
import type { Value } from "../../domain/slice-result.ts";
import { lastYear } from "../overlays/period-items.ts";
import type { Why, WhyContext } from "./why.ts";
import { whySlice } from "./why-slice.ts";

/** A line of a file of figures, and the name of the column under the cursor. */
export interface PointedLine {
  readonly columns: readonly string[];
  readonly line: readonly (Value | undefined)[];
  readonly column: string | undefined;
}

/** Why did so many change: what has no drivers, and the net revenue of the same customers and days, which has. */
export function whySwitching(
  what: string,
  { filters, period }: Pick<Slice, "filters" | "period">,
  context: WhyContext,
): Why {
  const days = period ?? lastYear(context.dataSet) ?? { from: context.dataSet.from, to: context.dataSet.to };
  const slice = { ...emptySlice, measures: ["net_revenue"], filters, period: days };
  return whySlice(slice, { measure: "net_revenue", selection: [], isNot: what }, context);
}

/** Why is a record as it is: a single order line or customer has no drivers, but the slice around it has. */
export function whyRecord(slice: Slice, what: string, context: WhyContext): Why {
  const { measures, ...rest } = slice;
  const measure = measures[0] ?? "net_revenue";
  return whySlice({ ...rest, measures: [measure] }, { measure, selection: [], isNot: what }, context);
}
