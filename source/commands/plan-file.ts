import { Amount } from "../domain/amount.ts";
import { type Catalog, dimensionOf, measureOf } from "../domain/catalog.ts";
import type { PlanLine } from "../domain/plan.ts";
import { planErrors } from "../errors/plan.ts";
import { type FigureFaults, monthOf, numberOf, onLine, readFigureFile, whereOf } from "./figure-file.ts";

/** The months that a plan can cover. */
interface Days {
  /** First day of the data. */
  readonly from: string;
}

/**
 * The lines of a plan: CSV with month, measure, value and dimensions as further columns (an empty cell: all of its values).
 * Throws UsageError naming the line of an invalid month or one before the data, an unknown measure or dimension, a value
 * that is not a number, or a duplicate line.
 */
export function readPlan(file: string, catalog: Catalog, { from }: Days): readonly PlanLine[] {
  const faults: FigureFaults = {
    line: (line, why, next) => planErrors.notSo({ file, line, why, ...(next === undefined ? {} : { next }) }),
    unreadable: (why) => planErrors.unreadable({ file, why }),
  };
  const { others, lines } = readFigureFile(file, ["month", "measure", "value"], faults);
  for (const name of others) onLine(() => dimensionOf(catalog, name), 1, faults);
  const seen = new Set<string>();
  return lines.map((one) => {
    const measure = one.cell("measure");
    const value = numberOf(one, "value", faults);
    const { unit, additivity } = onLine(() => measureOf(catalog, measure), one.line, faults);
    const planned = { month: monthOf(one, from, faults), measure, where: whereOf(one, others) };
    const key = JSON.stringify(planned);
    if (seen.has(key))
      throw faults.line(one.line, `${measure} of ${planned.month} is planned twice.`, "Delete one of the two.");
    seen.add(key);
    const isAmount = unit === "money" && additivity !== "ratio";
    return { ...planned, line: one.line, value: isAmount ? Amount.of(value) : Number(value) };
  });
}
