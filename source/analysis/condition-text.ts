import type { Filter } from "../domain/slice.ts";

/** A filter as `--where` takes it: `region=north,south`. */
export function conditionText({ dimension, op, values }: Filter): string {
  return `${dimension}${op === "in" ? "=" : "!="}${values.join(",")}`;
}
