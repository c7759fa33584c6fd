import { cent, column, type Evidence } from "./evidence.ts";
import type { Bar, Step } from "./investigation.ts";
import { togetherSentence } from "./kept-values.ts";
import { metricOfMonth } from "./step-figures.ts";
import { toldSegments } from "./step-segments.ts";
import { tiesOut } from "./true-up.ts";
import { capital, listed, percent } from "./words.ts";

/** Step 10: all bars, which sum to the change. */
export function bridgeStep(evidence: Evidence): Step {
  const { bridge, words, metric, months, base, compare } = evidence;
  const unit = metric.format === "money" ? "money" : "number";
  return {
    id: "bridge",
    title: "Bridge",
    question: `What takes ${metric.label} from ${words.value(base.value)} to ${words.value(compare.value)}?`,
    verdict: !bridge.isSilent ? "confirmed" : "no change",
    finding: [bridgeSentence(evidence), ...evidence.together.map(togetherSentence)].join(" "),
    table: {
      columns: [
        column("driver", "text"),
        column("contribution", unit),
        column("low", unit),
        column("high", unit),
        column("least in any order", unit),
        column("most in any order", unit),
        column("share", "percent"),
        column("verdict", "text"),
      ],
      rows: bridge.groups.map((bar) => [
        bar.label,
        bar.contribution,
        bar.low,
        bar.high,
        bar.orderLow,
        bar.orderHigh,
        bar.share ?? null,
        bar.verdict,
      ]),
    },
    series: months.series("", unit, (month) => metricOfMonth(evidence, month)),
    sql: [evidence.statements.channels, evidence.statements.products],
  };
}

/** The named drivers by size, what they explain together, and what works against them. */
export function bridgeSentence({ bridge, words }: Evidence): string {
  if (bridge.isSilent) return "There is no change to explain, so no driver is named.";
  const bySize = bridge.groups.toSorted((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
  const named = bySize.filter((bar) => bar.verdict === "major" || bar.verdict === "moderate");
  const against = bySize.filter((bar) => bar.verdict === "offsetting");
  const told = (bars: readonly Bar[]) =>
    listed(bars.map((bar) => `${lower(bar.label)} (${words.change(bar.contribution)})`));
  const sum = named.reduce((total, bar) => total + bar.contribution, 0);
  const isAny = bridge.groups.some((bar) => bar.verdict !== "not a driver");
  const first = !isAny
    ? `No driver of ${words.change(bridge.change)} stands out from what chance does to so many at once, so none is named.`
    : named.length === 0
      ? `No single driver explains as much as 5 % of ${words.change(bridge.change)}.`
      : `${capital(told(named))} ${named.length === 1 && !isMany(named[0]) ? "explains" : "explain"} ${words.change(sum)} of ${words.change(bridge.change)} (${percent(sum / bridge.change)}).`;
  const second = against.length === 0 ? "" : ` Against it: ${told(against)}.`;
  return `${first}${second}`;
}

/** Step 11: who changed otherwise than the rest. */
export function segmentsStep(evidence: Evidence): Step {
  const { segments, segmentsTested, bridge, words, metric, base, compare, statements } = evidence;
  const unit = metric.format === "money" ? "money" : "number";
  return toldSegments({
    segments,
    tested: segmentsTested,
    isSilent: bridge.isSilent,
    change: bridge.change,
    words,
    rateUnit: unit,
    changeUnit: unit,
    least: unit === "money" ? words.value(0.25) : undefined,
    periods: [base.label, compare.label],
    statement: statements.segments,
  });
}

/** Step 12: what the report says first. */
export function reportStep(evidence: Evidence): Step {
  const { bridge, base, compare, words, metric, trueUp, question } = evidence;
  const { switches } = question;
  const change = `${capital(metric.label)} went from ${words.value(base.value)} (${base.label}) to ${words.value(compare.value)} (${compare.label}), ${words.change(bridge.change)}.`;
  const tie = tiesOut(trueUp)
    ? "Every number ties out with net revenue as booked, to the cent."
    : `Net revenue as booked is not met: ${words.money(trueUp.baseDifferenceCents * cent)} and ${words.money(trueUp.compareDifferenceCents * cent)} apart.`;
  const choices = `Replacements: ${switches.replacements}. Prepaid plans: ${switches.prepaid}. Reversals by ${switches.reversalMonth} date, within ${switches.reversalDays} days. Window: ${switches.windowDays} days.`;
  return {
    id: "report",
    title: "Report",
    question: "What is to be told, and on what does it stand?",
    verdict: "done",
    finding: [change, bridgeSentence(evidence), tie, choices].join(" "),
    table: {
      columns: [column("what a reader must know", "text")],
      rows: evidence.caveats.map((caveat) => [caveat]),
    },
    series: [],
    sql: Object.values(evidence.statements),
  };
}

function isMany(bar: Bar | undefined): boolean {
  return bar?.label.endsWith("s") ?? false;
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
