import { type Acquisitions, entry, secondOfDay } from "./acquisition.ts";
import { monthOf, secondsPerDay } from "./calendar.ts";
import type { Deal } from "./offerings.ts";
import { placeOrder, type Recorder } from "./order.ts";
import { draw, drawInteger, purpose } from "./random.ts";
import { valueAt } from "./rule.ts";
import { runSubscription } from "./subscription.ts";
import type { Person, World } from "./world.ts";

/** First slots of orders outside a subscription; deliveries of a subscription count from 0 and stay below them. */
const slots = { first: 400, side: 500, gift: 700 } as const;

/** What customers of each point of entry do besides subscribing: monthly chances, their decay per month, and conversion. */
const habits = [
  { aLaCarte: 0.1, gift: 0.025, decay: 0.03, floor: 0.35, convert: 0 },
  { aLaCarte: 0.34, gift: 0.02, decay: 0.05, floor: 0.12, convert: 0.22 },
  { aLaCarte: 0.03, gift: 0.04, decay: 0.02, floor: 0.4, convert: 0.06 },
  { aLaCarte: 0.07, gift: 0.015, decay: 0.05, floor: 0.2, convert: 0.15 },
] as const;

/** Some customers try other things, most stick to what they have. */
const sideBuyerShare = 0.35;
const sideBuyerFactor = 2.2;
const otherFactor = 0.35;
/** In the first month most have enough coffee at home. */
const firstMonthFactor = 0.5;

/** How much likelier gifts are by calendar month: Valentine's Day, Mother's Day, December. */
const giftSeason = [1, 1.6, 1, 1, 1.5, 1, 1, 1, 1, 1, 2, 6] as const;

/** Sends everything that one customer does up to `horizon` to the recorder. */
export function live(world: World, plan: Acquisitions, person: Person, until: number, recorder: Recorder): void {
  if (person.entry === entry.none) return;
  const start = person.acquiredAt;
  const left = leavesAt(world, person, until);
  const [horizon, leaves] = [left ?? until, left !== undefined];
  if (person.entry === entry.subscription) runSubscription(world, person, { start, horizon, leaves }, recorder);
  if (person.entry === entry.aLaCarte) {
    const deal = promotionAt(world, person, start, slots.first);
    placeOrder(world, person, { slot: slots.first, at: start, type: "a_la_carte", deal }, recorder);
  }
  if (person.entry === entry.giftPurchaser) {
    const recipient = plan.gifts.firstRecipient(person.index);
    placeOrder(world, person, { slot: slots.first, at: start, type: "gift", recipient }, recorder);
  }
  if (person.entry !== entry.subscription) convert(world, person, { horizon, leaves }, recorder);
  buyAside(world, person, horizon, recorder);
  giveToNewCustomers(world, plan, person, until, recorder);
}

const blockSeconds = 30 * secondsPerDay;

/** When a customer leaves for good, after their first 30 days; undefined if they stay until then. */
function leavesAt({ settings: { leaveShare } }: World, person: Person, until: number): number | undefined {
  if (leaveShare === undefined) return undefined;
  for (let block = 1; ; block++) {
    const at = person.acquiredAt + block * blockSeconds;
    if (at >= until) return undefined;
    if (draw(person.key, purpose.leave, block) < valueAt(leaveShare, at, person)) return at;
  }
}

/** Some with another point of entry subscribe within about half a year. */
function convert(
  world: World,
  person: Person,
  { horizon, leaves }: { readonly horizon: number; readonly leaves: boolean },
  recorder: Recorder,
): void {
  if (draw(person.key, purpose.convert, 0) >= (habits[person.entry]?.convert ?? 0)) return;
  const uniform = draw(person.key, purpose.convertDelay, 0);
  const days = 7 + Math.floor(uniform * uniform * 200);
  const midnight = Math.floor(person.acquiredAt / secondsPerDay) * secondsPerDay;
  const start = midnight + days * secondsPerDay + secondOfDay(person.key, 1);
  if (start < horizon) runSubscription(world, person, { start, horizon, leaves }, recorder);
}

/** At most one a la carte or gift order in each 30 days of tenure, including by subscribers. */
function buyAside(world: World, person: Person, horizon: number, recorder: Recorder): void {
  const habit = habits[person.entry];
  if (habit === undefined) return;
  const midnight = Math.floor(person.acquiredAt / secondsPerDay) * secondsPerDay;
  const taste = draw(person.key, purpose.sideBuyer, 0) < sideBuyerShare ? sideBuyerFactor : otherFactor;
  for (let block = 0; midnight + block * 30 * secondsPerDay < horizon; block++) {
    const slot = slots.side + block;
    const day = block * 30 + 1 + drawInteger(person.key, purpose.sideSecond, block, 29);
    const at = midnight + day * secondsPerDay + secondOfDay(person.key, slot);
    if (at >= horizon) return;
    const factor = block === 0 ? taste * firstMonthFactor : taste;
    const aLaCarte = habit.aLaCarte * factor * Math.max(habit.floor, 1 - habit.decay * block);
    const gift = habit.gift * factor * (giftSeason[monthOf(at)] ?? 1);
    const uniform = draw(person.key, purpose.side, block);
    if (uniform >= aLaCarte + gift) continue;
    const type = uniform < aLaCarte ? "a_la_carte" : "gift";
    const deal = type === "a_la_carte" ? promotionAt(world, person, at, slot) : undefined;
    placeOrder(world, person, { slot, at, type, deal }, recorder);
  }
}

function promotionAt(world: World, person: Person, at: number, slot: number): Deal | undefined {
  const { promotionShare, promotionDepth } = world.settings;
  if (draw(person.key, purpose.promotion, slot) >= valueAt(promotionShare, at, person)) return undefined;
  return world.deal("promotion", 1, valueAt(promotionDepth, at, person));
}

function giveToNewCustomers(
  world: World,
  plan: Acquisitions,
  person: Person,
  horizon: number,
  recorder: Recorder,
): void {
  let slot: number = slots.gift;
  for (const to of plan.gifts.laterRecipients(person.index)) {
    const at = plan.acquiredAt(to);
    if (at < horizon) placeOrder(world, person, { slot: slot++, at, type: "gift", recipient: to }, recorder);
  }
}
