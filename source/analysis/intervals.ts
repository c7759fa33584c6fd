import { CoffeeBars } from "./coffee-bars.ts";
import type { TreeOptions } from "./coffee-factors.ts";
import { type Driver, driversWith, groupsWith } from "./drivers.ts";
import { formatOf } from "./investigation-metric.ts";
import type { Pacer } from "./pacer.ts";
import { type Cells, emptyTotals, type OpenTotals, plainTotals, type Totals, totalsAddends } from "./period-cells.ts";
import { leastBar } from "./verdicts.ts";
import { type Addends, addUp, atOnce, drawWeights, emptyWeights, setWeight, type Weights } from "./weighted-sums.ts";

export interface Interval {
  readonly low: number;
  readonly high: number;
  /** Standard error by leaving out one unit at a time; undefined if it was not computed. */
  readonly standardError?: number;
}

/** 95 % intervals of the bars (orders of `groupsWith` and `driversWith`), the change, and the metric in each period. */
export interface Intervals {
  readonly groups: readonly Interval[];
  readonly drivers: readonly Interval[];
  readonly change: Interval;
  readonly base: Interval;
  readonly compare: Interval;
  /** How often the bar furthest from 0 would be as far by chance if there were no change at all. */
  readonly chance: number;
}

export interface Replication {
  readonly seed: number;
  /** Replicates for groups; a quarter of them also gives the sub-drivers. */
  readonly replicates: number;
  readonly onProgress: (done: number) => void;
}

/**
 * Intervals by resampling units (DRIVERS, 4): Poisson(1) weights per unit, the bars recomputed, percentiles. Standard
 * errors by the delete-one jackknife of each period, variances added.
 */
export async function resample(
  cells: Cells,
  options: TreeOptions,
  replication: Replication,
  pacer: Pacer,
): Promise<Intervals> {
  const { replicates } = replication;
  const withDrivers = Math.ceil(replicates / 4);
  const whole = await plainTotals(cells, pacer);
  const bars = new CoffeeBars(cells.layout, options, whole);
  const sources = await sourcesOf(cells, pacer);
  const groupNames = groupsWith(cells.layout.programs);
  const allDrivers = driversWith(cells.layout.programs);
  const draws = Array.from({ length: groupNames.length + 3 }, () => new Float64Array(replicates));
  const driverDraws = allDrivers.map(() => new Float64Array(withDrivers));
  for (let first = 0; first < replicates; first += atOnce) {
    for (const [stream, { addends, weights, drawn, totals }] of sources.entries()) {
      drawWeights(weights, drawn, replication.seed, stream, first);
      addUp(
        addends,
        weights,
        totals.map(({ all }) => all),
      );
    }
    for (let place = 0; place < atOnce && first + place < replicates; place += 1) {
      const replicate = first + place;
      const result = bars.compute(bothOf(sources, place), replicate < withDrivers);
      record(draws, replicate, result);
      if (replicate < withDrivers)
        for (const [at, draw] of driverDraws.entries()) draw[replicate] = result.drivers[at] ?? 0;
    }
    if (pacer.isDue) {
      replication.onProgress(first / replicates);
      await pacer.turn();
    }
  }
  const chance = chanceOf(
    bars.compute(whole, false).groups.slice(),
    draws.slice(0, groupNames.length),
    leastBar(formatOf(options.depth)),
  );
  const errors = await jackknife(cells, sources, { whole, bars }, pacer);
  const intervals = draws.map((draw, at) => ({ ...percentiles(draw), standardError: errors[at] ?? 0 }));
  const groups = intervals.slice(0, groupNames.length);
  return {
    groups,
    drivers: allDrivers.map((driver, at) =>
      driverInterval(driver, driverDraws[at] ?? new Float64Array(0), groups[groupNames.indexOf(driver.group)]),
    ),
    change: intervals[groupNames.length] ?? nothing,
    base: intervals[groupNames.length + 1] ?? nothing,
    compare: intervals[groupNames.length + 2] ?? nothing,
    chance,
  };
}

const nothing: Interval = { low: 0, high: 0 };

/** A driver that is its whole group has the group's interval, from all replicates, so that the two agree. */
function driverInterval({ part }: Driver, draws: Float64Array, whole: Interval = nothing): Interval {
  if (part !== "whole") return percentiles(draws);
  const { low, high } = whole;
  return { low, high };
}

/**
 * p of max-T over the bars: the share of replicates (and the data itself) in which the greatest |z| around the mean of
 * the replicates reaches the greatest |z| of the bars around 0. Bars of at most `least` do not count.
 */
