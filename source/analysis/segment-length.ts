import { isBeyondChance } from "./segment-chance.ts";
import type { Round, Scored } from "./segment-round.ts";
import { scoreAgainst, yardstickOf } from "./segment-score.ts";
import { restOf } from "./segment-sums.ts";
import { codeWithin, isSameSubset, valuesOf } from "./segment-table.ts";

/**
 * The shortest description: a dimension is dropped if it adds neither significance (the segment differs from the rest of
 * the shorter one by no more than chance, given all the segments to choose from) nor a tenth of the contribution.
 */
export function shortened(round: Round, long: Scored): Scored {
  const { subset, code } = long.segment;
  const values = valuesOf(round.table, subset, code);
  const shorter = subset.flatMap((dimension) => {
    const less = subset.filter((other) => other !== dimension);
    const at = codeWithin(round.table, less, values);
    return round.scored.filter(({ segment }) => segment.code === at && isSameSubset(segment.subset, less));
  });
  const same = shorter.filter(
    (short) =>
      isBeyondChance(short.score.z, short.segment.subset.length, round.chance) &&
      short.contribution * long.contribution > 0 &&
      Math.abs(long.contribution) < 1.1 * Math.abs(short.contribution) &&
      !differsWithin(round, long, short),
  );
  const best = same.toSorted((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution))[0];
  return best ? shortened(round, best) : long;
}

/** Whether a part of a segment changed differently from the rest of the segment. */
function differsWithin(round: Round, part: Scored, broad: Scored): boolean {
  const left = restOf(part.segment.sums, broad.segment.sums);
  const { z } = scoreAgainst(part.segment.sums, left, "all", yardstickOf(part.segment.sums, left));
  return isBeyondChance(z, part.segment.subset.length, round.chance);
}
