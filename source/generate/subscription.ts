import { secondsPerDay } from "./calendar.ts";
import { type Deal, loyaltyPercent } from "./offerings.ts";
import { type Change, chooseProduct, isFirstMonth, placeOrder, type Recorder } from "./order.ts";
import { draw, drawInteger, purpose } from "./random.ts";
import { chooseAt, valueAt } from "./rule.ts";
import { cadences, prepaidPlans } from "./settings.ts";
import type { Person, World } from "./world.ts";

/** A running subscription; `step` counts the scheduled deliveries and numbers their draws. */
interface Running {
  readonly start: number;
  step: number;
  next: number;
  cadenceDays: number;
  product: number;
  /** The discount of the plan; prepaid ones apply to `prepaidLeft` deliveries, others to the first month. */
  deal: Deal | undefined;
  prepaidLeft: number;
  isReactivated: boolean;
  /** Whether the next delivery is certain: it ends a pause or a cancellation. */
  isCertain: boolean;
}

const skipShare = 0.09;
const laterSkipShare = 0.05;
const pauseShare = 0.03;
const planChangeShare = 0.02;
/** When a prepaid plan is used up, it is renewed, turned into pay as you go, or otherwise cancelled; cumulative shares. */
const renewShare = 0.55;
const payAsYouGoShare = 0.75;
const reactivateShare = 0.25;
const loyaltyShare = 0.25;
const loyaltyAfter = 180 * secondsPerDay;
/** Share that cancels within 28 days, by age of the subscription. */
const laterCancel = { untilDay120: 0.04, after: 0.012 } as const;

/** The context of a subscription: who, where, and until when. */
interface Course {
  readonly world: World;
  readonly person: Person;
  readonly recorder: Recorder;
  readonly horizon: number;
}

/**
 * Runs a subscription from its start to its end or to `horizon`, when customers who leave cancel; every order keeps the
 * time of day of the start.
 */
export function runSubscription(
  world: World,
  person: Person,
  time: { readonly start: number; readonly horizon: number; readonly leaves: boolean },
  recorder: Recorder,
): void {
  const course: Course = { world, person, recorder, horizon: time.horizon };
  const running = startOf(world, person, time.start);
  recorder.change(person, changeOf(running, time.start, "started"));
  while (running.next < time.horizon) {
    const fate = running.isCertain ? "deliver" : fateOf(course, running);
    running.isCertain = false;
    if (fate === "deliver") deliver(course, running);
    else if (fate === "skip") skip(course, running);
    else if (fate === "pause") pause(course, running);
    else if (!cancel(course, running)) return;
    running.step++;
  }
  if (time.leaves) recorder.change(person, changeOf(running, time.horizon, "cancelled"));
}

function startOf(world: World, person: Person, start: number): Running {
  const { settings } = world;
  const cadence = chooseAt(settings.cadenceDays, draw(person.key, purpose.cadence, 0), start, person);
  const running: Running = {
    start,
    step: 0,
    next: start,
    cadenceDays: cadences[cadence] ?? 28,
    product: chooseProduct(world, person, start, 0),
    deal: undefined,
    prepaidLeft: 0,
    isReactivated: false,
    isCertain: true,
  };
  running.deal = dealAtStart(world, person, start);
  running.prepaidLeft = running.deal?.program === "prepaid" ? running.deal.prepaidOrders : 0;
  return running;
}

/** One draw divides the new subscribers: prepaid from below, welcome from above, promotion next to welcome. */
function dealAtStart(world: World, person: Person, at: number): Deal | undefined {
  const { settings } = world;
  const uniform = draw(person.key, purpose.program, 0);
  let left = uniform;
  for (let index = 0; index < settings.prepaidShares.length; index++) {
    const rule = settings.prepaidShares[index];
    if (rule === undefined) break;
    left -= valueAt(rule, at, person);
    if (left < 0) return prepaidDeal(world, person, at, index);
  }
  const welcomeFrom = 1 - valueAt(settings.welcomeShare, at, person);
  if (uniform >= welcomeFrom) return world.deal("welcome", 1, valueAt(settings.welcomeDepth, at, person));
  if (uniform >= welcomeFrom - valueAt(settings.promotionShare, at, person))
    return world.deal("promotion", 1, valueAt(settings.promotionDepth, at, person));
  return undefined;
}

function prepaidDeal(world: World, person: Person, at: number, plan: number): Deal | undefined {
  const rule = world.settings.prepaidDiscounts[plan];
  return rule && world.deal("prepaid", prepaidPlans[plan] ?? 3, valueAt(rule, at, person));
}

type Fate = "deliver" | "skip" | "pause" | "cancel";

/**
 * What happens to the delivery that is due. In the first month it is the same on every plan: prepaid customers pause rather
 * than cancel.
 */
function fateOf(course: Course, running: Running): Fate {
  const { world, person } = course;
  const { step, next } = running;
  const isEarly = isFirstMonth(running.start, next) && !running.isReactivated;
  if (running.deal?.program === "prepaid" && running.prepaidLeft === 0) {
    const renewal = isEarly ? 0 : draw(person.key, purpose.renew, step);
    if (renewal < renewShare) running.prepaidLeft = running.deal.prepaidOrders;
    else if (renewal < payAsYouGoShare) leavePlan(course, running);
    else return "cancel";
  }
  const share = isEarly ? (world.scenario.channels[person.channel]?.early_cancel ?? 0) : laterShare(running);
  if (draw(person.key, purpose.cancel, step) < perStep(share, running.cadenceDays)) {
    if (running.prepaidLeft === 0) return "cancel";
    if (isEarly) return "pause";
  }
  if (draw(person.key, purpose.pause, step) < pauseShare) return "pause";
  if (draw(person.key, purpose.skip, step) < (isEarly ? skipShare : laterSkipShare)) return "skip";
  if (!isEarly && draw(person.key, purpose.change, step) < planChangeShare) changePlan(course, running);
  return "deliver";
}

