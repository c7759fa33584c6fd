import type { Filter } from "./slice.ts";

interface Named {
  readonly name: string;
  readonly label: string;
  readonly description: string;
  /** Which direction is good news; absent: as of the measure that it is made of. */
  readonly better?: "higher" | "lower" | "neither" | undefined;
}

/** What order lines or customers with some values bring of a measure of the catalog. */
export interface FilteredMeasure extends Named {
  readonly of: string;
  readonly filters: readonly Filter[];
}

/** One measure divided by another, after both were rolled up. */
export interface RatioMeasure extends Named {
  readonly numerator: string;
  readonly denominator: string;
  /** How it is written; absent: a percentage of equal units, money per what is counted, else a number. */
  readonly format?: "money" | "percent" | "number" | undefined;
}

/** A measure that a mapping adds to the catalog's. */
export type OwnMeasure = FilteredMeasure | RatioMeasure;

export function isRatio(measure: OwnMeasure): measure is RatioMeasure {
  return "numerator" in measure;
}
