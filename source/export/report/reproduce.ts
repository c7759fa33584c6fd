import { treeMetric } from "../../analysis/investigation-metric.ts";
import { type AnyQuestion, isTotals, type TotalsQuestion } from "../../analysis/totals/question.ts";
import { noValue } from "../../domain/dimension-value.ts";
import { printPeriod } from "../../domain/period.ts";
import type { Filter } from "../../domain/slice.ts";

/** The command that asks this question again. */
export function commandOf(question: AnyQuestion): string {
  if (isTotals(question)) return totalsCommand(question);
  const { metric, base, compare, filters, switches, seed, replicates, firstDay = 0, by } = question;
  const where = conditions("where", filters);
  return [
    "grounds investigate",
    `--metric ${quoted(metric)}`,
    `--base ${printPeriod(base)}`,
    `--compare ${printPeriod(compare)}`,
    ...(by === undefined || treeMetric(metric) !== undefined ? [] : [`--by ${quoted(by)}`]),
    ...where,
    `--replacements ${switches.replacements}`,
    `--prepaid ${switches.prepaid}`,
    `--reversal-month ${switches.reversalMonth}`,
    ...(firstDay === 0 && treeMetric(metric) !== undefined ? [] : [`--first-day ${firstDay}`]),
    `--window ${switches.windowDays}`,
    `--reversal-days ${switches.reversalDays}`,
    `--seed ${seed}`,
    `--replicates ${replicates}`,
  ].join(" ");
}

function totalsCommand(question: TotalsQuestion): string {
  const { of, metric, filters, seed, replicates } = question;
  const sides =
    question.of === "period"
      ? [`--base ${printPeriod(question.base)}`, `--compare ${printPeriod(question.compare)}`]
      : [
          ...conditions("base-where", question.baseWhere),
          ...conditions("compare-where", question.compareWhere),
          `--from ${question.period.from}`,
          `--to ${question.period.to}`,
        ];
  return [
    `grounds investigate --of ${of}`,
    `--metric ${quoted(metric)}`,
    ...sides,
    ...conditions("where", filters),
    `--seed ${seed}`,
    `--replicates ${replicates}`,
  ].join(" ");
}

function conditions(option: string, filters: readonly Filter[]): readonly string[] {
  return filters.map(({ dimension, op, values }) => {
    const listed = values.map((value) => (value === "" ? noValue : value)).join(",");
    return `--${option} ${quoted(`${dimension}${op === "in" ? "=" : "!="}${listed}`)}`;
  });
}

function quoted(text: string): string {
  return /^[\w=.,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
