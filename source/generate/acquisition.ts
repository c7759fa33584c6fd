import { monthOf, secondsPerDay } from "./calendar.ts";
import { draw, drawInteger, keyOf, purpose } from "./random.ts";
import type { Scenario } from "./scenario.ts";
import type { Span } from "./span.ts";

/** The order of `entry` codes: subscription, a la carte, gift purchaser, gift recipient, and accounts that never do a thing. */
export const entry = { subscription: 0, aLaCarte: 1, giftPurchaser: 2, giftRecipient: 3, none: 4 } as const;

/**
 * When and through which door each customer comes, and who gives to whom. Independent of every driver, so that all
 * counterfactual data sets share it. Arrays are by customer index; -1 is nobody.
 */
export interface Acquisitions {
  readonly count: number;
  readonly acquiredAt: Uint32Array;
  readonly entry: Uint8Array;
  /** For a gift purchaser: the customer who receives the first gift. */
  readonly firstRecipient: Int32Array;
  /** Later gifts of a customer to new customers, as a linked list: the newest recipient, then `nextRecipient` of that one. */
  readonly laterRecipient: Int32Array;
  readonly nextRecipient: Int32Array;
}

const idleShare = 0.001;
const pairedGiftShare = 0.6;
const pairedWithin = 14 * secondsPerDay;
const giverTenure = 31 * secondsPerDay;

/** Plans all customers in order of their day; yields between batches, so that the caller can let others run. */
export function* planAcquisitions(
  scenario: Scenario,
  options: { customers: number; seed: number; span: Span },
): Generator<number, Acquisitions> {
  const plan = emptyPlan(options.customers);
  const dayOf = dayFinder(scenario, options.span);
  const waiting: number[] = [];
  for (let index = 0; index < plan.count; index++) {
    const key = keyOf(options.seed, index);
    const at = dayOf((index + draw(key, purpose.day, 0)) / plan.count) + secondOfDay(key, 0);
    const door = doorOf(scenario, key, at);
    plan.acquiredAt[index] = at;
    plan.entry[index] = door;
    if (door === entry.giftPurchaser) waiting.push(index);
    if (door === entry.giftRecipient) findGiver(plan, index, key, waiting);
    if (index % 5000 === 4999) yield index + 1;
  }
  return plan;
}

function emptyPlan(count: number): Acquisitions {
  return {
    count,
    acquiredAt: new Uint32Array(count),
    entry: new Uint8Array(count),
    firstRecipient: new Int32Array(count).fill(-1),
    laterRecipient: new Int32Array(count).fill(-1),
    nextRecipient: new Int32Array(count).fill(-1),
  };
}

/** A second of the day between 06:00 and 22:00, most of them around 14:00. */
export function secondOfDay(key: number, n: number): number {
  const hours = draw(key, purpose.second, n * 2) + draw(key, purpose.second, n * 2 + 1);
  return Math.floor((6 + hours * 8) * 3600);
}

/** Maps a rising quantile in [0, 1) to the midnight of a day, by growth, season and weekday. */
function dayFinder(scenario: Scenario, span: Span): (quantile: number) => number {
  const days = Math.round((span.end - span.start) / secondsPerDay);
  const cumulative = new Float64Array(days + 1);
  for (let day = 0; day < days; day++)
    cumulative[day + 1] = (cumulative[day] ?? 0) + weightOf(scenario, span.start + day * secondsPerDay, day);
  const total = cumulative[days] ?? 1;
  let day = 0;
  return (quantile) => {
    while (day < days - 1 && (cumulative[day + 1] ?? 0) <= quantile * total) day++;
    return span.start + day * secondsPerDay;
  };
}

const weekdayWeights = [1.0, 1.05, 1.05, 1.0, 0.95, 0.95, 1.1] as const;

function weightOf(scenario: Scenario, at: number, day: number): number {
  const { growth_per_year: growth, seasonality } = scenario.volumes;
  const weekday = weekdayWeights[(at / secondsPerDay) % 7] ?? 1;
  return Math.max(0.05, 1 + (growth * day) / 365) * (seasonality[monthOf(at)] ?? 1) * weekday;
}

function doorOf(scenario: Scenario, key: number, at: number): number {
  if (draw(key, purpose.idle, 0) < idleShare) return entry.none;
  const mix = scenario.entry_mix;
  const gifts = monthOf(at) === 11 ? scenario.december_gifts : 1;
  const weights = [mix.subscription, mix.a_la_carte, mix.gift_purchaser * gifts, mix.gift_recipient * gifts];
  let left = draw(key, purpose.entry, 0) * weights.reduce((sum, weight) => sum + weight, 0);
  for (const [door, weight] of weights.entries()) {
    left -= weight;
    if (left < 0) return door;
  }
  return entry.subscription;
}

/**
 * A recipient is acquired by the first gift: the first order of a recent gift purchaser, or a later order of an older
 * customer. Customers give to new ones only after their first month, whose revenue must not depend on how many others come.
 */
function findGiver(plan: Acquisitions, index: number, key: number, waiting: number[]): void {
  const at = plan.acquiredAt[index] ?? 0;
  while (waiting.length > 0 && (plan.acquiredAt[waiting[0] ?? 0] ?? 0) < at - pairedWithin) waiting.shift();
  if (waiting.length > 0 && draw(key, purpose.giver, 0) < pairedGiftShare) {
    const giver = waiting.shift() ?? 0;
    plan.firstRecipient[giver] = index;
    plan.acquiredAt[index] = plan.acquiredAt[giver] ?? at;
    return;
  }
  for (let attempt = 1; attempt <= 8; attempt++) {
    const giver = drawInteger(key, purpose.giver, attempt, index + 1);
    const isDoor = (plan.entry[giver] ?? entry.none) < entry.giftRecipient;
    if (!isDoor || (plan.acquiredAt[giver] ?? 0) > at - giverTenure) continue;
    plan.nextRecipient[index] = plan.laterRecipient[giver] ?? -1;
    plan.laterRecipient[giver] = index;
    return;
  }
  plan.entry[index] = entry.aLaCarte;
}
