import { baseMeasures, type Catalog, type Measure } from "../domain/catalog.ts";
import { formatOf, type NumberFormat } from "../domain/format.ts";
import { questionErrors } from "../errors/question.ts";

/** A measure of the catalog that has no tree of drivers, as its change is told by mix and rate. */
export interface MixMetric {
  /** In sentences: "retention", "discounts per customer". */
  readonly label: string;
  readonly format: NumberFormat;
  /** What is added up over order lines. */
  readonly base: Measure;
  /** The sum itself, which also moves with the number of customers; otherwise per customer. */
  readonly isTotal: boolean;
  /** What 1 of a cell's value is worth: 0.01 for money in cents. */
  readonly unitValue: number;
}

/** How a measure is told by mix and rate; undefined for a name that the catalog lacks. Throws UsageError for a ratio over something else than customers. */
export function mixMetric(catalog: Catalog, name: string): MixMetric | undefined {
  const measure = catalog.measures.find((one) => one.name === name);
  if (!measure) return undefined;
  const [base = measure, over] = baseMeasures(catalog, measure);
  if (over && over.additivity !== "cohort") {
    throw questionErrors.notPerCustomer({ name, over: over.label.toLowerCase() });
  }
  return {
    label: measure.label.toLowerCase(),
    format: formatOf(measure),
    base,
    isTotal: measure.additivity !== "ratio",
    unitValue: base.unit === "money" ? 0.01 : 1,
  };
}
