import type { Pair, TotalsFactors, TotalsOptions } from "./factors.ts";
import type { TotalsLayout } from "./sums.ts";

/** A share of list value per kind that reduces the total in addition to the others: share x depth of a program, or reversals. */
export interface Reduction {
  readonly name: string;
  readonly share: Pair;
  readonly depth: Pair;
  at(kind: number): number;
}

export function reductionsOf(layout: TotalsLayout, factors: TotalsFactors, { isAdditive }: TotalsOptions): Reduction[] {
  const count = layout.programs.length;
  const programs = layout.programs.map((name, program): Reduction => {
    const { share, depth } = factors;
    return { name, share, depth, at: (kind) => kind * count + program };
  });
  if (!isAdditive) return programs;
  const whole = new Float64Array(layout.kinds.length).fill(1);
  return [...programs, { name: "reversals", share: factors.reversed, depth: [whole, whole], at: (kind) => kind }];
}

export function reduced({ share, depth, at }: Reduction, kind: number, period: 0 | 1): number {
  return (share[period][at(kind)] ?? 0) * (depth[period][at(kind)] ?? 0);
}

/** A factor at one place, in both periods. */
export function ends(pair: Pair, at: number): readonly [number, number] {
  return [pair[0][at] ?? 0, pair[1][at] ?? 0];
}
