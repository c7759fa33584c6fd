import type { SegmentFinding, SegmentKind } from "./investigation.ts";
import type { Pacer } from "./pacer.ts";
import { isEcho } from "./segment-echo.ts";
import { findingOf, isWho } from "./segment-finding.ts";
import { shortened } from "./segment-length.ts";
import { isSignificant, type Round, type Scored, type SegmentSearch, scoreAll } from "./segment-round.ts";
import { largestByChance, scoreAgainst } from "./segment-score.ts";
import { allUnits, leastCustomers, restOf, rollUp } from "./segment-sums.ts";
import {
  codesOf,
  dimensionSubsets,
  dimensionsOf,
  frequentValues,
  type Segment,
  type SegmentTable,
} from "./segment-table.ts";

const mostFindings = 5;

/**
 * Segments of one to three dimensions whose metric changed otherwise than the rest's relative change would have it (DRIVERS,
 * 6): those told by who the customers are first, then those told by what they bought. Each stands out from chance under a
 * max-T guard over all segments of its kind, is seen in both halves of the customers, and matters; then it is removed and the
 * search repeated.
 */
export async function searchSegments(
  all: SegmentTable,
  search: SegmentSearch,
  pacer: Pacer,
): Promise<{ readonly found: readonly SegmentFinding[]; readonly tested: number }> {
  const everyone = allUnits(all, undefined);
  const least = leastCustomers(everyone);
  const table = frequentValues(all, (customers) => customers[0] >= least[0] && customers[1] >= least[1]);
  const kept = new Uint8Array(table.unit.length).fill(1);
  const found: SegmentFinding[] = [];
  let tested = 0;
  for (const kind of search.kinds) {
    const subsets = subsetsOf(table, kind);
    let largest: Float64Array | undefined;
    while (found.length < mostFindings) {
      const whole = allUnits(table, kept);
      await pacer.turnIfDue();
      const segments = await rollUp(table, subsets, kept, { whole, least }, pacer);
      const scored = await scoreAll(segments, whole, everyone, pacer);
      if (!largest) {
        tested += segments.length;
        const scores = scored.map(({ score }) => score);
        largest = await largestByChance(scores, "all", table.units, search, pacer);
      }
      const round = { table, kind, kept, least, scored, whole, largest, search };
      const best = pickBest(round);
      if (!best) break;
      found.push(findingOf(round, best));
      remove(table, kept, best.segment);
      await pacer.turn();
    }
  }
  return { found, tested };
}

/** Sets of dimensions of a kind: who the customers are, or what they bought, be it beside who they are. */
function subsetsOf({ dimensions }: SegmentTable, kind: SegmentKind): readonly number[] {
  return dimensionSubsets(dimensions.length).filter((subset) => {
    const isAllWho = dimensionsOf(subset).every((at) => isWho(dimensions[at]?.name ?? ""));
    return isAllWho === (kind === "who");
  });
}

/** The segment to tell next: with the whole change before against it, then by contribution; described as long as needed. */
function pickBest(round: Round): Scored | undefined {
  const candidates = round.scored
    .filter((one) => isCandidate(round, one))
    .toSorted((a, b) => Number(isWith(round, b)) - Number(isWith(round, a)) || size(b) - size(a));
  for (const candidate of candidates) {
    if (isEcho(round, candidates, candidate)) continue;
    const described = shortened(round, candidate);
    if (isCandidate(round, described)) return described;
  }
  return undefined;
}

/** Whether a segment stands out, in both halves of the customers too, and matters. */
function isCandidate(round: Round, one: Scored): boolean {
  const { change, leastContribution } = round.search;
  if (size(one) < Math.max(leastContribution, 0.05 * Math.abs(change))) return false;
  // Who bought the other things is the complement of who bought these: it moved less where these moved more.
  if (round.kind === "what" && !isWith(round, one)) return false;
  return isSignificant(round, one.score) && isInBothHalves(round, one);
}

/** Discovered on the even units, confirmed on the odd: in each alone the difference is beyond its standard error. */
function isInBothHalves({ whole }: Round, { segment, yardstick, score }: Scored): boolean {
  const rest = restOf(segment.sums, whole);
  return (["even", "odd"] as const).every(
    (half) => scoreAgainst(segment.sums, rest, half, yardstick).z * Math.sign(score.z) > 1,
  );
}

/** Whether it moved the metric in the direction of the whole change. */
function isWith({ search }: Round, { contribution }: Scored): boolean {
  return contribution * search.change > 0;
}

function size({ contribution }: Scored): number {
  return Math.abs(contribution);
}

function remove(table: SegmentTable, kept: Uint8Array, { subset, code }: Segment): void {
  const { codes } = codesOf(table, subset);
  for (let row = 0; row < kept.length; row += 1) if (codes[row] === code) kept[row] = 0;
}
