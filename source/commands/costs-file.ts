import type { AcquisitionCost } from "../domain/acquisition-cost.ts";
import { Amount } from "../domain/amount.ts";
import { type Catalog, dimensionOf } from "../domain/catalog.ts";
import { costErrors } from "../errors/costs.ts";
import { type FigureFaults, monthOf, numberOf, onLine, readFigureFile, whereOf } from "./figure-file.ts";

/**
 * The costs of acquiring customers: CSV with month, cost and dimensions of customers as further columns (an empty cell: all
 * of its values). Throws UsageError naming the line of an invalid month or one before the data, a column that is not a
 * dimension of customers, a cost that is not an amount of 0 or more, or a duplicate line.
 */
export function readCosts(
  file: string,
  catalog: Catalog,
  { from }: { readonly from: string },
): readonly AcquisitionCost[] {
  const faults: FigureFaults = {
    line: (line, why, next) => costErrors.notSo({ file, line, why, ...(next === undefined ? {} : { next }) }),
    unreadable: (why) => costErrors.unreadable({ file, why }),
  };
  const { others, lines } = readFigureFile(file, ["month", "cost"], faults);
  for (const name of others) {
    const { of } = onLine(() => dimensionOf(catalog, name), 1, faults);
    if (of !== "customer") throw faults.line(1, `${name} is of order lines: it says nothing of who was acquired.`);
  }
  const seen = new Set<string>();
  return lines.map((one) => {
    const cost = Amount.of(numberOf(one, "cost", faults));
    if (Number(cost) < 0) throw faults.line(one.line, `A cost of ${cost} is below 0.`);
    const of = { month: monthOf(one, from, faults), where: whereOf(one, others) };
    const key = JSON.stringify(of);
    if (seen.has(key)) throw faults.line(one.line, `The cost of ${of.month} is there twice.`, "Delete one of the two.");
    seen.add(key);
    return { ...of, line: one.line, cost };
  });
}
