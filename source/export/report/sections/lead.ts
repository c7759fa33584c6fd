import { doubtOf } from "../../../analysis/doubt.ts";
import { groupOfStep } from "../../../analysis/group-of-step.ts";
import { isTotals, type TotalsQuestion } from "../../../analysis/totals/question.ts";
import { printPeriod } from "../../../domain/period.ts";
import type { Filter } from "../../../domain/slice.ts";
import type { ContentsEntry, ReportDocument, Tile } from "../document.ts";
import { toneOf, verdictWords } from "../verdict-words.ts";
import { waterfallOf } from "./bridge.ts";
import { type AnyContext, capital, isExcluded, stepOf } from "./context.ts";

/** The top of the report: title, subject, large numbers, summary. */
export function leadOf(
  context: AnyContext,
): Pick<ReportDocument, "title" | "subject" | "tiles" | "summary" | "waterfall" | "warnings" | "contents"> {
  const { input } = context;
  const hasBridge = stepOf(context, "bridge") !== undefined;
  return {
    title: titleOf(context),
    subject: subjectOf(context),
    tiles: tilesOf(context),
    summary: summaryOf(context),
    ...(hasBridge ? { waterfall: waterfallOf(context) } : {}),
    warnings: input.dataSet.isSynthetic
      ? ["The data are synthetic: Grounds made them for demonstration, and no customer is real."]
      : [],
    contents: input.isOnePage === true ? [] : contentsOf(context),
  };
}

/** What happened, in one line: a change, no change, or drivers that cancel each other. */
function titleOf({ investigation, numbers }: AnyContext): string {
  const { base, compare, change, metric } = investigation;
  const [before, after] = [numbers.value(base.value), numbers.value(compare.value)];
  const subject = capital(metric.label);
  const doubt = doubtOf(investigation);
  if (doubt === "none" && before !== after)
    return `${subject} ${change < 0 ? "fell" : "rose"} from ${before} to ${after}`;
  if (doubt === "drivers apart") return `${subject} did not change beyond chance, as its drivers cancel out`;
  if (doubt === "none" || doubt === "no change") return `${subject} did not change`;
  return `${subject}: ${before}, then ${after}, not distinguishable from chance`;
}

function subjectOf({ investigation }: AnyContext): string {
  const { question, base, compare } = investigation;
  if (isTotals(question)) return totalsSubject(question, base.label, compare.label);
  const first = question.firstDay ?? 0;
  const who = question.filters.length === 0 ? "all customers" : question.filters.map(filterWords).join("; ");
  return `Customers acquired in ${compare.label} against ${base.label} · ${who} · days ${first} to ${first + question.switches.windowDays - 1} of lifetime`;
}

function totalsSubject(question: TotalsQuestion, before: string, after: string): string {
  const who = question.filters.length === 0 ? "all order lines" : question.filters.map(filterWords).join("; ");
  const days = question.of === "period" ? "" : ` · ${printPeriod(question.period)}`;
  const kind = question.of === "period" ? "All customers" : "Two groups of customers";
  return `${kind}, ${after} against ${before} · ${who}${days}`;
}

/** `point of entry subscription`, or `region not west, south`. */
function filterWords({ dimension, op, values }: Filter): string {
  const named = values.map((value) => (value === "" ? "(none)" : value)).join(", ");
  return `${dimension.replaceAll("_", " ")} ${op === "in" ? "" : "not "}${named}`;
}

function tilesOf({ investigation, numbers }: AnyContext): readonly Tile[] {
  const { base, compare, change, interval, significant } = investigation;
  const period = (one: typeof base): Tile => ({
    label: one.label,
    value: numbers.value(one.value),
    detail: `${numbers.count(one.customers)} customers`,
    tone: "plain",
  });
  const share = base.value === 0 ? "" : `${numbers.percent(change / Math.abs(base.value))} · `;
  return [
    period(base),
    period(compare),
    {
      label: "Change",
      value: numbers.change(change),
      detail: `${share}95 % interval ${numbers.change(interval[0])} to ${numbers.change(interval[1])}`,
      tone: significant ? toneOf({ contribution: change }) : "quiet",
    },
  ];
}

/** The sentences of the last step, with the analyst's note on it and what was left out. */
function summaryOf(context: AnyContext): readonly string[] {
  const { investigation } = context;
  const report = stepOf(context, "report");
  const out = investigation.steps.filter((step) => isExcluded(context, step.id)).map((step) => step.title);
  const leftOut =
    out.length === 0
      ? []
      : [
          `Left out of the story by the analyst: ${out.join(", ")}. The bridge and the true-up still include every driver.`,
        ];
  return [...(report ? [report.finding] : []), ...leftOut];
}

function contentsOf(context: AnyContext): readonly ContentsEntry[] {
  const { investigation, numbers } = context;
  return investigation.steps
    .filter((step) => step.id !== "report" && !isExcluded(context, step.id))
    .map((step) => {
      const bar = investigation.groups.find((one) => one.name === groupOfStep[step.id]);
      return {
        id: `step-${step.id.replaceAll("_", "-")}`,
        title: step.title,
        verdict: verdictWords(step.verdict),
        contribution: bar ? numbers.change(bar.contribution) : "",
      };
    });
}
