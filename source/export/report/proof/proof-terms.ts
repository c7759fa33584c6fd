import type { Question } from "../../../analysis/investigation.ts";
import { countedKinds, investigatedDepth } from "../../../analysis/investigation-metric.ts";
import { programs } from "../../../query/driver-fields.ts";
import { sqlText } from "../sql-literal.ts";

/** A sum, over the rows of one period where one is given. */
export function sumOf(expression: string, period?: 0 | 1): string {
  return `sum(${expression})${period === undefined ? "" : ` filter (where period = ${period})`}`;
}

/** A quotient of sums, 0 where nothing is below the line; cents above it become money by `/ 100.0`. */
export function ratioOf(top: string, bottom: string, period?: 0 | 1): string {
  return `coalesce(${sumOf(top, period)} / nullif(${sumOf(bottom, period)}, 0), 0)`;
}

/** The metric's sum in its own unit (currency units, orders, bags), from the fields of the tree. */
export function metricSum(question: Question, period?: 0 | 1): string {
  const depth = investigatedDepth(question.metric);
  if (depth === "orders" || depth === "bags") return sumOf(depth, period);
  if (depth === "list") return `${sumOf("list", period)} / 100.0`;
  return `${sumOf(netTerms(countedKinds(question.switches), question.switches.prepaid === "cash"), period)} / 100.0`;
}

/** Net revenue in cents, from the fields of the tree. */
export function netTerms(counted: readonly string[], isCash: boolean): string {
  const less = [...programs.map((program) => `discount_${program}`), ...counted.map((kind) => `reversal_${kind}`)];
  return `${["list", ...less, "plug"].join(" - ")}${isCash ? " + deferred" : ""}`;
}

/** `'2024-Q1'` or `'2025-Q1'`, by the column `period`. */
export function periodLabel([base, compare]: readonly [string, string]): string {
  return `case period when 0 then ${sqlText(base)} else ${sqlText(compare)} end`;
}

/** Selects put below each other, in their order. */
export function stacked(selects: readonly string[]): string {
  return selects.join("\nunion all\n");
}
