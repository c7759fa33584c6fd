import type { InputFile } from "../domain/data-set.ts";
import type { Filter } from "../domain/slice.ts";
import type { Bar, Investigation, PeriodValue, TrueUp } from "./investigation.ts";

/** The investigation as `grounds investigate --format json` prints it: the same bytes for the same question and data. */
export function toJson(investigation: Investigation, inputs: readonly Omit<InputFile, "table">[]): string {
  const { question, base, compare, trueUp } = investigation;
  const { switches } = question;
  const document = {
    metric: question.metric,
    window_days: switches.windowDays,
    switches: {
      replacements: switches.replacements,
      prepaid: switches.prepaid,
      reversal_month: switches.reversalMonth,
      reversal_days: switches.reversalDays,
    },
    base: periodOf(base),
    compare: periodOf(compare),
    change: investigation.change,
    interval: investigation.interval,
    groups: investigation.groups.map(barOf),
    drivers: investigation.drivers.map(barOf),
    true_up: [trueUpOf(trueUp, "base", base), trueUpOf(trueUp, "compare", compare)],
    together: investigation.together,
    segments: investigation.segments.map((segment) => ({
      where: segment.where.map(conditionOf),
      kind: segment.kind,
      compared_by: segment.yardstick,
      customers_base: segment.customersBefore,
      customers: segment.customers,
      base: segment.rates[0],
      compare: segment.rates[1],
      rest_base: segment.restRates[0],
      rest_compare: segment.restRates[1],
      contribution: segment.contribution,
      z: segment.z,
      p_adjusted: segment.pAdjusted,
    })),
    segments_tested: investigation.segmentsTested,
    steps: investigation.steps.map(({ id, question: asked, verdict, finding }) => ({
      id,
      question: asked,
      verdict,
      finding,
    })),
    inputs: inputs.map(({ file, sha256, rows }) => ({ file, sha256, rows })),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function periodOf({ label, customers, value }: PeriodValue) {
  return { period: label, customers, value };
}

function barOf(bar: Bar) {
  return {
    name: bar.name,
    group: bar.group,
    contribution: bar.contribution,
    low: bar.low,
    high: bar.high,
    order_low: bar.orderLow,
    order_high: bar.orderHigh,
    share: bar.share ?? null,
    verdict: bar.verdict,
  };
}

/** One row per period: every line of the tie-out in currency units, rows on both sides, and the difference. */
function trueUpOf(trueUp: TrueUp, which: "base" | "compare", { label, customers }: PeriodValue) {
  const isBase = which === "base";
  const lines = trueUp.lines.map((line) => [line.name, isBase ? line.base : line.compare]);
  return {
    period: label,
    customers,
    rows: isBase ? trueUp.baseRows : trueUp.compareRows,
    rows_booked: isBase ? trueUp.baseBookedRows : trueUp.compareBookedRows,
    ...Object.fromEntries(lines),
    difference: isBase ? trueUp.baseDifference : trueUp.compareDifference,
  };
}

/** As `--where` takes it. */
function conditionOf({ dimension, op, values }: Filter): string {
  return `${dimension}${op === "in" ? "=" : "!="}${values.join(",")}`;
}
