import { baseMeasures, type Catalog, type Measure } from "../domain/catalog.ts";
import type { Cell } from "./statement.ts";

/** Rolled-up base measures by name, money in currency units. */
export type Totals = ReadonlyMap<string, number>;

/** Base measures of one result row; money comes in whole cents and leaves in currency units. */
export function totalsFrom(measures: readonly Pick<Measure, "name" | "unit">[], cells: readonly Cell[]): Totals {
  return new Map(
    measures.map((measure, index) => [measure.name, Number(cells[index] ?? 0) / (measure.unit === "money" ? 100 : 1)]),
  );
}

/** A measure after roll-up; null where a ratio has nothing to divide by. */
export function measureValue(catalog: Catalog, measure: Measure, totals: Totals): number | null {
  if (measure.additivity !== "ratio") return totals.get(measure.name) ?? 0;
  const [numerator, denominator] = baseMeasures(catalog, measure).map((base) => totals.get(base.name) ?? 0);
  return denominator ? (numerator ?? 0) / denominator : null;
}
