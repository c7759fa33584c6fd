import type { Filter } from "./slice.ts";

interface Named {
  readonly name: string;
  readonly label: string;
  readonly description: string;
  /** Which direction is good news; absent: that of the base measure. */
  readonly better?: "higher" | "lower" | "neither" | undefined;
}

/** A catalog measure restricted to order lines or customers with given values. */
export interface FilteredMeasure extends Named {
  readonly of: string;
  readonly filters: readonly Filter[];
}

/** One measure divided by another, after both were rolled up. */
export interface RatioMeasure extends Named {
  readonly numerator: string;
  readonly denominator: string;
  /** Its format; absent: a percentage for equal units, money for money per count, otherwise a number. */
  readonly format?: "money" | "percent" | "number" | undefined;
}

/** A measure that a mapping adds to the catalog's. */
export type OwnMeasure = FilteredMeasure | RatioMeasure;

export function isRatio(measure: OwnMeasure): measure is RatioMeasure {
  return "numerator" in measure;
}
