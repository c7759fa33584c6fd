import type { Statement } from "../domain/cohort.ts";
import { changeShare } from "../domain/equal-age.ts";
import type { SegmentFinding, Step, StepTable, StepUnit } from "./investigation.ts";
import type { Searched } from "./segments.ts";
import { changeColumn, column } from "./step-columns.ts";
import { capital, count, decimal, listed, signedPercent, type Words } from "./words.ts";

/** What the segments step is written from; rates and contributions per customer. */
export interface SegmentsAbout {
  readonly segments: readonly SegmentFinding[];
  readonly tested: number;
  readonly combined?: Searched["combined"] | undefined;
  readonly isSilent: boolean;
  /** The whole change per customer. */
  readonly change: number;
  readonly words: Words;
  /** The units of rates in the table, and of their changes. */
  readonly rateUnit: StepUnit;
  readonly changeUnit: StepUnit;
  /** The least contribution that is reported, in words; undefined if there is no limit. */
  readonly least: string | undefined;
  readonly periods: readonly [string, string];
  readonly statement: Statement;
}

/** Step 11: which segments stand out from the rest. */
export function segmentsStepFrom(about: SegmentsAbout): Step {
  return {
    id: "segments",
    title: "Segments",
    question: "Which segments stand out?",
    verdict: about.segments.length > 0 ? "confirmed" : "not a driver",
    finding: findingOf(about),
    table: tableOf(about),
    series: [],
    sql: [about.statement],
  };
}

function findingOf(about: SegmentsAbout): string {
  const { segments, tested, isSilent, combined } = about;
  const together = combined ? ` of ${combined.of} dimensions, two and three together of ${listed(combined.words)}` : "";
  const searched = `${tested === 1 ? "1 segment was" : `${count(tested)} segments were`} tested${together}`;
  const only = isSilent ? ", only by who the customers are, since no driver stands out" : "";
  if (tested === 0) return "No group of customers is large enough in both periods to compare with the rest.";
  if (segments.length === 0) {
    const bounds = about.least === undefined ? "chance" : `chance and ${about.least}`;
    return `No segment stands out from the rest beyond ${bounds}; ${searched}${only}.`;
  }
  return [...segments.map((one) => sentenceOf(one, about)), `${capital(searched)}${only}.`].join(" ");
}

function sentenceOf(segment: SegmentFinding, { words, change, rateUnit, periods }: SegmentsAbout): string {
  const { label, kind, yardstick, rates, restRates, contribution, z, customersBefore, customers } = segment;
  const isPercent = yardstick === "percent" && rateUnit !== "percent";
  const moved = ([before, after]: readonly [number, number]) => {
    const share = isPercent ? changeShare(after, before) : undefined;
    const [from, to] = [words.value(before), words.value(after)];
    if (from === to) return `stayed at ${from}`;
    return `${after > before ? "rose" : "fell"} from ${from} to ${to}${share === undefined ? "" : ` (${signedPercent(share)})`}`;
  };
  const who = `${capital(label)} (${count(customersBefore)} customers in ${periods[0]}, ${count(customers)} in ${periods[1]})`;
  const by = yardstick === "percent" ? "" : " by amount, the values being too near 0 for percentages";
  const whole =
    contribution * change > 0
      ? ` of the change of ${words.change(change)}`
      : ` against the change of ${words.change(change)}`;
  const what = kind === "what" ? " It is defined by what they bought, so it restates drivers of the bridge." : "";
  return `${who} ${moved(rates)}, while the rest ${moved(restRates)}. Its contribution beyond the rest${by} is ${words.change(contribution)}${whole} (z ${decimal(z)}).${what}`;
}

function tableOf({ segments, rateUnit, changeUnit, periods: [before, after] }: SegmentsAbout): StepTable {
  return {
    columns: [
      column("segment", "text"),
      column("found by", "text"),
      column(`customers ${before}`, "count"),
      column(`customers ${after}`, "count"),
      column(before, rateUnit),
      column(after, rateUnit),
      column(`rest ${before}`, rateUnit),
      column(`rest ${after}`, rateUnit),
      changeColumn("beyond the rest", changeUnit),
      column("z", "number"),
      column("p, adj.", "probability"),
    ],
    rows: segments.map((one) => [
      one.label,
      one.kind === "who" ? "customers" : "purchases",
      one.customersBefore,
      one.customers,
      ...one.rates,
      ...one.restRates,
      one.contribution,
      one.z,
      one.pAdjusted,
    ]),
  };
}
