import type { BusinessWords } from "../domain/business-words.ts";
import type { Statement } from "../domain/cohort.ts";
import { noValue } from "../domain/dimension-value.ts";
import { changeShare } from "../domain/equal-age.ts";
import { changeFormat } from "../domain/format.ts";
import { segmentWords } from "../domain/segment-dimension.ts";
import { doubtOf, doubtSentences, silentSentence, silentVerdict } from "./doubt.ts";
import type {
  Bar,
  Investigation,
  PeriodValue,
  Question,
  SegmentFinding,
  Step,
  StepTable,
  StepUnit,
  Together,
} from "./investigation.ts";
import { togetherSentence } from "./kept-values.ts";
import type { MixBridge } from "./mix-bridge.ts";
import type { MixMetric } from "./mix-metric.ts";
import { addUpMix, emptyMixSums, mixParts } from "./mix-table.ts";
import { hasNames, namedRows } from "./named-discounts.ts";
import type { SegmentTable } from "./segment-table.ts";
import { changeColumn, column, endColumns } from "./step-columns.ts";
import { segmentsStepFrom } from "./step-segments.ts";
import { tiesOut } from "./true-up.ts";
import type { TrueUp } from "./true-up-lines.ts";
import { capital, count, customersOf, fewIn, leftOut, listed, lowerFirst, percent, Words, wasOrWere } from "./words.ts";

export interface MixEvidence {
  readonly business: BusinessWords;
  readonly question: Question;
  readonly metric: MixMetric;
  readonly currency: string;
  readonly base: PeriodValue;
  readonly compare: PeriodValue;
  readonly bridge: MixBridge;
  readonly table: SegmentTable;
  readonly dimension: number;
  readonly trueUp: TrueUp;
  readonly segments: readonly SegmentFinding[];
  readonly segmentsTested: number;
  readonly segmentsCombined?: Investigation["segmentsCombined"];
  readonly together: readonly Together[];
  readonly caveats: readonly string[];
  readonly statements: Readonly<Record<"counts" | "cells" | "trueUp" | "named", Statement>>;
}

/** The steps of an investigation by mix and rate: those of the twelve that do not need the tree. */
export function mixSteps(evidence: MixEvidence): readonly Step[] {
  const words = new Words(evidence.currency, evidence.metric.format);
  return [
    confirm(evidence, words),
    trueUp(evidence, words),
    bridge(evidence, words),
    segments(evidence),
    report(evidence, words),
  ];
}

function confirm({ base, compare, bridge, metric, question, statements }: MixEvidence, words: Words): Step {
  const first = question.firstDay ?? 0;
  const window = `days ${first} to ${first + question.switches.windowDays - 1} of lifetime`;
  const interval = words.interval({ low: bridge.interval[0], high: bridge.interval[1] });
  // The change of a percentage is in points; a percentage of it would be ambiguous.
  const share = metric.format === "percent" ? undefined : changeShare(compare.value, base.value);
  const fraction = share === undefined ? "" : `${percent(share)}; `;
  const finding = `${capital(metric.label)} (${window}) ${wasOrWere(metric.label)} ${words.value(base.value)} in ${base.label} (${customersOf(base.customers)}) and ${words.value(compare.value)} in ${compare.label} (${count(compare.customers)}): a change of ${words.change(bridge.change)} (${fraction}${interval}).`;
  const unit = unitOf(metric);
  return {
    id: "confirm",
    title: "Confirm",
    question: `Did ${metric.label} change, and could it be chance?`,
    verdict: bridge.significant ? "confirmed" : silentVerdict({ ...bridge, base }),
    finding: [
      finding,
      ...doubtSentences({ ...bridge, base, compare, words, isTotal: metric.isTotal }),
      ...(doubtOf({ ...bridge, base }) === "too few" ? [] : fewIn([base, compare])),
      ...leftOut(base.immature + compare.immature, "is not over"),
    ].join(" "),
    table: {
      columns: [
        column("period", "text"),
        column("customers", "count"),
        column("left out", "count"),
        column(metric.label, unit),
        ...endColumns(unit),
      ],
      rows: [base, compare].map((one) => [one.label, one.customers, one.immature, one.value, ...one.interval]),
    },
    series: [],
    sql: [statements.counts, statements.cells],
  };
}

function trueUp({ trueUp, base, compare, statements }: MixEvidence, words: Words): Step {
  const isWhole = tiesOut(trueUp);
  return {
    id: "true_up",
    title: "True-up",
    question: "Does list price less discounts less reversals give the net revenue that was booked?",
    verdict: isWhole ? "ties out" : "does not tie out",
    finding: isWhole
      ? `List price less discounts, reversals and plug is net as booked, to the cent: ${count(trueUp.baseRows)} order lines in ${base.label}, ${count(trueUp.compareRows)} in ${compare.label}.`
      : `Net as booked differs from what the order lines give: by ${words.amount(trueUp.baseDifference)} in ${base.label} and by ${words.amount(trueUp.compareDifference)} in ${compare.label}.`,
    table: {
      columns: [column("line", "text"), column(base.label, "amount"), column(compare.label, "amount")],
      rows: trueUp.lines.flatMap((line) => [[line.label, line.base, line.compare], ...namedRows(line)]),
    },
    series: [],
    sql: [statements.trueUp, ...(hasNames(trueUp) ? [statements.named] : [])],
  };
}

