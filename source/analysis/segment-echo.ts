import { isBeyondChance } from "./segment-chance.ts";
import type { Round, Scored } from "./segment-round.ts";
import { ratioOf, scoreAgainst, yardstickOf } from "./segment-score.ts";
import { addRow } from "./segment-sums.ts";
import { codesOf, emptySums, type Segment, type UnitSums } from "./segment-table.ts";

/** The number of stronger segments to look at: an echo is an echo of one of the strongest. */
const mostStronger = 5;

/**
 * Whether a segment owes its difference to a stronger one: without the other's customers it does not stand out. Examples
 * are channels that stood still beside one that fell, and a whole region in which one channel fell.
 */
export function isEcho(round: Round, candidates: readonly Scored[], one: Scored): boolean {
  const strength = ({ score }: Scored) => Math.abs(score.z);
  return candidates
    .filter((other) => strength(other) > strength(one))
    .toSorted((a, b) => strength(b) - strength(a))
    .slice(0, mostStronger)
    .some((other) => isSilentWithout(round, one.segment, other.segment));
}

/** If too few customers are left outside both, there is no answer. */
function isSilentWithout(round: Round, segment: Segment, other: Segment): boolean {
  const { own, rest } = withoutOther(round, segment, other);
  if (!hasEnough(round, rest)) return false;
  if (!hasEnough(round, own)) return true;
  const { z } = scoreAgainst(own, rest, "all", yardstickOf(own, rest));
  return !isBeyondChance(z, segment.subset.length, round.chance);
}

function withoutOther({ table, kept }: Round, segment: Segment, other: Segment) {
  const [codes, others] = [codesOf(table, segment.subset).codes, codesOf(table, other.subset).codes];
  const [own, rest] = [emptySums(table.units), emptySums(table.units)];
  for (let row = 0; row < kept.length; row += 1) {
    if (kept[row] === 0 || others[row] === other.code) continue;
    addRow(table, row, codes[row] === segment.code ? own : rest);
  }
  return { own, rest };
}

function hasEnough({ least }: Round, sums: UnitSums): boolean {
  return ([0, 1] as const).every((period) => ratioOf(sums, period, "all").customers >= least[period]);
}
