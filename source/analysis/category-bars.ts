import { type CoffeeBars, ends, meanCoefficients, productOf } from "./coffee-bars.ts";
import { type Driver, driversWith, type GroupName } from "./drivers.ts";
import type { CategoryBar } from "./investigation.ts";
import type { Totals } from "./period-cells.ts";
import { amountsByChannel, channelMix, productCategories } from "./whole-categories.ts";

export interface Categories {
  readonly ofGroup: (group: GroupName) => readonly CategoryBar[];
  readonly ofDriver: (driver: Driver) => readonly CategoryBar[];
}

/**
 * The categories of every bar that `bars` computed last, from `totals`: mix for changed shares, rate for the changed value
 * of each share (DRIVERS, 3). They are the bar's own marginal contributions before they are summed over channels, sizes and
 * coffees, so mix and rate sum to the bar exactly.
 */
export function categoriesOf(bars: CoffeeBars, totals: readonly [Totals, Totals]): Categories {
  const ofWhole = (group: GroupName) => foremost(wholeCategories(bars, group, totals));
  return {
    ofDriver: (driver) => (driver.part === "whole" ? ofWhole(driver.group) : foremost(byChannel(bars, driver))),
    ofGroup: (group) => {
      const own = driversWith(bars.factors.layout.programs).filter((driver) => driver.group === group);
      if (own.length === 1) return ofWhole(group);
      const isByKind = group === "prepaid" || group === "reversals";
      return foremost(own.flatMap((driver) => (isByKind ? inOne(bars, driver) : byChannel(bars, driver))));
    },
  };
}

function wholeCategories(bars: CoffeeBars, group: GroupName, totals: readonly [Totals, Totals]) {
  if (group === "channel_mix") return channelMix(bars);
  if (group === "plug") return amountsByChannel(bars, totals, "plug", -1);
  if (group === "prepayment_timing") return amountsByChannel(bars, totals, "deferred", 1);
  return productCategories(bars, group);
}

/** Each channel's contribution to a sub-driver's bar. */
function byChannel({ factors, table }: CoffeeBars, driver: Driver): readonly CategoryBar[] {
  const product = productOf(factors, driver);
  if (!product) return [];
  const coefficients = new Float64Array(factors.layout.channels.length);
  meanCoefficients(table, factors, product.node, coefficients);
  return factors.layout.channels.map((label, channel) => {
    const [x0, x1] = ends(product.moved, channel);
    const [y0, y1] = ends(product.held, channel);
    return categoryOf(driver, label, (coefficients[channel] ?? 0) * (x1 - x0) * ((y0 + y1) / 2));
  });
}

/** A plan or a kind of reversal as one category of its group. */
function inOne(bars: CoffeeBars, driver: Driver): readonly CategoryBar[] {
  const sum = byChannel(bars, driver).reduce((total, { mix, rate }) => total + mix + rate, 0);
  return [categoryOf(driver, driver.label.split(":")[0] ?? driver.label, sum)];
}

/** Shares are mix; depths, severities, orders and bags are rates. */
function categoryOf(driver: Driver, label: string, term: number): CategoryBar {
  const isMix = driver.part === "first" && driver.group !== "volume";
  return isMix ? { label, mix: term, rate: 0 } : { label, mix: 0, rate: term };
}

/** Categories merged by label, largest first, without those that add nothing; empty if only one is left. */
function foremost(categories: readonly CategoryBar[]): readonly CategoryBar[] {
  const sums = new Map<string, CategoryBar>();
  for (const { label, mix, rate } of categories) {
    const before = sums.get(label);
    sums.set(label, { label, mix: (before?.mix ?? 0) + mix, rate: (before?.rate ?? 0) + rate });
  }
  if (sums.size < 2) return [];
  const size = ({ mix, rate }: CategoryBar) => Math.abs(mix + rate);
  return [...sums.values()]
    .filter(({ mix, rate }) => mix !== 0 || rate !== 0)
    .sort((a, b) => size(b) - size(a) || (a.label < b.label ? -1 : 1));
}
