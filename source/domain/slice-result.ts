import type { Figure } from "./amount.ts";
import type { Unit } from "./catalog.ts";
import type { Statement } from "./cohort.ts";
import type { Period } from "./period.ts";
import type { Slice } from "./slice.ts";

/** A dimension's value as text, a figure, or nothing. */
export type Value = string | Figure | null;

/**
 * What a column means. `before` is the measure in the comparison period or in the plan, `change` the difference, `change_share` the
 * difference over `before`, `share` the part of the total named in `denominator`, `size` the number of customers behind a rate.
 */
export interface ResultColumn {
  /**
   * The catalog's name, with `_before`, `_change`, `_change_share` or `_share` for the derived ones; compared with the plan,
   * `_plan`, `_variance` and `_variance_share`.
   */
  readonly name: string;
  readonly label: string;
  readonly role: "dimension" | "measure" | "before" | "change" | "change_share" | "share" | "size";
  readonly of: string;
  readonly unit: Unit | "text";
  readonly denominator?: string;
}

/** `kind` tells the rows of the data from the rest beyond the top N and the totals, each computed from the data. */
export interface ResultRow {
  readonly kind: "row" | "other" | "subtotal" | "total";
  readonly values: readonly Value[];
  /** For a subtotal: the dimensions whose values it is for. */
  readonly by?: readonly string[];
}

export interface SliceResult {
  readonly slice: Slice;
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly ResultRow[];
  /** What the comparison is with, in words; undefined without one. */
  readonly comparedWith?: string;
  readonly comparedDays?: Period;
  readonly sql: readonly Statement[];
}

/** Order lines or customers behind a slice, one page of them. */
export interface RowPage {
  /** What is to be known about the rows, in sentences. */
  readonly notes?: readonly string[];
  readonly columns: readonly string[];
  /** For a file of figures that is not there: the path where it is looked for, empty if there is no such place. */
  readonly missing?: string;
  /** Columns whose values are shares of one, shown as percentages. */
  readonly shares?: readonly string[];
  /** Columns whose values are figures of the measure that their row names: they are shown alike within a row. */
  readonly figures?: readonly string[];
  readonly rows: readonly (readonly Value[])[];
  readonly total: number;
  readonly sql: readonly Statement[];
}

/** A warning if the data covers only part or none of the days compared with; otherwise undefined. */
export function missingDays(
  { comparedDays }: Pick<SliceResult, "comparedDays">,
  data: { readonly from: string; readonly to: string },
): string | undefined {
  if (comparedDays === undefined) return undefined;
  if (comparedDays.from < data.from) return `the data begins ${data.from}`;
  return comparedDays.to > data.to ? `the data ends ${data.to}` : undefined;
}
