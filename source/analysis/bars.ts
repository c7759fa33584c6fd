import { kinds, programs } from "../query/driver-fields.ts";
import { CoffeeBars } from "./coffee-bars.ts";
import type { TreeOptions } from "./coffee-factors.ts";
import { allDrivers, type Driver, type GroupName, groupLabels, groupNames } from "./drivers.ts";
import type { Interval, Intervals } from "./intervals.ts";
import type { Bar } from "./investigation.ts";
import { driverRange, groupRange, type Range } from "./order-ranges.ts";
import { assertSum } from "./owen.ts";
import type { CellLayout, Totals } from "./period-cells.ts";
import { excludesZero, verdictOf } from "./verdicts.ts";

export interface Bridge {
  readonly baseValue: number;
  readonly compareValue: number;
  readonly change: number;
  readonly interval: readonly [number, number];
  readonly significant: boolean;
  readonly groups: readonly Bar[];
  readonly drivers: readonly Bar[];
}

/**
 * The bridge from base to compare: bars of the groups and drivers that are present, each with interval, range over all
 * orders and verdict. Both lists sum to the change exactly.
 */
export function buildBridge(
  totals: readonly [Totals, Totals],
  layout: CellLayout,
  options: TreeOptions,
  intervals: Intervals,
  isPresent: (group: GroupName) => boolean,
): Bridge {
  const bars = new CoffeeBars(layout, options);
  const { base, compare, groups, drivers } = bars.compute(totals, true);
  const change = { value: compare - base, isSignificant: excludesZero(intervals.change) };
  const bar = (part: Named, contribution: number, interval: Interval, range: Range): Bar => ({
    ...part,
    contribution: clean(contribution),
    low: clean(interval.low),
    high: clean(interval.high),
    orderLow: clean(range.low),
    orderHigh: clean(range.high),
    share: change.value === 0 ? undefined : contribution / change.value,
    verdict: verdictOf({ contribution, low: interval.low, high: interval.high }, change),
  });
  const groupBars = groupNames
    .map((name, at) =>
      bar(
        { name, group: name, label: groupLabels[name] },
        groups[at] ?? 0,
        intervals.groups[at] ?? nothing,
        groupRange(bars, name),
      ),
    )
    .filter((one) => isPresent(one.group as GroupName) || one.contribution !== 0);
  const driverBars = allDrivers
    .map((driver, at) => ({
      driver,
      bar: bar(namesOf(driver), drivers[at] ?? 0, intervals.drivers[at] ?? nothing, driverRange(bars, driver)),
    }))
    .filter(({ driver, bar: one }) => one.contribution !== 0 || (isPresent(driver.group) && isUsed(bars, driver)))
    .map((one) => one.bar);
  assertSum(groupBars, change.value);
  assertSum(driverBars, change.value);
  return {
    baseValue: base,
    compareValue: compare,
    change: change.value,
    interval: [clean(intervals.change.low), clean(intervals.change.high)],
    significant: change.isSignificant,
    groups: groupBars,
    drivers: driverBars,
  };
}

type Named = Pick<Bar, "name" | "group" | "label">;

const nothing: Interval = { low: 0, high: 0 };

function namesOf({ name, group, label }: Driver): Named {
  return { name, group, label };
}

/** Whether the data has anything on the driver's programme or kind, in either period. */
function isUsed({ factors }: CoffeeBars, { part, program, kind }: Driver): boolean {
  if (part === "whole") return true;
  if (program) return has(factors.programShare[programs.indexOf(program)]);
  if (kind) return has(factors.kindShare[kinds.indexOf(kind)]);
  return part === "first" || factors.options.depth !== "orders";
}

function has(pair: readonly [Float64Array, Float64Array] | undefined): boolean {
  return pair?.some((values) => values.some((value) => value !== 0)) ?? false;
}

/** Rounding of the arithmetic is no contribution. */
function clean(value: number): number {
  return Math.abs(value) < 1e-12 ? 0 : value;
}
