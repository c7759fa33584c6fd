import type { Catalog, Dimension } from "./catalog.ts";
import type { Period } from "./period.ts";
import { whyReserved } from "./reserved-names.ts";
import type { Filter } from "./slice.ts";

/** A rule over customers with a name: a dimension of customers whose values are `yes` and `no`. */
export interface SavedSegment {
  readonly name: string;
  readonly label: string;
  readonly description: string;
  /** On customers and on their order lines; a customer belongs to it with order lines that fit all of them. */
  readonly filters: readonly Filter[];
  /** Days of these order lines. */
  readonly period?: Period;
  /** At least this number of orders among these lines; absent: customers who never ordered belong to it too. */
  readonly orders?: number;
}

/** A segment as it is saved: its name and its rule. */
export type SegmentRule = Pick<SavedSegment, "name" | "filters" | "period" | "orders">;

/** Why a segment cannot have this name; undefined if it can. */
export function whyNoSegmentName(name: string, { dimensions, measures }: Catalog): string | undefined {
  if (!/^[a-z][a-z0-9_]{0,39}$/.test(name))
    return "a name begins with a lower-case letter, followed by letters, digits and _";
  if ([...dimensions, ...measures].some((one) => one.name === name)) return "the catalog already has this name";
  return whyReserved(name);
}

/** The catalog without segments, for tools that do not know them. */
export function withoutSegments(catalog: Catalog): Catalog {
  return { ...catalog, dimensions: catalog.dimensions.filter((dimension) => !isSegment(dimension)) };
}

/** Whether the dimension is a saved segment. */
export function isSegment({ isSavedSegment }: Dimension): boolean {
  return isSavedSegment === true;
}
