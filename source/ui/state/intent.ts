import type { AnyQuestion } from "../../analysis/totals/question.ts";
import type { Filter, Slice } from "../../domain/slice.ts";

/** Something to show, described by what it is; the screen that can show it takes it. */
export type Intent =
  /** A slice as a table or pivot. */
  | { readonly kind: "slice"; readonly slice: Slice; readonly view: "table" | "pivot" }
  /** What the customers under these filters bought, by every dimension. */
  | { readonly kind: "breakdown"; readonly filters: readonly Filter[]; readonly measure: string }
  /** The records behind a slice. */
  | { readonly kind: "records"; readonly of: "lines" | "customers"; readonly slice: Slice }
  /** What drove a change. */
  | { readonly kind: "question"; readonly question: AnyQuestion }
  /** The customers under these filters by when they were acquired. */
  | {
      readonly kind: "by_acquisition";
      readonly filters: readonly Filter[];
      readonly measure: string | undefined;
      /** Whether the days were chosen too. */
      readonly hasPeriod: boolean;
    }
  /** The customers of a slice, to be sent to an ad network. */
  | { readonly kind: "audience"; readonly slice: Slice }
  /** Another measure was chosen. */
  | { readonly kind: "measure"; readonly measure: string }
  /** The records that were not loaded. */
  | { readonly kind: "not_loaded" };