export function chanceOf(bars: ArrayLike<number>, draws: readonly Float64Array[], least: number): number {
  const largest = new Float64Array(draws[0]?.length ?? 0);
  let found = 0;
  for (const [at, draw] of draws.entries()) {
    const bar = Math.abs(bars[at] ?? 0);
    if (bar <= Math.max(least, 1e-9)) continue;
    const mean = draw.reduce((sum, value) => sum + value, 0) / draw.length;
    const spread = Math.sqrt(draw.reduce((sum, value) => sum + (value - mean) ** 2, 0) / draw.length);
    if (spread < 1e-12) return 0;
    found = Math.max(found, bar / spread);
    for (const [replicate, value] of draw.entries()) {
      largest[replicate] = Math.max(largest[replicate] ?? 0, Math.abs(value - mean) / spread);
    }
  }
  return (largest.reduce((count, value) => count + (value >= found ? 1 : 0), 0) + 1) / (largest.length + 1);
}

/** 2.5th and 97.5th percentile, interpolated between neighbours. */
export function percentiles(draws: Float64Array): Interval {
  const sorted = draws.toSorted();
  return { low: quantile(sorted, 0.025), high: quantile(sorted, 0.975) };
}

/** Quantile of sorted values, interpolated between neighbours; 0 without values. */
function quantile(sorted: Float64Array, share: number): number {
  const place = (sorted.length - 1) * share;
  const below = Math.floor(place);
  const low = sorted[below] ?? 0;
  return low + ((sorted[below + 1] ?? low) - low) * (place - below);
}

/** The data that a period's replicates are summed from, some at a time; each pass overwrites weights and totals. */
interface Source {
  readonly units: number;
  readonly addends: Addends;
  readonly weights: Weights;
  readonly drawn: Uint8Array;
  readonly totals: readonly OpenTotals[];
}

type Sources = readonly [Source, Source];

async function sourcesOf({ layout, periods }: Cells, pacer: Pacer): Promise<Sources> {
  const source = async (period: 0 | 1): Promise<Source> => {
    const { units } = periods[period];
    const addends = totalsAddends(periods[period], layout);
    await pacer.turnIfDue();
    const totals = Array.from({ length: atOnce }, () => emptyTotals(layout));
    return { units, addends, weights: emptyWeights(units), drawn: new Uint8Array(units), totals };
  };
  return [await source(0), await source(1)];
}

/** The totals of both periods in the replicate of this place. */
function bothOf([base, compare]: Sources, place: number): readonly [Totals, Totals] {
  return [base.totals[place] as Totals, compare.totals[place] as Totals];
}

/** Standard errors leave out one group of units at a time, of at most this many. */
const mostLeftOut = 256;

/** Standard errors of groups, change, base and compare: Var = (n-1)/n sum (theta_(i) - mean)^2 per period, added. */
async function jackknife(
  cells: Cells,
  sources: Sources,
  { whole, bars }: { readonly whole: readonly [Totals, Totals]; readonly bars: CoffeeBars },
  pacer: Pacer,
): Promise<readonly number[]> {
  const outcomes = groupsWith(cells.layout.programs).length + 3;
  const variances = new Float64Array(outcomes);
  for (const [stream, { units, addends, weights, totals }] of sources.entries()) {
    const groups = Math.min(units, mostLeftOut);
    const draws = Array.from({ length: outcomes }, () => new Float64Array(groups));
    for (let first = 0; first < groups; first += atOnce) {
      for (let place = 0; place < atOnce; place += 1) {
        for (let unit = 0; unit < units; unit += 1) {
          setWeight(weights, unit, place, unit % groups === first + place ? 0 : 1);
        }
      }
      addUp(
        addends,
        weights,
        totals.map(({ all }) => all),
      );
      for (let place = 0; place < atOnce && first + place < groups; place += 1) {
        const left = totals[place] as Totals;
        record(draws, first + place, bars.compute(stream === 0 ? [left, whole[1]] : [whole[0], left], false));
      }
      await pacer.turnIfDue();
    }
    for (const [at, draw] of draws.entries()) variances[at] = (variances[at] ?? 0) + deleteOneVariance(draw);
  }
  return [...variances].map(Math.sqrt);
}

function deleteOneVariance(draws: Float64Array): number {
  if (draws.length < 2) return 0;
  const mean = draws.reduce((sum, draw) => sum + draw, 0) / draws.length;
  const squares = draws.reduce((sum, draw) => sum + (draw - mean) ** 2, 0);
  return (squares * (draws.length - 1)) / draws.length;
}

function record(
  draws: readonly Float64Array[],
  at: number,
  { groups, base, compare }: { groups: Float64Array; base: number; compare: number },
): void {
  const values = [...groups, compare - base, base, compare];
  for (const [index, draw] of draws.entries()) draw[at] = values[index] ?? 0;
}
