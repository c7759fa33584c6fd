import { booksSentences } from "./books.ts";
import { silentSentence, silentVerdict } from "./doubt.ts";
import type { Evidence } from "./evidence.ts";
import type { Bar, Step } from "./investigation.ts";
import { togetherSentence } from "./kept-values.ts";
import { changeColumn, column, endColumns } from "./step-columns.ts";
import { metricOfMonth } from "./step-figures.ts";
import { segmentsStepFrom } from "./step-segments.ts";
import { tiesOut } from "./true-up.ts";
import { capital, listed, lowerFirst, percent, reversalWords, type Words } from "./words.ts";

/** Step 10: all bars, which sum to the change. */
export function bridgeStep(evidence: Evidence): Step {
  const { bridge, words, metric, months, base, compare } = evidence;
  const unit = metric.format === "money" ? "money" : "number";
  return {
    id: "bridge",
    title: "Bridge",
    question: `What takes ${metric.label} from ${words.value(base.value)} to ${words.value(compare.value)}?`,
    verdict: bridge.isSilent ? silentVerdict({ ...bridge, base }) : "confirmed",
    finding: [
      bridgeSentence(evidence),
      ...evidence.together.map((one) => togetherSentence(one, evidence.business)),
    ].join(" "),
    table: {
      columns: [
        column("driver", "text"),
        changeColumn("contribution", unit),
        ...endColumns(unit),
        changeColumn("least in any order", unit),
        changeColumn("most in any order", unit),
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

/** The named drivers by size, what they explain together, and what offsets them. */
function bridgeSentence(evidence: Evidence): string {
  const { bridge, words, base, compare } = evidence;
  if (bridge.isSilent) return silentSentence({ ...bridge, base, compare });
  const bySize = bridge.groups.toSorted((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
  const named = bySize.filter((bar) => bar.verdict === "major" || bar.verdict === "moderate");
  const against = bySize.filter((bar) => bar.verdict === "offsetting");
  const change = words.change(bridge.change);
  const isAny = bridge.groups.some((bar) => bar.verdict !== "not a driver");
  if (!isAny) return `No driver of ${change} stands out from what chance does to so many at once, so none is named.`;
  const second = against.length === 0 ? "" : ` Against it: ${listedBars(words, against)}.`;
  if (named.length === 0) return `No single driver explains as much as 5 % of ${change}.${second}`;
  return `${capital(listedBars(words, named))} ${explainTogether(evidence, named)}.${second}`;
}

/** `explain -$9.53 of -$10.01 (95.3 %)`; no percentage if the part is more than the whole. */
function explainTogether({ bridge, words }: Evidence, named: readonly Bar[]): string {
  const sum = named.reduce((total, bar) => total + bar.contribution, 0);
  const [all, change] = [words.change(sum), words.change(bridge.change)];
  const isOne = named.length === 1 && !isMany(named[0]);
  if (Math.abs(sum) > Math.abs(bridge.change) && all !== change) {
    const whole = words.isZero(bridge.change)
      ? "while the whole did not change"
      : `more than the whole change of ${change}`;
    return named.length === 1 ? `${isOne ? "is" : "are"} ${whole}` : `add up to ${all}, ${whole}`;
  }
  const share = words.isZero(bridge.change) ? "" : ` (${percent(sum / bridge.change)})`;
  return `${isOne ? "explains" : "explain"} ${all} of ${change}${share}`;
}

function listedBars(words: Words, bars: readonly Bar[]): string {
  return listed(bars.map((bar) => `${lowerFirst(bar.label)} (${words.change(bar.contribution)})`));
}

/** Step 11: which segments stand out from the rest. */
export function segmentsStep(evidence: Evidence): Step {
  const { segments, segmentsTested, bridge, words, metric, base, compare, statements } = evidence;
  const unit = metric.format === "money" ? "money" : "number";
  return segmentsStepFrom({
    segments,
    tested: segmentsTested,
    combined: evidence.segmentsCombined,
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
    : `The figures do not tie out with net revenue as booked: ${words.amount(trueUp.baseDifference)} and ${words.amount(trueUp.compareDifference)} apart.`;
  const choices = `Replacements: ${switches.replacements}. Prepaid plans: ${switches.prepaid}. Reversals by ${switches.reversalMonth} date, ${reversalWords(switches.reversalDays)}. Window: ${switches.windowDays} days.`;
  return {
    id: "report",
    title: "Report",
    question: "What can be reported, and what does it rest on?",
    verdict: "done",
    finding: [change, ...booksSentences(evidence), bridgeSentence(evidence), tie, choices].join(" "),
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
