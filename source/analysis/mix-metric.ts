import { baseMeasures, type Catalog, type Measure } from "../domain/catalog.ts";
import { formatOf, type NumberFormat } from "../domain/format.ts";
import { questionErrors } from "../errors/question.ts";

/** A measure of the catalog without a driver tree, whose change is explained by mix and rate. */
export interface MixMetric {
  /** In sentences: "retention", "discounts per customer". */
  readonly label: string;
  readonly format: NumberFormat;
  /** The measure that is summed over order lines. */
  readonly base: Measure;
  /** The sum itself, which also moves with the number of customers; otherwise per customer. */
  readonly isTotal: boolean;
  /** The value of 1 in a cell: 0.01 for money in cents. */
  readonly unitValue: number;
}

/**
 * How mix and rate explain a measure; undefined for a name that is not in the catalog. Throws UsageError for a ratio over
 * anything but customers.
 */
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
