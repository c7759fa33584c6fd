import { noValue } from "../domain/dimension-value.ts";
import type { Filter } from "../domain/slice.ts";

/** A condition of a segment in words; `words` names its dimension: `channel paid_social`, `plan of 6 at entry`. */
export function conditionWords({ dimension, values: [value = ""] }: Filter, words: string): string {
  if (dimension === "acquisition_prepaid_orders")
    return value === "0" ? "no plan at entry" : `plan of ${value} at entry`;
  if (dimension === "acquisition_discount_program" && value === "none") return "no program at entry";
  return `${words} ${value || noValue}`;
}
