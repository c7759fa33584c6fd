import type { Period } from "./period.ts";

/** One plain value from which every view, export, link and SQL text is made. Names are the catalog's. */
export interface Slice {
  readonly by: readonly string[];
  readonly measures: readonly string[];
  readonly filters: readonly Filter[];
  readonly having: readonly Having[];
  /** Days of the order lines; absent: all of the data. */
  readonly period?: Period;
  readonly against?: Against;
  readonly top?: number;
  readonly sort?: Sort;
  readonly totals: boolean;
  /** Whether to include totals of each value of the first dimensions (of either one if there are two), each counted from the data. */
  readonly subtotals?: boolean;
  /** The denominator of shares: the value of the first dimension (row) or of the others (column); otherwise the whole slice. */
  readonly shareOf?: "total" | "row" | "column";
}

/** `values` are texts as exports print them (`2024-03`, `large`); the empty string means "no value". */
export interface Filter {
  readonly dimension: string;
  readonly op: "in" | "not_in";
  readonly values: readonly string[];
}

export interface Having {
  readonly measure: string;
  readonly op: ">" | ">=" | "<" | "<=" | "=" | "!=";
  readonly value: number;
}

export interface Sort {
  readonly measure: string;
  readonly descending: boolean;
  /** By the change from the comparison, if there is one; absent: by the value. */
  readonly by?: "change";
}

/** The comparison: the same length just before, the same days a year before, the plan, or any other period. */
export type Against = "prior" | "year" | "plan" | Period;

export const emptySlice: Slice = { by: [], measures: [], filters: [], having: [], totals: false };
