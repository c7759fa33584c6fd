import { isSignificant, type Round, type Scored } from "./segment-round.ts";
import { ratioOf, scoreAgainst, yardstickOf } from "./segment-score.ts";
import { addRow } from "./segment-sums.ts";
import { codesOf, emptySums, type Segment, type UnitSums } from "./segment-table.ts";

/** Only so many stronger segments are looked at: an echo is one of the strongest. */
const mostLouder = 5;

/**
 * Whether a segment owes its difference to a stronger one: without the other's customers it does not stand out. So do the
 * channels that stood still beside one that fell, and a whole region of which one channel fell.
 */
export function isEcho(round: Round, candidates: readonly Scored[], one: Scored): boolean {
  const strength = ({ score }: Scored) => Math.abs(score.z);
  return candidates
    .filter((other) => strength(other) > strength(one))
    .toSorted((a, b) => strength(b) - strength(a))
    .slice(0, mostLouder)
    .some((other) => isSilentWithout(round, one.segment, other.segment));
}

/** Where too few customers are left beside both, nothing can be told. */
function isSilentWithout(round: Round, segment: Segment, other: Segment): boolean {
  const { own, rest } = withoutOther(round, segment, other);
  if (!hasEnough(round, rest)) return false;
  return !hasEnough(round, own) || !isSignificant(round, scoreAgainst(own, rest, "all", yardstickOf(own, rest)));
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