function bridge(evidence: MixEvidence, words: Words): Step {
  const { bridge, metric, base, compare, statements } = evidence;
  return {
    id: "bridge",
    title: "Bridge",
    question: `What takes ${metric.label} from ${words.value(base.value)} to ${words.value(compare.value)}?`,
    verdict: bridge.isSilent ? silentVerdict({ ...bridge, base }) : "confirmed",
    finding: [
      sentence(evidence, words),
      ...evidence.together.map((one) => togetherSentence(one, evidence.business)),
    ].join(" "),
    table: effectsTable(evidence),
    series: [],
    sql: [statements.cells],
  };
}

function sentence({ bridge, metric, base, compare }: MixEvidence, words: Words): string {
  if (bridge.isSilent) return silentSentence({ ...bridge, base, compare });
  const withInterval = ({ label, contribution, low, high }: Bar) =>
    `${lowerFirst(label)} ${words.change(contribution)} (${words.interval({ low, high })})`;
  const foremost = bridge.drivers
    .filter(({ verdict, group }) => verdict !== "not a driver" && group !== "number")
    .toSorted((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution))
    .slice(0, 3);
  const parts = `of ${words.change(bridge.change)}: ${listed(bridge.groups.map(withInterval))}.`;
  const most = `Most of it: ${listed(foremost.map(({ label, contribution }) => `${label} ${words.change(contribution)}`))}.`;
  return [
    `The tree of drivers does not cover ${metric.label}; by mix and rate,`,
    parts,
    ...(foremost.length > 0 ? [most] : []),
  ].join(" ");
}

/** Every available dimension with its categories; the one of the bridge first. */
function effectsTable({ table, dimension, metric, base, compare }: MixEvidence): StepTable {
  const order = [dimension, ...table.dimensions.map((_, at) => at).filter((at) => at !== dimension)];
  const rate = metric.isTotal ? "per customer" : metric.label;
  return {
    columns: [
      column("dimension", "text"),
      column("category", "text"),
      column(`customers ${base.label}`, "percent"),
      column(`customers ${compare.label}`, "percent"),
      column(`${rate} ${base.label}`, rateUnit(metric)),
      column(`${rate} ${compare.label}`, rateUnit(metric)),
      changeColumn("effect of mix", effectUnit(metric)),
      changeColumn("effect of rate", effectUnit(metric)),
    ],
    rows: order.flatMap((at) => {
      const { name, values } = table.dimensions[at] ?? { name: "all", values: [""] };
      const sums = emptyMixSums(values.length);
      addUpMix(table, at, undefined, sums);
      return mixParts(sums, values, metric.isTotal).effects.map((effect) => [
        segmentWords(name),
        effect.name || noValue,
        ...effect.weights,
        effect.rates[0] ?? null,
        effect.rates[1] ?? null,
        effect.mix,
        effect.rate,
      ]);
    }),
  };
}

function segments(evidence: MixEvidence): Step {
  const { segments, segmentsTested, bridge, metric, base, compare, currency, statements } = evidence;
  const rate = rateUnit(metric);
  return segmentsStepFrom({
    segments,
    tested: segmentsTested,
    combined: evidence.segmentsCombined,
    isSilent: bridge.isSilent,
    change: bridge.mean[1] - bridge.mean[0],
    words: new Words(currency, metric.isTotal && metric.format === "count" ? "decimal" : metric.format),
    rateUnit: rate,
    changeUnit: metric.isTotal ? rate : effectUnit(metric),
    least: undefined,
    periods: [base.label, compare.label],
    statement: statements.cells,
  });
}

function report(evidence: MixEvidence, words: Words): Step {
  const { metric, base, compare, bridge, trueUp, caveats, statements } = evidence;
  const change = `${capital(metric.label)} went from ${words.value(base.value)} (${base.label}) to ${words.value(compare.value)} (${compare.label}), ${words.change(bridge.change)}.`;
  const tie = tiesOut(trueUp)
    ? "Net revenue of the same customers ties out as booked, to the cent."
    : "Net revenue of the same customers does not tie out as booked.";
  return {
    id: "report",
    title: "Report",
    question: "What can be reported, and what does it rest on?",
    verdict: "done",
    finding: [change, sentence(evidence, words), tie].join(" "),
    table: { columns: [column("what a reader must know", "text")], rows: caveats.map((caveat) => [caveat]) },
    series: [],
    sql: Object.values(statements),
  };
}

function unitOf({ format }: Pick<MixMetric, "format">): StepUnit {
  return format === "decimal" ? "number" : format;
}

/** The unit of a change of the measure. */
function effectUnit({ format }: MixMetric): StepUnit {
  return unitOf({ format: changeFormat(format) });
}

/** A rate is per customer, so a count of orders becomes a number with decimals. */
function rateUnit(metric: MixMetric): StepUnit {
  return metric.isTotal && metric.format === "count" ? "number" : unitOf(metric);
}
