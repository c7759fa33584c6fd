import type { Capability } from "../../domain/data-set.ts";
import { programLabel } from "../../domain/discount-program.ts";
import { doubtOf, doubtSentences, silentSentence, silentVerdict } from "../doubt.ts";
import type { Step } from "../investigation.ts";
import { lackedBy, leftOutSentence } from "../left-out.ts";
import { namedRows } from "../named-discounts.ts";
import { changeColumn, column, endColumns, withCounts } from "../step-columns.ts";
import { segmentsStepFrom } from "../step-segments.ts";
import { capital, count, fewIn, listed, Words } from "../words.ts";
import { customersStep, listPriceStep, productMixStep, volumeStep } from "./driver-steps.ts";
import { totalsFindings } from "./findings.ts";
import { discountsStep, returnsStep } from "./net-steps.ts";
import { isByLine } from "./segment-cells.ts";
import type { TotalsLayout } from "./sums.ts";
import type { TotalsEvidence } from "./totals-evidence.ts";
import { type TotalsInvestigation, totalsTieOut } from "./totals-investigation.ts";

/**
 * The steps of a question about totals, in the order in which they are reported, and what else a reader must know. Steps
 * that do not concern the measure are left out, and so are those without data in the source, with a sentence about what
 * would provide it.
 */
export function totalsSteps(found: Omit<TotalsEvidence, "words" | "isSilent"> & { readonly currency: string }): {
  readonly steps: readonly Step[];
  readonly caveats: readonly string[];
} {
  const isSilent = found.groups.every(({ verdict }) => verdict === "not a driver");
  const capabilities = [...found.capabilities, productIds(found.layout)];
  const words = new Words(found.currency, found.metric.format);
  const evidence: TotalsEvidence = { ...found, capabilities, words, isSilent };
  const all = stepsOf(evidence, found.currency);
  const leftOut = leftOutSentence(all, capabilities);
  const caveats = [...found.caveats, ...(leftOut === undefined ? [] : [leftOut])];
  const kept = all.filter(({ id }) => lackedBy(id, capabilities) === undefined);
  return { steps: [...kept, reportStep({ ...evidence, caveats })], caveats };
}

/** Whether order lines name their product: without that there is no mix. */
function productIds({ products }: TotalsLayout): Capability {
  return { name: "product_ids", available: products.some((name) => name !== "unknown"), why: "" };
}

function stepsOf(evidence: TotalsEvidence, currency: string): readonly Step[] {
  const { depth } = evidence.metric.method;
  const priced = depth === "net" || depth === "list" ? [productMixStep(evidence), listPriceStep(evidence)] : [];
  const net = depth === "net" ? [discountsStep(evidence), returnsStep(evidence)] : [];
  return [
    confirmStep(evidence, currency),
    tieOutStep(evidence),
    customersStep(evidence),
    volumeStep(evidence),
    ...priced,
    ...net,
    bridgeStep(evidence),
    segmentsStep(evidence),
  ];
}

function confirmStep(evidence: TotalsEvidence, currency: string): Step {
  const { base, compare, metric, words, findings, significant, statements } = evidence;
  const doubtful = { ...evidence, words, isTotal: true };
  const unit = metric.format === "money" ? "money" : "count";
  const sentences = totalsFindings({ ...evidence, groups: [] }, currency).slice(0, -1);
  return {
    id: "confirm",
    title: "Confirm",
    question: `Did ${metric.label} change, and could it be chance?`,
    verdict: significant ? "confirmed" : silentVerdict(doubtful),
    finding: [
      ...(sentences.length > 0 ? sentences : findings.slice(0, 1)),
      ...doubtSentences(doubtful),
      ...(doubtOf(doubtful) === "too few" ? [] : fewIn([base, compare])),
    ].join(" "),
    table: {
      columns: [
        column(evidence.question.of === "period" ? "period" : "group", "text"),
        column("customers", "count"),
        column(metric.label, unit),
        ...endColumns(unit),
      ],
      rows: [base, compare].map((side) => [side.label, side.customers, side.value, ...side.interval]),
    },
    series: [],
    sql: [statements.cells],
  };
}

