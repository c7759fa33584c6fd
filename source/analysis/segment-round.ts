import type { SegmentKind } from "./investigation.ts";
import type { Pacer } from "./pacer.ts";
import { fillWeights } from "./poisson-weights.ts";
import { type Chance, chanceOf } from "./segment-chance.ts";
import { ratioOf, type Score, scoreAgainst, type Yardstick, yardstickOf } from "./segment-score.ts";
import { restOf } from "./segment-sums.ts";
import type { Segment, SegmentTable } from "./segment-table.ts";

export interface SegmentSearch {
  /** The whole change, and the least contribution that matters beside 5 % of it (money: 0.25). */
  readonly change: number;
  readonly leastContribution: number;
  /** The kinds of segments to look at, in order. */
  readonly kinds: readonly SegmentKind[];
  readonly seed: number;
  readonly replicates: number;
}

/** A segment with its score over all units, and what it adds to the change beyond what it would at the rest's rate of change. */
export interface Scored {
  readonly segment: Segment;
  readonly yardstick: Yardstick;
  readonly score: Score;
  readonly contribution: number;
}

/** One pass over all segments of a kind, without those already found. */
export interface Round {
  readonly table: SegmentTable;
  readonly kind: SegmentKind;
  /** 1 for rows in none of the segments already found. */
  readonly kept: Uint8Array;
  /** Fewest customers of a segment, and of its rest, in each period. */
  readonly least: readonly [number, number];
  readonly scored: readonly Scored[];
  readonly whole: Segment["sums"];
  readonly chance: Chance;
  readonly search: SegmentSearch;
}

/** Scores segments against the rest of `whole`; their share is of all customers. */
export async function scoreAll(
  segments: readonly Segment[],
  whole: Segment["sums"],
  everyone: Segment["sums"],
  pacer: Pacer,
): Promise<readonly Scored[]> {
  const scored: Scored[] = [];
  const all = ratioOf(everyone, 1, "all").customers;
  for (const segment of segments) {
    const rest = restOf(segment.sums, whole);
    const yardstick = yardstickOf(segment.sums, rest);
    const score = scoreAgainst(segment.sums, rest, "all", yardstick);
    const share = all === 0 ? 0 : ratioOf(segment.sums, 1, "all").customers / all;
    scored.push({ segment, yardstick, score, contribution: score.difference * share });
    await pacer.turnIfDue();
  }
  return scored;
}

/** What chance finds among the scores, by Poisson weights on the units of both periods. */
export function chanceOfScores(
  scored: readonly Scored[],
  [base, compare]: readonly [number, number],
  { seed, replicates }: SegmentSearch,
  pacer: Pacer,
): Promise<Chance> {
  const tested = scored.flatMap(({ segment, score: { z, standardError, influence } }) =>
    z === 0 ? [] : [{ conditions: segment.subset.length, influence: influence.map((each) => each / standardError) }],
  );
  const drawn = [new Uint8Array(base), new Uint8Array(compare)] as const;
  const fill = (weights: Float64Array, replicate: number) => {
    for (const period of [0, 1] as const) {
      fillWeights(drawn[period], seed, 2 + period, replicate);
      weights.set(drawn[period], period * base);
    }
  };
  return chanceOf(tested, replicates, fill, pacer);
}
