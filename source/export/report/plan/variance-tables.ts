import { type Measure, measureOf } from "../../../domain/catalog.ts";
import { noValue } from "../../../domain/dimension-value.ts";
import { changeShare } from "../../../domain/equal-age.ts";
import { formatOf } from "../../../domain/format.ts";
import type { PlanVariance } from "../../../domain/plan.ts";
import type { ReportColumn, ReportRow, ReportTable } from "../document.ts";
import { Numbers } from "../numbers.ts";
import type { PlanReportInput } from "./plan-input.ts";

/** A table for each measure of the plan: its lines with plan, actual and variance, and their sum if they add up. */
export function varianceTables({
  variances,
  catalog,
  dataSet,
}: Pick<PlanReportInput, "variances" | "catalog" | "dataSet">): readonly ReportTable[] {
  return [...Map.groupBy(variances, ({ measure }) => measure)].map(([name, lines]) => {
    const measure = measureOf(catalog, name);
    return tableOf(measure, lines, new Numbers(dataSet.currency, formatOf(measure)));
  });
}

function tableOf(measure: Measure, lines: readonly PlanVariance[], numbers: Numbers): ReportTable {
  const dimensions = [...new Set(lines.flatMap(({ where }) => Object.keys(where)))];
  const text = (label: string): ReportColumn => ({ label: label.replaceAll("_", " "), align: "text" });
  const number = (label: string): ReportColumn => ({ label, align: "number" });
  return {
    id: `variance-${measure.name.replaceAll("_", "-")}`,
    caption: measure.label,
    columns: [...["month", ...dimensions].map(text), ...["plan", "actual", "variance", "variance, %"].map(number)],
    rows: [...lines.map((line) => rowOf(line, dimensions, numbers)), ...sumRow(measure, lines, dimensions, numbers)],
  };
}

function rowOf(line: PlanVariance, dimensions: readonly string[], numbers: Numbers): ReportRow {
  const { month, where, value, actual, variance, share } = line;
  const values = dimensions.map((name) => (where[name] === "" ? noValue : (where[name] ?? "all")));
  const figures = [
    numbers.value(Number(value)),
    actual === undefined ? "not over" : numbers.value(Number(actual)),
    variance === undefined ? "" : numbers.change(Number(variance)),
    numbers.percent(share),
  ];
  return { cells: [month ?? "", ...values, ...figures] };
}

/** The sum of the lines whose months are over, if the measure is additive and no line is part of another. */
function sumRow(
  { additivity }: Measure,
  lines: readonly PlanVariance[],
  dimensions: readonly string[],
  numbers: Numbers,
): readonly ReportRow[] {
  const over = lines.filter(({ actual }) => actual !== undefined);
  const isOfParts = lines.every(({ where, month }) => {
    return month !== undefined && dimensions.every((name) => where[name] !== undefined);
  });
  if (additivity !== "sum" || !isOfParts || over.length < 2) return [];
  const plan = over.reduce((sum, { value }) => sum + Number(value), 0);
  const actual = over.reduce((sum, line) => sum + Number(line.actual), 0);
  const figures = [numbers.value(plan), numbers.value(actual), numbers.change(actual - plan)];
  const label = ["months that are over", ...dimensions.map(() => "")];
  return [{ cells: [...label, ...figures, numbers.percent(changeShare(actual, plan))], kind: "subtotal" }];
}
