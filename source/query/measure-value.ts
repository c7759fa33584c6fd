import { Amount, type Figure } from "../domain/amount.ts";
import { baseMeasures, type Catalog, type Measure } from "../domain/catalog.ts";
import type { Cell } from "./statement.ts";

/** Rolled-up base measures by name, money as exact amounts. */
export type Totals = ReadonlyMap<string, Figure>;

/** Base measures of one result row. */
export function totalsFrom(measures: readonly Pick<Measure, "name" | "unit">[], cells: readonly Cell[]): Totals {
  return new Map(measures.map(({ name, unit }, index) => [name, figureOf(unit, cells[index] ?? 0)]));
}

/** A base measure of zero. */
export function noneOf(unit: Measure["unit"]): Figure {
  return figureOf(unit, 0);
}

/** A base measure from a cell of a result. */
export function figureOf(unit: Measure["unit"], cell: Cell): Figure {
  return unit === "money" ? Amount.of(String(cell)) : Number(cell);
}

/** A measure after roll-up; null for a ratio whose denominator is zero. */
export function measureValue(catalog: Catalog, measure: Measure, totals: Totals): Figure | null {
  if (measure.additivity !== "ratio") return totals.get(measure.name) ?? 0;
  const [numerator, denominator] = baseMeasures(catalog, measure).map((base) => Number(totals.get(base.name) ?? 0));
  return denominator ? (numerator ?? 0) / denominator : null;
}
