import { noValue } from "../domain/dimension-value.ts";
import { segmentWords } from "../domain/segment-dimension.ts";
import type { Bridge } from "./bars.ts";
import { chanceOf, type Interval, percentiles } from "./intervals.ts";
import type { Bar, CategoryBar } from "./investigation.ts";
import type { MixMetric } from "./mix-metric.ts";
import { addUpMix, emptyMixSums, type MixParts, mixParts } from "./mix-table.ts";
import { decompose, type Share } from "./owen.ts";
import type { Pacer } from "./pacer.ts";
import { fillWeights } from "./poisson-weights.ts";
import type { SegmentTable } from "./segment-table.ts";
import { excludesZero, leastBar, namesDrivers, verdictOf } from "./verdicts.ts";

export interface MixBridge extends Bridge {
  /** 95 % intervals of both periods' values. */
  readonly intervals: readonly [readonly [number, number], readonly [number, number]];
  /** The measure per customer in both periods. */
  readonly mean: readonly [number, number];
}

export interface MixQuestion {
  /** Index of the dimension in the table. */
  readonly dimension: number;
  readonly metric: MixMetric;
  readonly seed: number;
  readonly replicates: number;
}

/**
 * The bridge of a measure without a tree: mix and rate over one dimension (and the number of customers, of a total), each
 * with the categories that it is the sum of, and intervals by resampling. The bars sum to the change exactly.
 */
export async function buildMixBridge(table: SegmentTable, question: MixQuestion, pacer: Pacer): Promise<MixBridge> {
  const names = table.dimensions[question.dimension]?.values ?? [""];
  const { isTotal, format } = question.metric;
  const sums = emptyMixSums(names.length);
  addUpMix(table, question.dimension, undefined, sums);
  const parts = mixParts(sums, names, isTotal);
  const draws = await resampleParts(table, names, question, pacer);
  const values = outcomesOf(parts);
  const intervals = draws.map(percentiles);
  const interval = (at: number): Interval => intervals[at] ?? { low: 0, high: 0 };
  const change = parts.compare - parts.base;
  const significant = excludesZero(interval(0));
  const least = leastBar(format);
  const isNamed = namesDrivers(significant, chanceOf(values.slice(3, 6), draws.slice(3, 6), least));
  const toBar = (at: number, names: Pick<Bar, "name" | "group" | "label" | "categories">, range: Range): Bar => {
    const contribution = clean(values[at] ?? 0);
    const { low, high } = interval(at);
    return {
      ...names,
      contribution,
      low,
      high,
      orderLow: clean(range.orderLow),
      orderHigh: clean(range.orderHigh),
      share: change === 0 ? undefined : contribution / change,
      verdict: verdictOf({ contribution, low, high }, { value: change, isNamed, least }),
    };
  };
  return {
    baseValue: parts.base,
    compareValue: parts.compare,
    change,
    interval: [interval(0).low, interval(0).high],
    significant,
    isSilent: !significant && !isNamed,
    groups: groupBars(parts, segmentWords(table.dimensions[question.dimension]?.name ?? "all"), isTotal, toBar),
    drivers: driverBars(parts, isTotal, toBar),
    intervals: [
      [interval(1).low, interval(1).high],
      [interval(2).low, interval(2).high],
    ],
    mean: [parts.base / parts.scale[0], parts.compare / parts.scale[1]],
  };
}

type Range = Pick<Share, "orderLow" | "orderHigh">;
type ToBar = (at: number, names: Pick<Bar, "name" | "group" | "label" | "categories">, range: Range) => Bar;

function groupBars(parts: MixParts, by: string, isTotal: boolean, toBar: ToBar): readonly Bar[] {
  const range = rangesOf(parts, isTotal);
  const mix = parts.effects.map(({ name, mix }) => ({ label: shown(name), mix, rate: 0 }));
  const rate = parts.effects.map(({ name, rate }) => ({ label: shown(name), mix: 0, rate }));
  return [
    ...(isTotal ? [toBar(3, { name: "number", group: "number", label: "Number of customers" }, range("number"))] : []),
    toBar(4, { name: "mix", group: "mix", label: `Mix by ${by}`, ...opened(mix) }, range("mix")),
    toBar(5, { name: "rate", group: "rate", label: `Rate within ${by}`, ...opened(rate) }, range("rate")),
  ];
}

function driverBars(parts: MixParts, isTotal: boolean, toBar: ToBar): readonly Bar[] {
  const range = rangesOf(parts, isTotal);
  const own = (contribution: number): Range => ({ orderLow: contribution, orderHigh: contribution });
  return [
    ...(isTotal ? [toBar(3, { name: "number", group: "number", label: "Number of customers" }, range("number"))] : []),
    ...parts.effects.map(({ name, mix }, at) =>
      toBar(6 + at, { name: `mix_${shown(name)}`, group: "mix", label: `${shown(name)}: share` }, own(mix)),
    ),
    ...parts.effects.map(({ name, rate }, at) =>
      toBar(
        6 + parts.effects.length + at,
        { name: `rate_${shown(name)}`, group: "rate", label: `${shown(name)}: rate` },
        own(rate),
      ),
    ),
  ];
}

/** The least and greatest values of number, mix and rate over all orders. */
function rangesOf(parts: MixParts, isTotal: boolean): (name: string) => Range {
  const { effects, scale } = parts;
  const value = (state: (name: string) => 0 | 1) => {
    const [weights, rates] = [state("mix"), state("rate")];
    const mean = effects.reduce(
      (sum, one) => sum + one.weights[weights] * (one.rates[rates] ?? one.rates[1 - rates] ?? 0),
      0,
    );
    return mean * (scale[state("number")] ?? 1);
  };
  const factors = [
    ...(isTotal ? [{ name: "number", group: "number" }] : []),
    { name: "mix", group: "mean" },
    { name: "rate", group: "mean" },
  ];
  const shares = decompose({ factors, value }).factors;
  return (name) => shares.find((one) => one.name === name) ?? { orderLow: 0, orderHigh: 0 };
}

/** Change, base, compare, number, mix, rate, then mix and rate by category. */
function outcomesOf({ base, compare, number, effects }: MixParts): readonly number[] {
  const [mixes, rates] = [effects.map((one) => one.mix), effects.map((one) => one.rate)];
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return [compare - base, base, compare, number, sum(mixes), sum(rates), ...mixes, ...rates];
}

async function resampleParts(
  table: SegmentTable,
  names: readonly string[],
  { dimension, metric, seed, replicates }: MixQuestion,
  pacer: Pacer,
): Promise<readonly Float64Array[]> {
  const draws = Array.from({ length: 6 + names.length * 2 }, () => new Float64Array(replicates));
  const sums = emptyMixSums(names.length);
  const weights = [new Uint8Array(table.units[0]), new Uint8Array(table.units[1])] as const;
  for (let replicate = 0; replicate < replicates; replicate += 1) {
    for (const period of [0, 1] as const) fillWeights(weights[period], seed, period, replicate);
    addUpMix(table, dimension, weights, sums);
    const values = outcomesOf(mixParts(sums, names, metric.isTotal));
    for (const [at, draw] of draws.entries()) draw[replicate] = values[at] ?? 0;
    await pacer.turnIfDue();
  }
  return draws;
}

function opened(categories: readonly CategoryBar[]): Pick<Bar, "categories"> {
  return categories.length > 1 ? { categories } : {};
}

function shown(name: string): string {
  return name === "" ? noValue : name;
}

function clean(value: number): number {
  return Math.abs(value) < 1e-12 ? 0 : value;
}
