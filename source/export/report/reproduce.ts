import { defaultFirstDay } from "../../analysis/first-day.ts";
import type { Question } from "../../analysis/investigation.ts";
import { treeMetric } from "../../analysis/investigation-metric.ts";
import { noValue } from "../../domain/dimension-value.ts";
import { printPeriod } from "../../domain/period.ts";

/** The command that asks this question again. */
export function commandOf(question: Question): string {
  const { metric, base, compare, filters, switches, seed, replicates, firstDay = 0, by } = question;
  const where = filters.map(({ dimension, op, values }) => {
    const listed = values.map((value) => (value === "" ? noValue : value)).join(",");
    return `--where ${quoted(`${dimension}${op === "in" ? "=" : "!="}${listed}`)}`;
  });
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
    ...(firstDay === defaultFirstDay(metric) ? [] : [`--first-day ${firstDay}`]),
    `--window ${switches.windowDays}`,
    `--reversal-days ${switches.reversalDays}`,
    `--seed ${seed}`,
    `--replicates ${replicates}`,
  ].join(" ");
}

function quoted(text: string): string {
  return /^[\w=.,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
