import { type SegmentDimension, segmentWords } from "../../domain/segment-dimension.ts";
import type { Cell } from "../../query/statement.ts";
import { totalsBuckets } from "../../query/totals-scope.ts";
import type { SegmentFinding, SegmentKind } from "../investigation.ts";
import type { Pacer } from "../pacer.ts";
import { fillWeights } from "../poisson-weights.ts";
import { adjustedP, type Chance, chanceOf, isBeyondChance } from "../segment-chance.ts";
import { conditionWords } from "../segment-words.ts";
import {
  type BucketSums,
  customerSegments,
  isByLine,
  lineSegments,
  type TotalsSegment,
  wholeOf,
  without,
} from "./segment-cells.ts";
import { readCustomerRows, readLineRows } from "./segment-rows.ts";

type Row = readonly Cell[];

interface Search {
  /** Of customers, in the order of the rows. */
  readonly dimensions: readonly SegmentDimension[];
  readonly change: number;
  readonly seed: number;
  readonly isMoney: boolean;
  /** Without a driver to name, only segments by who the customers are are searched: the others restate the drivers. */
  readonly isSilent: boolean;
}

interface FoundSegments {
  readonly found: readonly SegmentFinding[];
  readonly tested: number;
  /** Whether those by what order lines are were searched too. */
  readonly isByLines: boolean;
}

interface Scored {
  readonly segment: TotalsSegment;
  readonly yardstick: SegmentFinding["yardstick"];
  /** Change beyond what the rest's relative change would give; the segment's contribution. */
  readonly beyond: number;
  readonly z: number;
  /** Each bucket's contribution to `beyond`, divided by its standard error. */
  readonly influence: Float64Array;
}

const mostFindings = 5;
const replicates = 1000;

/**
 * Segments whose total changed differently from the rest's relative change (DRIVERS, 6 and 9): first by who the customers
 * are, and only if none of those stands out, by what was bought. The contribution is the change beyond that; a bucket of
 * customers has one weight on both sides.
 */
export async function searchTotals(
  rows: { readonly customers: readonly Row[]; readonly lines: () => Promise<readonly Row[]> },
  search: Search,
  pacer: Pacer,
): Promise<FoundSegments> {
  const customers = await readCustomerRows(rows.customers, search.dimensions, pacer);
  const all = wholeOf(customers);
  const least = all.customers.map((count) => Math.max(50, 0.01 * count)) as [number, number];
  const found: SegmentFinding[] = [];
  let tested = 0;
  let isByLines = false;
  for (const kind of ["who", "what"] as const) {
    // Read only now: adding up lines by what was bought takes the database longest.
    isByLines = kind === "what";
    const lines = isByLines ? await readLineRows(await rows.lines(), pacer) : [];
    let kept = customers;
    let chance: Chance | undefined;
    while (found.length < mostFindings) {
      const segments = await customerSegments(kept, search.dimensions, kind, least, pacer);
      segments.push(...(await lineSegments(lines, least, pacer)));
      const whole = wholeOf(kept);
      const scored = segments.flatMap((segment) => scoreOf(segment, whole) ?? []);
      if (chance === undefined) {
        tested += scored.length;
        chance = await chanceOfTotals(scored, search.seed, pacer);
      }
      const round = { whole, scored, chance };
      const best = pick(round, search);
      if (best === undefined) break;
      found.push(findingOf(best, round, kind, search.dimensions));
      if (isByLine(best.segment.where)) break;
      kept = without(kept, best.segment.where, search.dimensions);
    }
    if (found.length > 0 || search.isSilent) break;
  }
  return { found, tested, isByLines };
}

interface Round {
  readonly whole: BucketSums;
  readonly scored: readonly Scored[];
  readonly chance: Chance;
}

/** What chance finds among the segments. The influences of each sum to 0, so weights need not be taken less 1. */
function chanceOfTotals(scored: readonly Scored[], seed: number, pacer: Pacer): Promise<Chance> {
  const drawn = new Uint8Array(totalsBuckets);
  const tested = scored.map(({ segment, influence }) => ({ conditions: segment.where.length, influence }));
  const fill = (weights: Float64Array, replicate: number) => {
    fillWeights(drawn, seed, 1, replicate);
    weights.set(drawn);
  };
  return chanceOf(tested, replicates, fill, pacer);
}

