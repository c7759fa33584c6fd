import { noValue } from "../domain/dimension-value.ts";
import type { Filter } from "../domain/slice.ts";

/** A filter in the form of `--where`: `region=north,south`, `region=(none)`. */
export function conditionText({ dimension, op, values }: Filter): string {
  return `${dimension}${op === "in" ? "=" : "!="}${values.map((value) => value || noValue).join(",")}`;
}
