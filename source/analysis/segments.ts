import { noValue } from "../domain/dimension-value.ts";
import type { Filter } from "../domain/slice.ts";
import type { SegmentFinding } from "./investigation.ts";
import type { Pacer } from "./pacer.ts";
import { adjustedP, largestByChance, ratioOf, type Score, scoreAgainst } from "./segment-score.ts";
import { allUnits, restOf, rollUp } from "./segment-sums.ts";
import { codesOf, codeWithin, dimensionsOf, type Segment, type SegmentTable, valuesOf } from "./segment-table.ts";

export interface SegmentSearch {
  /** The whole change, and the least contribution that matters beside 5 % of it (money: 0.25). */
  readonly change: number;
  readonly leastContribution: number;
  readonly seed: number;
  readonly replicates: number;
}

const mostFindings = 5;
const significant = 0.05;

/**
 * Segments of one to three dimensions whose metric changed otherwise than that of the rest (DRIVERS, 6). Discovered on the
 * even units under a max-T guard over all segments, confirmed on the odd ones, material; then removed and searched again.
 */
export async function searchSegments(
  table: SegmentTable,
  search: SegmentSearch,
  pacer: Pacer,
): Promise<{ readonly found: readonly SegmentFinding[]; readonly tested: number }> {
  const everyone = allUnits(table, undefined);
  await pacer.turnIfDue();
  const kept = new Uint8Array(table.unit.length).fill(1);
  const found: SegmentFinding[] = [];
  let tested = 0;
  let largest: Float64Array | undefined;
  while (found.length < mostFindings) {
    const whole = allUnits(table, kept);
    await pacer.turnIfDue();
    const segments = await rollUp(table, kept, whole, everyone, pacer);
    const scores = await scoreAll(segments, whole, pacer);
    if (!largest) {
      tested = segments.length;
      largest = await largestByChance(scores, "even", table.units, search, pacer);
    }
    const best = pickBest({ table, segments, scores, whole, everyone, largest, search });
    if (!best) break;
    found.push(best.finding);
    remove(table, kept, best.segment);
    await pacer.turn();
  }
  return { found, tested };
}

/** Each segment against the rest, by the even units. */
async function scoreAll(segments: readonly Segment[], whole: Segment["sums"], pacer: Pacer): Promise<readonly Score[]> {
  const scores: Score[] = [];
  for (const { sums } of segments) {
    scores.push(scoreAgainst(sums, restOf(sums, whole), "even"));
    await pacer.turnIfDue();
  }
  return scores;
}

interface Round {
  readonly table: SegmentTable;
  readonly segments: readonly Segment[];
  readonly scores: readonly Score[];
  readonly whole: Segment["sums"];
  readonly everyone: Segment["sums"];
  readonly largest: Float64Array;
  readonly search: SegmentSearch;
}

/** The segment of the greatest |z| that holds on the other half and matters, in its shortest description. */
function pickBest(round: Round): { segment: Segment; finding: SegmentFinding } | undefined {
  const order = round.scores.map((_, index) => index);
  order.sort((a, b) => Math.abs(round.scores[b]?.z ?? 0) - Math.abs(round.scores[a]?.z ?? 0) || a - b);
  for (const index of order) {
    const [segment, score] = [round.segments[index], round.scores[index]];
    if (!segment || !score || adjustedP(score.z, round.largest) >= significant) return undefined;
    const short = shorten(round, segment);
    const finding = confirm(round, short);
    if (finding) return { segment: short, finding };
  }
  return undefined;
}

/**
 * Drops dimensions that add nothing: the longer description does not differ from what else the shorter one holds by more
 * than chance, which had all segments to choose from.
 */
function shorten(round: Round, segment: Segment): Segment {
  const values = valuesOf(round.table, segment.subset, segment.code);
  let best: { readonly segment: Segment; readonly z: number } | undefined;
  for (const dimension of dimensionsOf(segment.subset)) {
    const subset = segment.subset & ~(1 << dimension);
    const code = codeWithin(round.table, subset, values);
    const at = round.segments.findIndex((one) => one.subset === subset && one.code === code);
    const [parent, score] = [round.segments[at], round.scores[at]];
    if (!parent || !score || adjustedP(score.z, round.largest) >= significant) continue;
    const within = scoreAgainst(segment.sums, restOf(segment.sums, parent.sums), "all");
    if (adjustedP(within.z, round.largest) >= significant && (!best || Math.abs(score.z) > best.z)) {
      best = { segment: parent, z: Math.abs(score.z) };
    }
  }
  return best ? shorten(round, best.segment) : segment;
}

function confirm(round: Round, segment: Segment): SegmentFinding | undefined {
  const rest = restOf(segment.sums, round.whole);
  const [even, odd] = [scoreAgainst(segment.sums, rest, "even"), scoreAgainst(segment.sums, rest, "odd")];
  if (odd.z * even.z <= 0 || Math.abs(odd.z) < 1.645) return undefined;
  const all = scoreAgainst(segment.sums, rest, "all");
  const share = ([0, 1] as const).map((period) => {
    const customers = ratioOf(round.everyone, period, "all").customers;
    return customers === 0 ? 0 : ratioOf(segment.sums, period, "all").customers / customers;
  });
  const contribution = (((share[0] ?? 0) + (share[1] ?? 0)) / 2) * all.difference;
  const { change, leastContribution } = round.search;
  if (Math.abs(contribution) < Math.max(leastContribution, 0.05 * Math.abs(change))) return undefined;
  const where = filtersOf(round.table, segment);
  return {
    where,
    label: where.map(({ dimension, values }) => `${segmentWords(dimension)} ${values[0] || noValue}`).join(", "),
    contribution,
    z: all.z,
    pAdjusted: adjustedP(even.z, round.largest),
    customers: ratioOf(segment.sums, 1, "all").customers,
  };
}

/** What a dimension is called in sentences: "channel". */
export function segmentWords(dimension: string): string {
  return wordsOf[dimension] ?? dimension;
}

const wordsOf: Readonly<Record<string, string>> = {
  marketing_channel: "channel",
  point_of_entry: "point of entry",
  acquisition_discount_program: "program at entry",
  acquisition_prepaid_orders: "plan at entry",
  acquisition_bag_size: "bag at entry",
  acquisition_price_point: "price point at entry",
};

function filtersOf(table: SegmentTable, { subset, code }: Segment): readonly Filter[] {
  return [...valuesOf(table, subset, code)].map(([dimension, value]) => {
    const { name, values } = table.dimensions[dimension] ?? { name: "", values: [] };
    return { dimension: name, op: "in", values: [values[value] ?? ""] };
  });
}

function remove(table: SegmentTable, kept: Uint8Array, { subset, code }: Segment): void {
  const { codes } = codesOf(table, subset);
  for (let row = 0; row < kept.length; row += 1) if (codes[row] === code) kept[row] = 0;
}
