import { compareFigures, difference, type Figure } from "../domain/amount.ts";
import { type Catalog, type Dimension, isPerCustomer, measureOf } from "../domain/catalog.ts";
import { smallCohort } from "../domain/cohort.ts";
import { isTime } from "../domain/dimension-value.ts";
import type { Having, Slice } from "../domain/slice.ts";
import { measureValue, type Totals } from "./measure-value.ts";

export interface Ranked {
  readonly key: readonly (string | number | null)[];
  readonly now: Totals;
  readonly before?: Totals | undefined;
}

/**
 * The groups that a slice shows, in its order: those that pass its thresholds, sorted by its measure (by time or number if
 * the first dimension has an order and no sort is given), cut to its top N. Rates of few customers come after the others.
 * Ties fall back to the keys, so that the same data give the same order.
 */
export function rankRows<Group extends Ranked>(
  catalog: Catalog,
  slice: Slice,
  by: readonly Dimension[],
  groups: readonly Group[],
): Group[] {
  const passing = groups.filter((group) => slice.having.every((threshold) => passes(catalog, threshold, group.now)));
  const value = valueToSortBy(catalog, slice, by);
  const isSmall = smallRates(catalog, slice, by);
  const sign = slice.sort?.descending === false ? 1 : -1;
  const sorted = passing
    .map((group) => ({ group, value: value?.(group) ?? null, isSmall: isSmall(group) }))
    .sort(
      (a, b) =>
        Number(a.isSmall) - Number(b.isSmall) ||
        compareValues(a.value, b.value, sign) ||
        compareKeys(a.group.key, b.group.key),
    )
    .map(({ group }) => group);
  return slice.top === undefined ? sorted : sorted.slice(0, slice.top);
}

/** The measure that rows are sorted by; undefined if they are in the order of their first dimension. */
function sortedBy(slice: Slice, [first]: readonly Dimension[]): string | undefined {
  const isOrdered = first !== undefined && (isTime(first) || first.type === "integer" || first.fiscal !== undefined);
  return slice.sort?.measure ?? (isOrdered && slice.top === undefined ? undefined : slice.measures[0]);
}

/** Whether a group is sorted by a rate of too few customers to mean anything. */
function smallRates(catalog: Catalog, slice: Slice, by: readonly Dimension[]): (group: Ranked) => boolean {
  const name = sortedBy(slice, by);
  const measure = name === undefined ? undefined : measureOf(catalog, name);
  if (measure === undefined || !isPerCustomer(catalog, measure)) return () => false;
  return ({ now }) => Number(now.get(measure.denominator ?? "") ?? 0) < smallCohort;
}

function valueToSortBy(catalog: Catalog, slice: Slice, by: readonly Dimension[]) {
  const name = sortedBy(slice, by);
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

/** Nulls come last in either order. */
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
