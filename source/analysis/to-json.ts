import type { InputFile } from "../domain/data-set.ts";
import { barJson } from "./bar-json.ts";
import type { Investigation, PeriodValue } from "./investigation.ts";
import { namedJson } from "./named-discounts.ts";
import { segmentJson } from "./segment-json.ts";
import type { TrueUp } from "./true-up-lines.ts";

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
    groups: investigation.groups.map(barJson),
    drivers: investigation.drivers.map(barJson),
    true_up: [trueUpOf(trueUp, "base", base), trueUpOf(trueUp, "compare", compare)],
    together: investigation.together,
    segments: investigation.segments.map(segmentJson),
    segments_tested: investigation.segmentsTested,
    steps: investigation.steps.map(({ id, question: asked, verdict, finding, beside }) => ({
      id,
      question: asked,
      verdict,
      finding,
      ...(beside === undefined
        ? {}
        : { beside: { title: beside.title, verdict: beside.verdict, finding: beside.finding } }),
    })),
    caveats: investigation.caveats,
    inputs: inputs.map(({ file, sha256, rows }) => ({ file, sha256, rows })),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function periodOf({ label, customers, value }: PeriodValue) {
  return { period: label, customers, value };
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
    ...namedJson(
      trueUp.lines.flatMap(({ named }) => named),
      which,
    ),
    difference: isBase ? trueUp.baseDifference : trueUp.compareDifference,
  };
}