function laterShare(running: Running): number {
  return running.next < running.start + 120 * secondsPerDay ? laterCancel.untilDay120 : laterCancel.after;
}

/** Turns a share per 28 days into one per delivery; with square roots only, which every machine computes identically. */
function perStep(share: number, cadenceDays: number): number {
  const week = Math.sqrt(Math.sqrt(1 - share));
  if (cadenceDays === 7) return 1 - week;
  if (cadenceDays === 14) return 1 - week * week;
  if (cadenceDays === 21) return 1 - week * week * week;
  return 1 - (1 - share);
}

function deliver(course: Course, running: Running): void {
  moveToOtherBag(course, running);
  const { world, person, recorder } = course;
  const { next: at, step: slot, product } = running;
  const deal = dealNow(world, person, running);
  placeOrder(world, person, { slot, at, type: "subscription", product, deal }, recorder);
  if (deal?.program === "prepaid") running.prepaidLeft--;
  running.next += running.cadenceDays * secondsPerDay;
}

/** From this age on subscribers take a smaller bag, if the scenario says so. */
const downsizeAfter = 90 * secondsPerDay;

/** Takes the standard bag instead of the large one, or another coffee instead of one that is no longer sold. */
function moveToOtherBag({ world, person, recorder }: Course, running: Running): void {
  const { next, step, start, product } = running;
  const { downsizeShare, hitProductShare } = world.settings;
  const { standardOf, hitProduct } = world.products;
  const isOld = downsizeShare !== undefined && next >= start + downsizeAfter;
  if (isOld && draw(person.key, purpose.downsize, 0) < valueAt(downsizeShare, next, person))
    running.product = standardOf[product] ?? product;
  if (hitProductShare !== undefined && product === hitProduct && valueAt(hitProductShare, next, person) === 0)
    running.product = chooseProduct(world, person, next, step + 2000);
  // At the delivery, since it may follow a pause, during which no change may happen.
  if (running.product !== product) recorder.change(person, changeOf(running, next, "plan_changed"));
}

function dealNow(world: World, person: Person, running: Running): Deal | undefined {
  const { deal, next, step, start } = running;
  if (deal?.program === "prepaid") return deal;
  if (deal && isFirstMonth(start, next)) return deal;
  const isLoyal = next >= start + loyaltyAfter && draw(person.key, purpose.loyalty, step) < loyaltyShare;
  return isLoyal ? world.deal("loyalty", 1, loyaltyPercent) : undefined;
}

function skip({ person, recorder }: Course, running: Running): void {
  recorder.change(person, changeOf(running, running.next - secondsPerDay, "skipped"));
  running.next += running.cadenceDays * secondsPerDay;
}

function pause({ person, recorder, horizon }: Course, running: Running): void {
  recorder.change(person, changeOf(running, running.next - secondsPerDay, "paused"));
  running.next += (28 + 14 * drawInteger(person.key, purpose.pause, running.step + 1000, 6)) * secondsPerDay;
  running.isCertain = true;
  if (running.next < horizon) recorder.change(person, changeOf(running, running.next, "resumed"));
}

/** Ends the subscription; false when it stays ended. */
function cancel({ person, recorder, horizon }: Course, running: Running): boolean {
  const sooner = 1 + drawInteger(person.key, purpose.cancel, running.step + 1000, 3 * secondsPerDay);
  recorder.change(person, changeOf(running, running.next - sooner, "cancelled"));
  if (draw(person.key, purpose.reactivate, running.step) >= reactivateShare) return false;
  running.next += (56 + 7 * drawInteger(person.key, purpose.reactivate, running.step + 1000, 24)) * secondsPerDay;
  running.deal = undefined;
  running.prepaidLeft = 0;
  running.isReactivated = true;
  running.isCertain = true;
  if (running.next < horizon) recorder.change(person, changeOf(running, running.next, "reactivated"));
  return true;
}

function leavePlan({ person, recorder }: Course, running: Running): void {
  running.deal = undefined;
  recorder.change(person, changeOf(running, running.next - 2 * secondsPerDay, "plan_changed"));
}

function changePlan({ world, person, recorder }: Course, running: Running): void {
  const at = running.next - 2 * secondsPerDay;
  const n = running.step + 1000;
  const uniform = draw(person.key, purpose.cadence, n);
  if (draw(person.key, purpose.change, n) < 0.5)
    running.cadenceDays = cadences[chooseAt(world.settings.cadenceDays, uniform, at, person)] ?? 28;
  else running.product = chooseProduct(world, person, at, n);
  recorder.change(person, changeOf(running, at, "plan_changed"));
}

function changeOf(running: Running, at: number, state: Change["state"]): Change {
  return {
    at,
    state,
    cadenceDays: running.cadenceDays,
    prepaidOrders: running.deal?.program === "prepaid" ? running.deal.prepaidOrders : 1,
    product: running.product,
  };
}
