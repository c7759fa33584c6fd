import { type BusinessWords, coffeeWords } from "../domain/business-words.ts";
import { kinds, programsWith } from "../query/driver-fields.ts";
import { categoriesOf } from "./category-bars.ts";
import { CoffeeBars } from "./coffee-bars.ts";
import type { TreeOptions } from "./coffee-factors.ts";
import { type Driver, driverLabel, driversWith, type GroupName, groupLabel, groupsWith } from "./drivers.ts";
import type { Gathered } from "./gather.ts";
import type { Interval } from "./intervals.ts";
import type { Bar } from "./investigation.ts";
import { formatOf } from "./investigation-metric.ts";
import { driverRange, groupRange, type Range } from "./order-ranges.ts";
import { assertSum } from "./owen.ts";
import type { Pacer } from "./pacer.ts";
import { excludesZero, leastBar, namesDrivers, verdictOf } from "./verdicts.ts";

export interface Bridge {
  readonly baseValue: number;
  readonly compareValue: number;
  readonly change: number;
  readonly interval: readonly [number, number];
  readonly significant: boolean;
  /** Whether there is nothing to explain: the change may be chance, and no bar stands out. */
  readonly isSilent: boolean;
  readonly groups: readonly Bar[];
  readonly drivers: readonly Bar[];
}

/**
 * The bridge from base to compare: bars of the groups and drivers that are present, each with interval, range over all
 * orders and verdict. Both lists sum to the change exactly.
 */
export async function buildBridge(
  { totals, cells, options, intervals }: Gathered,
  isPresent: (group: GroupName) => boolean,
  pacer: Pacer,
  { business = coffeeWords, hasListPrices = true }: { business?: BusinessWords; hasListPrices?: boolean } = {},
): Promise<Bridge> {
  const bars = new CoffeeBars(cells.layout, options);
  const { base, compare, groups, drivers } = bars.compute(totals, true);
  const change = compare - base;
  const significant = excludesZero(intervals.change);
  const { ofGroup, ofDriver } = categoriesOf(bars, totals);
  const isNamed = namesDrivers(significant, intervals.chance);
  const toBar = barMaker(change, isNamed, options);
  const groupBars: Bar[] = [];
  for (const [at, name] of groupsWith(cells.layout.programs).entries()) {
    const label = groupLabel(name, business, hasListPrices);
    const names = { name, group: name, label, categories: ofGroup(name) };
    const bar = toBar(names, groups[at] ?? 0, intervals.groups[at] ?? nothing, groupRange(bars, name));
    if (bar.contribution !== 0 || isPresent(name)) groupBars.push(bar);
    await pacer.turnIfDue();
  }
  const driverBars: Bar[] = [];
  for (const [at, driver] of driversWith(cells.layout.programs).entries()) {
    const label = driverLabel(driver, business, hasListPrices);
    const names = { name: driver.name, group: driver.group, label, categories: ofDriver(driver) };
    const bar = toBar(names, drivers[at] ?? 0, intervals.drivers[at] ?? nothing, driverRange(bars, driver));
    if (bar.contribution !== 0 || isShown(bars, driver, isPresent)) driverBars.push(bar);
    await pacer.turnIfDue();
  }
  assertSum(groupBars, change);
  assertSum(driverBars, change);
  const interval = [clean(intervals.change.low), clean(intervals.change.high)] as const;
  return {
    baseValue: base,
    compareValue: compare,
    change,
    interval,
    significant,
    isSilent: !significant && !isNamed,
    groups: groupBars,
    drivers: driverBars,
  };
}

function barMaker(value: number, isNamed: boolean, { depth }: TreeOptions) {
  const least = leastBar(formatOf(depth));
  return ({ categories = [], ...names }: Named, contribution: number, interval: Interval, range: Range): Bar => ({
    ...names,
    contribution: clean(contribution),
    low: clean(interval.low),
    high: clean(interval.high),
    ...(interval.standardError === undefined ? {} : { standardError: interval.standardError }),
    orderLow: clean(range.low),
    orderHigh: clean(range.high),
    share: value === 0 ? undefined : clean(contribution / value),
    verdict: verdictOf({ contribution, low: interval.low, high: interval.high }, { value, isNamed, least }),
    ...(categories.length > 0 ? { categories } : {}),
  });
}

type Named = Pick<Bar, "name" | "group" | "label" | "categories">;

const nothing: Interval = { low: 0, high: 0 };

/** Whether the driver's group is present and the data has anything on its program or kind in either period. */
function isShown({ factors }: CoffeeBars, driver: Driver, isPresent: (group: GroupName) => boolean): boolean {
  if (!isPresent(driver.group)) return false;
  const { part, program, kind } = driver;
  if (part === "whole") return true;
  if (program) return has(factors.programShare[programsWith(factors.layout.programs).indexOf(program)]);
  if (kind) return has(factors.kindShare[kinds.indexOf(kind)]);
  return part === "first" || factors.options.depth !== "orders";
}

function has(pair: readonly [Float64Array, Float64Array] | undefined): boolean {
  return pair?.some((values) => values.some((value) => value !== 0)) ?? false;
}

/** Rounding errors are not a contribution. */
function clean(value: number): number {
  return Math.abs(value) < 1e-12 ? 0 : value;
}
