import { noValue } from "../../../domain/dimension-value.ts";
import { parsePeriod } from "../../../domain/period.ts";
import { emptySlice, type Filter } from "../../../domain/slice.ts";
import type { Why, WhyContext } from "../../questions/why.ts";
import type { PointedLine } from "../../questions/why-elsewhere.ts";
import { whySlice } from "../../questions/why-slice.ts";

/** Columns of a plan other than its actual figures. */
const planned: Readonly<Record<string, string>> = {
  plan: "a plan",
  variance: "a variance from the plan",
  variance_share: "a variance from the plan",
  of_orders: "a variance from the plan",
  of_value: "a variance from the plan",
  of_customers: "a variance from the plan",
  of_orders_per_customer: "a variance from the plan",
};

/** Why did a month of the plan turn out as it did: its actual figure against the year before. */
export function whyPlan({ columns, line, column }: PointedLine, context: WhyContext): Why {
  const textAt = (name: string) => String(line[columns.indexOf(name)] ?? "");
  const dimensions = columns.slice(2, Math.max(2, columns.indexOf("plan")));
  const filters = dimensions
    .filter((dimension) => textAt(dimension) !== "")
    .map(
      (dimension): Filter => ({
        dimension,
        op: "in",
        values: [textAt(dimension) === noValue ? "" : textAt(dimension)],
      }),
    );
  const measure = textAt("measure");
  const month = textAt("month");
  const days = month === "" ? {} : { period: parsePeriod(month) };
  const slice = { ...emptySlice, measures: [measure], filters, ...days };
  return whySlice(slice, { measure, selection: [], isNot: planned[column ?? ""] }, context);
}
