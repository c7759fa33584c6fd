import type { SegmentFinding, SegmentKind } from "./investigation.ts";
import type { Pacer } from "./pacer.ts";
import { type Chance, isBeyondChance } from "./segment-chance.ts";
import { isEcho } from "./segment-echo.ts";
import { findingOf } from "./segment-finding.ts";
import { shortened } from "./segment-length.ts";
import { chanceOfScores, type Round, type Scored, type SegmentSearch, scoreAll } from "./segment-round.ts";
import { scoreAgainst } from "./segment-score.ts";
import { allUnits, leastCustomers, restOf, rollUp } from "./segment-sums.ts";
import {
  codesOf,
  dimensionSubsets,
  frequentValues,
  type Segment,
  type SegmentTable,
  type Subset,
} from "./segment-table.ts";

const mostFindings = 5;

/** The number of dimensions combined in twos and threes; the others are only looked at alone. */
const mostCombined = 8;

/** What a search found, and what it covered. */
export interface Searched {
  readonly found: readonly SegmentFinding[];
  readonly tested: number;
  /** The dimensions that were combined and the number of all dimensions, if not all were combined. */
  readonly combined?: { readonly words: readonly string[]; readonly of: number };
}

/** What an investigation keeps of a search. */
export function searchedBy({ found, tested, combined }: Searched) {
  return { segments: found, segmentsTested: tested, segmentsCombined: combined };
}

/**
 * Segments of one to three dimensions (with more than eight dimensions, of one, and of two or three of the eight whose
 * values stand out most) whose metric changed by a different share than the rest's (DRIVERS, 6): first those by who the
 * customers are, then those by what they bought. Each stands out from chance under a max-T guard over all segments of its
 * kind, shows in both halves of the customers, and matters; then it is removed and the search repeated.
 */
export async function searchSegments(all: SegmentTable, search: SegmentSearch, pacer: Pacer): Promise<Searched> {
  const everyone = allUnits(all, undefined);
  const least = leastCustomers(everyone);
  const table = frequentValues(all, (customers) => customers[0] >= least[0] && customers[1] >= least[1]);
  const kept = new Uint8Array(table.unit.length).fill(1);
  const found: SegmentFinding[] = [];
  const strengths = await strengthsOf(table, { kept, everyone, least }, pacer);
  let tested = 0;
  for (const kind of search.kinds) {
    const subsets = subsetsOf(table, kind, strengths);
    let chance: Chance | undefined;
    while (found.length < mostFindings) {
      const whole = allUnits(table, kept);
      await pacer.turnIfDue();
      const segments = await rollUp(table, subsets, kept, { whole, least }, pacer);
      const scored = await scoreAll(segments, whole, everyone, pacer);
      if (!chance) {
        tested += segments.length;
        chance = await chanceOfScores(scored, table.units, search, pacer);
      }
      const round = { table, kind, kept, least, scored, whole, chance, search };
      const best = pickBest(round);
      if (!best) break;
      found.push(findingOf(round, best));
      remove(table, kept, best.segment);
      await pacer.turn();
    }
  }
  return { found, tested, ...combinedOf(table, search, strengths) };
}

/** Sets of dimensions of a kind: who the customers are, or what they bought, alone or combined with who they are. */
function subsetsOf(table: SegmentTable, kind: SegmentKind, strengths: readonly number[]): readonly Subset[] {
  const { dimensions } = table;
  const places = placesOf(table, kind);
  return dimensionSubsets(places, strongest(places, strengths)).filter((subset) => {
    const isAllWho = subset.every((at) => dimensions[at]?.isWho === true);
    return isAllWho === (kind === "who");
  });
}

/** The dimensions that segments of a kind are made of. */
function placesOf({ dimensions }: SegmentTable, kind: SegmentKind): Subset {
  return dimensions.flatMap(({ isWho }, at) => (kind === "what" || isWho ? [at] : []));
}

/** The indexes of those that stand out most, in order. */
function strongest(places: Subset, strengths: readonly number[]): Subset {
  const sorted = places.toSorted((a, b) => (strengths[b] ?? 0) - (strengths[a] ?? 0));
  return sorted.slice(0, mostCombined).toSorted((a, b) => a - b);
}

/** Per dimension, the largest |z| of its single values; skipped if all dimensions are combined. */
async function strengthsOf(
  table: SegmentTable,
  { kept, everyone, least }: Pick<Round, "kept" | "least"> & { readonly everyone: Segment["sums"] },
  pacer: Pacer,
): Promise<readonly number[]> {
  const largest = table.dimensions.map(() => 0);
  if (largest.length <= mostCombined) return largest;
  const singles = largest.map((_, at) => [at]);
  const segments = await rollUp(table, singles, kept, { whole: everyone, least }, pacer);
  for (const { segment, score } of await scoreAll(segments, everyone, everyone, pacer)) {
    const [at = 0] = segment.subset;
    largest[at] = Math.max(largest[at] ?? 0, Math.abs(score.z));
  }
  return largest;
}

/** Which dimensions were combined, if not all were. */
function combinedOf(
  table: SegmentTable,
  { kinds }: SegmentSearch,
  strengths: readonly number[],
): Pick<Searched, "combined"> {
  const places = placesOf(table, kinds.at(-1) ?? "who");
  if (places.length <= mostCombined) return {};
  const words = strongest(places, strengths).map((at) => table.dimensions[at]?.words ?? "");
  return { combined: { words, of: places.length } };
}

/**
 * The segment to report next: those in the direction of the whole change before those against it, then by contribution;
 * with as few conditions as needed.
 */
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
  // Buyers of other things are the complement of buyers of these, so they moved less whenever these moved more.
  if (round.kind === "what" && !isWith(round, one)) return false;
  const { segment, score } = one;
  return isBeyondChance(score.z, segment.subset.length, round.chance) && isInBothHalves(round, one);
}

/** Discovered on the even units, confirmed on the odd ones: in each half alone the difference exceeds its standard error. */
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
