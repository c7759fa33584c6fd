import type { Measure } from "../domain/catalog.ts";
import { type GridCell, type GridRow, meaningOfRows } from "../domain/cohort.ts";
import type { SizePlan } from "./cohort-sizes.ts";

export interface GridPlan extends SizePlan {
  readonly measure: Measure;
  /** The part of the measure that order lines give; undefined for the cohort's size itself. */
  readonly numerator: Measure | undefined;
  readonly isCumulative: boolean;
}

/** Numerator (cumulated where asked) and customers of one cell. */
export interface RawCell {
  readonly amount: number;
  readonly customers: number;
  readonly complete: boolean;
}

/** One cohort, or its part in a row. */
export interface RawCohort {
  readonly key: string;
  readonly customers: number;
  readonly cells: readonly (RawCell | undefined)[];
}

/** Numerator, customers and first period's amount of the same customers: all that a value is made of. */
interface Parts extends RawCell {
  readonly first: number;
}

/** A cohort as it is shown and exported. */
export function cohortRow(plan: GridPlan, { key, customers, cells }: RawCohort): GridRow {
  const first = firstAmount(cells);
  return {
    key,
    label: key,
    customers,
    cells: cells.map((cell) => cell && shownCell(cell, valueFrom(plan, { ...cell, first }))),
  };
}

/**
 * A row of several cohorts, oldest first: a cell holds the cohorts that are complete there, for its numerator and its
 * denominator alike; they are the first ones of the row. A calendar period under way is the same for all: it holds every
 * cohort, marked as not complete.
 */
export function rowOfCohorts(
  plan: GridPlan,
  { key, label }: Pick<GridRow, "key" | "label">,
  cohorts: readonly RawCohort[],
  columns: number,
): GridRow {
  return {
    key,
    label,
    customers: cohorts.reduce((sum, cohort) => sum + cohort.customers, 0),
    cells: Array.from({ length: columns }, (_, column) => cellOfCohorts(plan, cohorts, column)),
    cohorts: cohorts.map((cohort) => cohort.key),
  };
}

function cellOfCohorts(plan: GridPlan, cohorts: readonly RawCohort[], column: number): GridCell | undefined {
  const complete = cohorts.filter(({ cells }) => cells[column]?.complete === true);
  const isUnderWay = complete.length === 0 && plan.query.axis === "calendar";
  const held = isUnderWay ? cohorts.filter(({ cells }) => cells[column] !== undefined) : complete;
  if (held.length === 0) return undefined;
  const parts = { amount: 0, customers: 0, first: 0, complete: !isUnderWay };
  for (const { cells } of held) {
    parts.amount += cells[column]?.amount ?? 0;
    parts.customers += cells[column]?.customers ?? 0;
    parts.first += firstAmount(cells);
  }
  const value = valueFrom(plan, parts);
  const isAverage = meaningOfRows(plan.query, plan.measure) === "average";
  const shown = isAverage && value !== undefined ? value / held.length : value;
  return { ...shownCell(parts, shown), cohorts: held.length };
}

function firstAmount(cells: RawCohort["cells"]): number {
  return cells.find((cell) => cell !== undefined)?.amount ?? 0;
}

function shownCell(
  { customers, complete }: Pick<RawCell, "customers" | "complete">,
  value: number | undefined,
): GridCell {
  return { value, customers, complete };
}

/** Percent is of the cell's customers where customers are counted, of the first period for everything else. */
function valueFrom({ query, measure, numerator }: GridPlan, { amount, customers, first }: Parts): number | undefined {
  if (query.values === "percent" && measure.unit !== "ratio") {
    const whole = !numerator || numerator.unit === "customers" ? customers : first;
    return whole ? amount / whole : undefined;
  }
  if (measure.additivity === "ratio") return customers > 0 ? amount / customers : undefined;
  return measure.unit === "money" ? Math.round(amount * 100) / 100 : amount;
}
