import { monthOf, secondsPerDay } from "./calendar.ts";
import { firstAbove, Gifts } from "./gifts.ts";
import { draw, drawInteger, keyOf, purpose } from "./random.ts";
import type { Scenario } from "./scenario.ts";
import type { Span } from "./span.ts";

/** The order of `entry` codes: subscription, a la carte, gift purchaser, gift recipient, and accounts that never do anything. */
export const entry = { subscription: 0, aLaCarte: 1, giftPurchaser: 2, giftRecipient: 3, none: 4 } as const;

/**
 * When and by which point of entry each customer is acquired, and who gives to whom. Independent of every driver, so that
 * all counterfactual data sets share it. Customers are identified by index. What a draw can reproduce is not kept.
 */
export interface Acquisitions {
  readonly count: number;
  /** The second at which a customer is acquired. */
  acquiredAt(index: number): number;
  entry(index: number): number;
  readonly gifts: Pick<Gifts, "firstRecipient" | "laterRecipients">;
}

const idleShare = 0.001;
const pairedGiftShare = 0.6;
const pairedWithin = 14 * secondsPerDay;
const giverTenure = 31 * secondsPerDay;

/** Plans all customers in order of their day; yields between batches, so that the caller can let other work run. */
export function* planAcquisitions(
  scenario: Scenario,
  options: { customers: number; seed: number; span: Span },
): Generator<number, Acquisitions> {
  const plan = new Plan(scenario, options);
  const chooseEntry = entryChooser(scenario);
  for (let index = 0; index < plan.count; index++) {
    const key = keyOf(options.seed, index);
    const at = plan.cameAt(index);
    plan.add(index, chooseEntry(key, at), { key, at });
    if (index % 5000 === 4999) yield index + 1;
  }
  return plan;
}

class Plan implements Acquisitions {
  readonly count: number;
  readonly gifts = new Gifts();
  readonly #seed: number;
  readonly #entries: Uint8Array;
  readonly #dayOf: (quantile: number) => number;
  /** Gift purchasers whose first gift nobody has received yet. */
  readonly #waiting: number[] = [];

  constructor(scenario: Scenario, { customers, seed, span }: { customers: number; seed: number; span: Span }) {
    this.count = customers;
    this.#seed = seed;
    this.#entries = new Uint8Array(customers);
    this.#dayOf = dayFinder(scenario, span);
  }

  entry(index: number): number {
    return this.#entries[index] ?? entry.none;
  }

  acquiredAt(index: number): number {
    const giver = this.entry(index) === entry.giftRecipient ? this.gifts.firstGiver(index) : -1;
    return this.cameAt(giver < 0 ? index : giver);
  }

  /** When a customer would be acquired without a gift. */
  cameAt(index: number): number {
    const key = keyOf(this.#seed, index);
    return this.#dayOf((index + draw(key, purpose.day, 0)) / this.count) + secondOfDay(key, 0);
  }

  /** Customers must be added in order. */
  add(index: number, code: number, { key, at }: { key: number; at: number }): void {
    this.#entries[index] = code;
    if (code === entry.giftPurchaser) this.#waiting.push(index);
    if (code === entry.giftRecipient && !this.#findGiver(index, key, at)) this.#entries[index] = entry.aLaCarte;
  }

  /**
   * A recipient is acquired by the first gift: the first order of a recent gift purchaser, or a later order of an older
   * customer. Customers give to new ones only after their first month, whose revenue must not depend on the number of later
   * customers.
   */
  #findGiver(index: number, key: number, at: number): boolean {
    const waiting = this.#waiting;
    while (waiting[0] !== undefined && this.cameAt(waiting[0]) < at - pairedWithin) waiting.shift();
    if (waiting[0] !== undefined && draw(key, purpose.giver, 0) < pairedGiftShare) {
      this.gifts.addFirst(waiting.shift() ?? 0, index);
      return true;
    }
    for (let attempt = 1; attempt <= 8; attempt++) {
      const giver = drawInteger(key, purpose.giver, attempt, index + 1);
      if (this.entry(giver) >= entry.giftRecipient || this.cameAt(giver) > at - giverTenure) continue;
      this.gifts.addLater(giver, index);
      return true;
    }
    return false;
  }
}

/** A second of the day between 06:00 and 22:00, most of them around 14:00. */
export function secondOfDay(key: number, n: number): number {
  const hours = draw(key, purpose.second, n * 2) + draw(key, purpose.second, n * 2 + 1);
  return Math.floor((6 + hours * 8) * 3600);
}

/** Maps a quantile in [0, 1) to the midnight of a day, by growth, season and weekday. */
function dayFinder(scenario: Scenario, span: Span): (quantile: number) => number {
  const days = Math.round((span.end - span.start) / secondsPerDay);
  const cumulative = new Float64Array(days);
  let total = 0;
  for (let day = 0; day < days; day++) {
    total += weightOf(scenario, span.start + day * secondsPerDay, day);
    cumulative[day] = total;
  }
  return (quantile) => span.start + Math.min(days - 1, firstAbove(cumulative, quantile * total)) * secondsPerDay;
}

const weekdayWeights = [1.0, 1.05, 1.05, 1.0, 0.95, 0.95, 1.1] as const;

function weightOf(scenario: Scenario, at: number, day: number): number {
  const { growth_per_year: growth, seasonality } = scenario.volumes;
  const weekday = weekdayWeights[(at / secondsPerDay) % 7] ?? 1;
  return Math.max(0.05, 1 + (growth * day) / 365) * (seasonality[monthOf(at)] ?? 1) * weekday;
}

/** Chooses a point of entry for a customer's key and time; more gifts in December. */
function entryChooser(scenario: Scenario): (key: number, at: number) => number {
  const usual = entryWeights(scenario, 1);
  const december = entryWeights(scenario, scenario.december_gifts);
  return (key, at) => {
    if (draw(key, purpose.idle, 0) < idleShare) return entry.none;
    const { weights, total } = monthOf(at) === 11 ? december : usual;
    let left = draw(key, purpose.entry, 0) * total;
    for (let code = 0; code < weights.length; code++) {
      left -= weights[code] ?? 0;
      if (left < 0) return code;
    }
    return entry.subscription;
  };
}

function entryWeights({ entry_mix: mix }: Scenario, gifts: number) {
  const weights = [mix.subscription, mix.a_la_carte, mix.gift_purchaser * gifts, mix.gift_recipient * gifts];
  return { weights, total: weights.reduce((sum, weight) => sum + weight, 0) };
}
