import { chanceOf, percentiles } from "../intervals.ts";
import type { Pacer } from "../pacer.ts";
import { addUp, atOnce, drawWeights, emptyWeights } from "../weighted-sums.ts";
import { totalsBars, totalsContributions } from "./bars.ts";
import { type TotalsCells, wholeSums } from "./cells.ts";
import type { TotalsOptions } from "./factors.ts";
import { emptySums } from "./sums.ts";

export interface Interval {
  readonly low: number;
  readonly high: number;
}

export interface TotalsIntervals {
  /** By the name of a bar or of a part of one. */
  readonly bars: ReadonlyMap<string, Interval>;
  readonly change: Interval;
  readonly base: Interval;
  readonly compare: Interval;
  /** How often the bar furthest from 0 would be as far by chance if there were no change at all. */
  readonly chance: number;
}

/**
 * 95 % intervals by resampling units of customers (DRIVERS, 4 and 9): Poisson(1) weights, one weight per unit on both
 * sides, the bars recomputed, percentiles. Bars of at most `least` do not count.
 */
export async function resampleTotals(
  cells: TotalsCells,
  options: TotalsOptions,
  { seed, replicates, least }: { readonly seed: number; readonly replicates: number; readonly least: number },
  pacer: Pacer,
): Promise<TotalsIntervals> {
  const { layout, units, sides } = cells;
  const whole = totalsBars(layout, wholeSums(cells), options);
  const draws = new Map<string, Float64Array>();
  const record = (name: string, replicate: number, value: number) => {
    const draw = draws.get(name) ?? new Float64Array(replicates);
    draw[replicate] = value;
    draws.set(name, draw);
  };
  const weights = emptyWeights(units);
  const drawn = new Uint8Array(units);
  const sums = Array.from({ length: atOnce }, () => [emptySums(layout), emptySums(layout)] as const);
  for (let first = 0; first < replicates; first += atOnce) {
    drawWeights(weights, drawn, seed, 0, first);
    for (const side of [0, 1] as const)
      addUp(
        sides[side],
        weights,
        sums.map((both) => both[side].all),
      );
    for (const [place, both] of sums.slice(0, replicates - first).entries()) {
      const replicate = first + place;
      const { base, compare, bars } = totalsContributions(layout, both, options);
      record("= base", replicate, base);
      record("= compare", replicate, compare);
      record("= change", replicate, compare - base);
      for (const bar of bars) {
        record(bar.name, replicate, bar.contribution);
        for (const part of bar.parts) record(part.name, replicate, part.contribution);
      }
    }
    await pacer.turnIfDue();
  }
  const of = (name: string) => percentiles(draws.get(name) ?? new Float64Array(1));
  const groups = whole.bars.map(({ name }) => draws.get(name) ?? new Float64Array(replicates));
  const contributions = whole.bars.map(({ contribution }) => contribution);
  return {
    bars: new Map([...draws.keys()].map((name) => [name, of(name)])),
    change: of("= change"),
    base: of("= base"),
    compare: of("= compare"),
    chance: chanceOf(contributions, groups, least),
  };
}
