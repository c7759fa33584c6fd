import type { Filter } from "../domain/slice.ts";

/** A filter in the form of `--where`: `region=north,south`. */
export function conditionText({ dimension, op, values }: Filter): string {
  return `${dimension}${op === "in" ? "=" : "!="}${values.join(",")}`;
}