/** How far a segment's change is from the rest's, in standard errors; undefined for all customers, and for no spread. */
function scoreOf(segment: TotalsSegment, whole: BucketSums): Scored | undefined {
  const own = sumsOf(segment);
  const rest = sumsOf(whole).map((total, side) => total - (own[side] ?? 0)) as [number, number];
  if (rest[0] === 0 && rest[1] === 0) return undefined;
  const isPercent = rest[0] > 0 && rest[1] >= 0;
  const growth = isPercent ? rest[1] / rest[0] : 1;
  const beyond = own[1] - own[0] * growth;
  const influence = new Float64Array(totalsBuckets);
  for (let bucket = 0; bucket < totalsBuckets; bucket += 1) {
    const [s0, s1] = [segment.values[0][bucket] ?? 0, segment.values[1][bucket] ?? 0];
    const [c0, c1] = [(whole.values[0][bucket] ?? 0) - s0, (whole.values[1][bucket] ?? 0) - s1];
    const moved = isPercent ? (c1 - growth * c0) / rest[0] : 0;
    influence[bucket] = s1 - s0 * growth - own[0] * moved;
  }
  const mean = influence.reduce((sum, each) => sum + each, 0) / totalsBuckets;
  const error = Math.sqrt(influence.reduce((sum, each) => sum + (each - mean) ** 2, 0));
  if (error === 0) return undefined;
  const yardstick = isPercent ? "percent" : "amount";
  return { segment, yardstick, beyond, z: beyond / error, influence: influence.map((each) => (each - mean) / error) };
}

function sumsOf({ values }: BucketSums): [number, number] {
  return values.map((side) => side.reduce((sum, each) => sum + each, 0)) as [number, number];
}

/**
 * The segment to report next: those in the direction of the whole change before those against it, then by contribution;
 * with as few conditions as say the same.
 */
function pick(round: Round, search: Search): Scored | undefined {
  const candidates = round.scored.filter((one) => isCandidate(one, round, search));
  const isWith = ({ beyond }: Scored) => beyond * search.change > 0;
  const [best] = candidates.toSorted(
    (a, b) => Number(isWith(b)) - Number(isWith(a)) || Math.abs(b.beyond) - Math.abs(a.beyond),
  );
  if (best === undefined) return undefined;
  const shorter = candidates
    .filter(({ segment, beyond }) => isPartOf(segment, best.segment) && Math.abs(beyond) >= 0.9 * Math.abs(best.beyond))
    .toSorted((a, b) => a.segment.where.length - b.segment.where.length);
  return shorter[0] ?? best;
}

function isPartOf(one: TotalsSegment, other: TotalsSegment): boolean {
  return one.where.every((filter) =>
    other.where.some(({ dimension, values }) => dimension === filter.dimension && values[0] === filter.values[0]),
  );
}

/** Whether a segment matters, stands out from all that were tested, and does so in both halves of the customers. */
function isCandidate(one: Scored, round: Round, { change, isMoney }: Search): boolean {
  const least = Math.max(isMoney ? 0.25 : 0, 0.05 * Math.abs(change));
  if (Math.abs(one.beyond) < least) return false;
  if (!isBeyondChance(one.z, one.segment.where.length, round.chance)) return false;
  return [0, 1].every((parity) => halfZ(one, round.whole, parity) * Math.sign(one.z) > 1);
}

/** The score on the even or the odd buckets alone. */
function halfZ({ segment }: Scored, whole: BucketSums, parity: number): number {
  const half = (side: Float64Array) => side.map((value, bucket) => (bucket % 2 === parity ? value : 0));
  const of = (sums: BucketSums): BucketSums => ({ ...sums, values: [half(sums.values[0]), half(sums.values[1])] });
  return scoreOf({ ...of(segment), where: segment.where }, of(whole))?.z ?? 0;
}

/** A sum of money or of counts without what adding doubles up leaves after its fourth decimal, the last that money has. */
export function toLastDigit(sum: number): number {
  return Math.abs(sum) < 1e11 ? Math.round(sum * 1e4) / 1e4 : sum;
}

function findingOf(
  one: Scored,
  round: Round,
  kind: SegmentKind,
  dimensions: readonly SegmentDimension[],
): SegmentFinding {
  const wordsOf = (name: string) => dimensions.find((each) => each.name === name)?.words ?? segmentWords(name);
  const { segment, yardstick, beyond, z } = one;
  const own = sumsOf(segment).map(toLastDigit) as [number, number];
  const whole = sumsOf(round.whole);
  return {
    kind,
    where: segment.where,
    label: segment.where.map((filter) => conditionWords(filter, wordsOf(filter.dimension))).join(", "),
    yardstick,
    rates: own,
    restRates: [toLastDigit(whole[0] - own[0]), toLastDigit(whole[1] - own[1])],
    contribution: beyond,
    z,
    pAdjusted: adjustedP(z, segment.where.length, round.chance),
    customersBefore: segment.customers[0],
    customers: segment.customers[1],
  };
}
