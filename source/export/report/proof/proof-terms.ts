import type { Investigation } from "../../../analysis/investigation.ts";
import { countedKinds, investigatedDepth } from "../../../analysis/investigation-metric.ts";
import { programsWith } from "../../../query/driver-fields.ts";
import { sqlText } from "../sql-literal.ts";

/** A sum, over the rows of one period if one is given. */
export function sumOf(expression: string, period?: 0 | 1): string {
  return `sum(${expression})${period === undefined ? "" : ` filter (where period = ${period})`}`;
}

/** A quotient of sums, 0 if the denominator is 0; cents in the numerator become money by `/ 100.0`. */
export function ratioOf(top: string, bottom: string, period?: 0 | 1): string {
  return `coalesce(${sumOf(top, period)} / nullif(${sumOf(bottom, period)}, 0), 0)`;
}

/** The metric's sum in its own unit (currency units, orders, bags), from the fields of the tree. */
export function metricSum(investigation: Pick<Investigation, "question" | "programs">, period?: 0 | 1): string {
  const { question } = investigation;
  const depth = investigatedDepth(question.metric);
  if (depth === "orders" || depth === "bags") return sumOf(depth, period);
  if (depth === "list") return `${sumOf("list", period)} / 100.0`;
  return `${sumOf(netTerms(investigation, countedKinds(question.switches)), period)} / 100.0`;
}

/** Net revenue in cents, from the fields of the tree. */
export function netTerms(
  { question, programs: own = [] }: Pick<Investigation, "question" | "programs">,
  counted: readonly string[],
): string {
  const isCash = question.switches.prepaid === "cash";
  const less = [
    ...programsWith(own).map((program) => `discount_${program}`),
    ...counted.map((kind) => `reversal_${kind}`),
  ];
  return `${["list", ...less, "plug"].join(" - ")}${isCash ? " + deferred" : ""}`;
}

/** `'2024-Q1'` or `'2025-Q1'`, by the column `period`. */
export function periodLabel([base, compare]: readonly [string, string]): string {
  return `case period when 0 then ${sqlText(base)} else ${sqlText(compare)} end`;
}

/** Selects stacked below each other, in order. */
export function stacked(selects: readonly string[]): string {
  return selects.join("\nunion all\n");
}
