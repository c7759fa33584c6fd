import { compareFigures, difference, type Figure } from "../domain/amount.ts";
import type { Catalog, Dimension } from "../domain/catalog.ts";
import { measureOf } from "../domain/catalog.ts";
import { isTime } from "../domain/dimension-value.ts";
import type { Having, Slice } from "../domain/slice.ts";
import { measureValue, type Totals } from "./measure-value.ts";

export interface Ranked {
  readonly key: readonly (string | number | null)[];
  readonly now: Totals;
  readonly before?: Totals | undefined;
}

/**
 * The groups that a slice shows, in its order: those past its thresholds, sorted by its measure (by time or number where
 * the first dimension has an order and nothing else is asked), cut to its top N. Ties fall back to the keys, so that the
 * same data give the same order.
 */
export function rankRows<Group extends Ranked>(
  catalog: Catalog,
  slice: Slice,
  by: readonly Dimension[],
  groups: readonly Group[],
): Group[] {
  const passing = groups.filter((group) => slice.having.every((threshold) => passes(catalog, threshold, group.now)));
  const value = valueToSortBy(catalog, slice, by);
  const sign = slice.sort?.descending === false ? 1 : -1;
  const sorted = passing
    .map((group) => ({ group, value: value?.(group) ?? null }))
    .sort((a, b) => compareValues(a.value, b.value, sign) || compareKeys(a.group.key, b.group.key))
    .map(({ group }) => group);
  return slice.top === undefined ? sorted : sorted.slice(0, slice.top);
}

function valueToSortBy(catalog: Catalog, slice: Slice, by: readonly Dimension[]) {
  const first = by[0];
  const isOrdered = first !== undefined && (isTime(first) || first.type === "integer" || first.fiscal !== undefined);
  const name = slice.sort?.measure ?? (isOrdered && slice.top === undefined ? undefined : slice.measures[0]);
  if (name === undefined) return undefined;
  const measure = measureOf(catalog, name);
  return ({ now, before }: Ranked) => {
    const value = measureValue(catalog, measure, now);
    if (slice.sort?.by !== "change" || before === undefined) return value;
    return difference(value ?? 0, measureValue(catalog, measure, before) ?? 0);
  };
}

function passes(catalog: Catalog, { measure, op, value }: Having, totals: Totals): boolean {
  const figure = measureValue(catalog, measureOf(catalog, measure), totals);
  if (figure === null) return false;
  const actual = Number(figure);
  switch (op) {
    case ">":
      return actual > value;
    case ">=":
      return actual >= value;
    case "<":
      return actual < value;
    case "<=":
      return actual <= value;
    case "=":
      return actual === value;
    case "!=":
      return actual !== value;
  }
}

/** What has no value comes last in either order. */
function compareValues(a: Figure | null, b: Figure | null, sign: 1 | -1): number {
  if (a === null || b === null) return (a === null ? 1 : 0) - (b === null ? 1 : 0);
  return sign * compareFigures(a, b);
}

function compareKeys(a: Ranked["key"], b: Ranked["key"]): number {
  for (const [index, left] of a.entries()) {
    const right = b[index] ?? null;
    if (left === right) continue;
    if (left === null) return 1;
    if (right === null) return -1;
    return left < right ? -1 : 1;
  }
  return 0;
}
