import { type Figure, sum } from "../domain/amount.ts";
import type { Measure } from "../domain/catalog.ts";
import { type GridCell, type GridRow, meaningOfRows } from "../domain/cohort.ts";
import type { SizePlan } from "./cohort-sizes.ts";
import { noneOf } from "./measure-value.ts";

export interface GridPlan extends SizePlan {
  readonly measure: Measure;
  /** The part of the measure computed from order lines; undefined for the cohort's size itself. */
  readonly numerator: Measure | undefined;
  /** A ratio's denominator if that is not the cohort's size; undefined for all other measures. */
  readonly denominator: Measure | undefined;
  readonly isCumulative: boolean;
}

/** Numerator (cumulative if requested) and customers of one cell. */
export interface RawCell {
  readonly amount: Figure;
  /** Of the denominator, if the plan has one. */
  readonly below: number;
  readonly customers: number;
  readonly complete: boolean;
}

/** One cohort, or its part in a row. */
export interface RawCohort {
  readonly key: string;
  readonly customers: number;
  readonly cells: readonly (RawCell | undefined)[];
}

/** Numerator, customers and the same customers' first-period amount: everything a value is computed from. */
interface Parts extends RawCell {
  readonly first: Figure;
  readonly firstBelow: number;
}

/** A cohort as shown and exported. */
export function cohortRow(plan: GridPlan, { key, customers, cells }: RawCohort): GridRow {
  const first = firstCell(cells);
  const partsOf = (cell: RawCell): Parts => {
    const { amount, below } = first ?? cell;
    return { ...cell, first: amount, firstBelow: below };
  };
  return {
    key,
    label: key,
    customers,
    cells: cells.map((cell) => cell && shownCell(cell, valueFrom(plan, partsOf(cell)))),
  };
}

/**
 * A row of several cohorts, oldest first: a cell holds the cohorts that are complete there, for its numerator and its
 * denominator alike; they are the first ones of the row. The current calendar period is the same for all: it holds every
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
  const included = isUnderWay ? cohorts.filter(({ cells }) => cells[column] !== undefined) : complete;
  if (included.length === 0) return undefined;
  const none = noneOf(plan.numerator?.unit ?? "customers");
  const parts = { amount: none, below: 0, customers: 0, first: none, firstBelow: 0, complete: !isUnderWay };
  for (const { cells } of included) {
    parts.amount = sum(parts.amount, cells[column]?.amount ?? none);
    parts.below += cells[column]?.below ?? 0;
    parts.customers += cells[column]?.customers ?? 0;
    parts.first = sum(parts.first, firstCell(cells)?.amount ?? none);
    parts.firstBelow += firstCell(cells)?.below ?? 0;
  }
  const value = valueFrom(plan, parts);
  if (value === undefined || meaningOfRows(plan.query, plan.measure) !== "average") {
    return { ...shownCell(parts, value), cohorts: included.length };
  }
  return { ...shownCell(parts, Number(value) / included.length), cohorts: included.length, sum: value };
}

function firstCell(cells: RawCohort["cells"]): RawCell | undefined {
  return cells.find((cell) => cell !== undefined);
}

function shownCell(
  { customers, complete }: Pick<RawCell, "customers" | "complete">,
  value: Figure | undefined,
): GridCell {
  return { value, customers, complete };
}

/** Percentages are of the cell's customers if customers are counted, of the first period for everything else. */
function valueFrom(plan: GridPlan, parts: Parts): Figure | undefined {
  const { query, measure, numerator, denominator } = plan;
  const { amount, customers, first } = parts;
  if (denominator !== undefined) return quotientFrom(plan, parts);
  if (query.values === "percent" && measure.unit !== "ratio") {
    const whole = !numerator || numerator.unit === "customers" ? customers : Number(first);
    return whole ? Number(amount) / whole : undefined;
  }
  if (measure.additivity === "ratio") return customers > 0 ? Number(amount) / customers : undefined;
  return amount;
}

/** A ratio with a denominator other than the cohort's size; as a percentage, of the same ratio in the first period. */
function quotientFrom({ query, measure }: GridPlan, { amount, below, first, firstBelow }: Parts): number | undefined {
  const value = below === 0 ? undefined : Number(amount) / below;
  if (query.values !== "percent" || measure.unit === "ratio") return value;
  const whole = firstBelow === 0 ? 0 : Number(first) / firstBelow;
  return value === undefined || whole === 0 ? undefined : value / whole;
}