function tieOutStep(evidence: TotalsEvidence): Step {
  const { tieOut, named, base, compare, words, statements } = evidence;
  const [before, after] = tieOut;
  const isWhole = totalsTieOut(evidence);
  const lines = `${count(before.orderLines)} order lines in ${base.label}, ${count(after.orderLines)} in ${compare.label}`;
  return {
    id: "true_up",
    title: "True-up",
    question: "Does list price less discounts less reversals give the net revenue that was booked?",
    verdict: isWhole ? "ties out" : "does not tie out",
    finding: isWhole
      ? `List price less discounts, reversals and plug is net as booked, to the cent: ${lines}.`
      : `Net as booked differs from what the order lines give: by ${words.amount(before.difference)} in ${base.label} and by ${words.amount(after.difference)} in ${compare.label}; ${lines}.`,
    table: withCounts(
      {
        columns: [column("line", "text"), column(base.label, "amount"), column(compare.label, "amount")],
        rows: [
          ["List price", before.listRevenue, after.listRevenue],
          ...before.discounts.flatMap(({ program, amount }, at) => [
            [`Discounts: ${program}`, negative(amount), negative(after.discounts[at]?.amount ?? amount)],
            ...namedRows({ label: programLabel(program), named: named.filter((one) => one.program === program) }),
          ]),
          ["Reversals", negative(before.reversals), negative(after.reversals)],
          ["Unexplained (plug)", negative(before.plug), negative(after.plug)],
          ["Net revenue", before.netRevenue, after.netRevenue],
          ["Net as booked", before.netAsBooked, after.netAsBooked],
          ["Difference", before.difference, after.difference],
        ],
      },
      [["Order lines", before.orderLines, after.orderLines]],
    ),
    series: [],
    sql: [statements.tieOut, ...(named.length > 0 ? [statements.named] : [])],
  };
}

function negative(amount: TotalsInvestigation["tieOut"][0]["plug"]) {
  return amount.minus(amount).minus(amount);
}

function bridgeStep(evidence: TotalsEvidence): Step {
  const { groups, metric, words, base, compare, isSilent, statements } = evidence;
  const unit = metric.format === "money" ? "money" : "number";
  return {
    id: "bridge",
    title: "Bridge",
    question: `What takes ${metric.label} from ${words.value(base.value)} to ${words.value(compare.value)}?`,
    verdict: isSilent ? silentVerdict(evidence) : "confirmed",
    finding: bridgeSentence(evidence),
    table: {
      columns: [
        column("driver", "text"),
        changeColumn("contribution", unit),
        ...endColumns(unit),
        column("share", "percent"),
        column("verdict", "text"),
      ],
      rows: groups.map((bar) => [bar.label, bar.contribution, bar.low, bar.high, bar.share ?? null, bar.verdict]),
    },
    series: [],
    sql: [statements.cells],
  };
}

function bridgeSentence(evidence: TotalsEvidence): string {
  const { groups, change, words, isSilent } = evidence;
  if (isSilent) return silentSentence(evidence);
  const named = groups
    .filter(({ verdict }) => verdict !== "not a driver")
    .toSorted((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution))
    .map((bar) => `${bar.label} ${words.change(bar.contribution)}`);
  return `Of the change of ${words.change(change)}: ${listed(named)}. All bars sum to it exactly.`;
}

function segmentsStep(evidence: TotalsEvidence): Step {
  const { segments, segmentsTested, isSilent, change, words, metric, base, compare, statements } = evidence;
  const isMoney = metric.format === "money";
  const unit = isMoney ? "money" : "count";
  return segmentsStepFrom({
    segments,
    tested: segmentsTested,
    isSilent,
    change,
    words,
    rateUnit: unit,
    changeUnit: unit,
    least: words.change(Math.max(isMoney ? 0.25 : 0, 0.05 * Math.abs(change))).replace(/^[+-]/, ""),
    periods: [base.label, compare.label],
    statement: segments.some(({ where }) => isByLine(where)) ? statements.lineSegments : statements.segments,
  });
}

function reportStep(evidence: TotalsEvidence): Step {
  const { metric, base, compare, words, change, caveats, statements } = evidence;
  const tie = totalsTieOut(evidence)
    ? "Every number ties out with net revenue as booked, to the cent."
    : "The figures do not tie out with net revenue as booked: see the true-up.";
  return {
    id: "report",
    title: "Report",
    question: "What can be reported, and what does it rest on?",
    verdict: "done",
    finding: [
      `${capital(metric.label)} went from ${words.value(base.value)} (${base.label}) to ${words.value(compare.value)} (${compare.label}), ${words.change(change)}.`,
      bridgeSentence(evidence),
      tie,
    ].join(" "),
    table: { columns: [column("what a reader must know", "text")], rows: caveats.map((caveat) => [caveat]) },
    series: [],
    sql: Object.values(statements),
  };
}
