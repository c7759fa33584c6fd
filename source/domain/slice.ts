import type { Period } from "./period.ts";

/** One plain value from which every view, export, link and SQL text is made. Names are the catalog's. */
export interface Slice {
  readonly by: readonly string[];
  readonly measures: readonly string[];
  readonly filters: readonly Filter[];
  readonly having: readonly Having[];
  /** Days on which the order lines fall; absent: all of the data. */
  readonly period?: Period;
  readonly against?: Against;
  readonly top?: number;
  readonly sort?: Sort;
  readonly totals: boolean;
  /** Totals of each value of the first dimensions too (of either one, where there are two), each counted from the data. */
  readonly subtotals?: boolean;
  /** What shares are of: the value of the first dimension (row), that of the others (column); else the whole slice. */
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
  /** By the change from the comparison, where there is one; absent: by the value. */
  readonly by?: "change";
}

/** The comparison period: the same length just before, the same days a year before, or any other period. */
export type Against = "prior" | "year" | Period;

export const emptySlice: Slice = { by: [], measures: [], filters: [], having: [], totals: false };
