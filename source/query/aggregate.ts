import type { Dimension, Measure, Unit } from "../domain/catalog.ts";
import type { Period } from "../domain/period.ts";
import { questionErrors } from "../errors/question.ts";
import type { PlannedFilter } from "./predicate.ts";
import { moneySum } from "./statement.ts";

/** A base measure as SQL: over the order lines, over the cube if it is additive there, or as the cohort's size. */
export interface Rolled {
  readonly name: string;
  readonly unit: Unit;
  readonly isCohort: boolean;
  /** Whether a cell without lines is unknown rather than zero. */
  readonly isNullable?: boolean;
  /** Whether it is summed over the named discounts of the order lines. */
  readonly isOfDiscounts?: boolean;
  readonly facts: string;
  readonly cube?: string;
}

/**
 * How a base measure (no ratio) rolls up by dimensions; sums of money are decimals, so no digits are lost. Only measures of
 * named discounts can be rolled up by discount name: throws UsageError for a measure of whole order lines.
 */
export function rolled(measure: Measure, dimensions: readonly Dimension[]): Rolled {
  const { name, unit, additivity, cube, only } = measure;
  const isCohort = additivity === "cohort";
  const isOfDiscounts = !isCohort && dimensions.some(({ of }) => of === "discount");
  const expression = isOfDiscounts ? byDiscount(measure) : measure.expression;
  if (additivity !== "sum") return { name, unit, isCohort, isOfDiscounts, facts: `count(distinct ${expression})` };
  if (isOfDiscounts) return { name, unit, isCohort, isOfDiscounts, facts: summed(unit, expression) };
  const rolledUp = { name, unit, isCohort, facts: summed(unit, expression) };
  // A filtered measure is not in the cube if the cube lacks the dimension it is filtered by.
  const overCube = only === undefined ? (cube ?? expression) : cube;
  return overCube === undefined ? rolledUp : { ...rolledUp, cube: summed(unit, overCube) };
}

function byDiscount({ name, discount }: Measure): string {
  if (discount === undefined) throw questionErrors.notByDiscount({ measure: name });
  return discount;
}

function summed(unit: Unit, expression: string): string {
  return unit === "money" ? moneySum(expression) : `coalesce(sum(${expression}), 0)`;
}

export type Key = readonly (string | number | null)[];

export interface Without {
  readonly by: readonly Dimension[];
  readonly keys: readonly Key[];
}

/** What to roll up: base measures (no ratios) by dimensions, under filters; the primitive under every view. */
export interface Aggregate {
  readonly by: readonly Dimension[];
  readonly measures: readonly Rolled[];
  readonly filters: readonly PlannedFilter[];
  readonly period?: Period;
  /** Leaves out the groups with these keys (one value per dimension of its `by`), so that the rest can be counted. */
  readonly without?: Without;
}
