import { secondsPerDay } from "./calendar.ts";
import type { Deal } from "./offerings.ts";
import { priceAt } from "./products.ts";
import { draw, drawInteger, purpose } from "./random.ts";
import { type Reversal, reversalOf } from "./reversal.ts";
import { chooseAt, valueAt } from "./rule.ts";
import { pricePoints } from "./settings.ts";
import type { Person, World } from "./world.ts";

export type TransactionType = "subscription" | "a_la_carte" | "gift";

/** One order line; money in cents. `slot` numbers the order within the customer. */
export interface Line {
  readonly slot: number;
  readonly at: number;
  readonly type: TransactionType;
  /** Index of the customer who receives a gift, -1 if unknown. */
  readonly recipient: number;
  readonly product: number;
  readonly quantity: number;
  readonly deal: Deal | undefined;
  readonly listCents: number;
  readonly discountCents: number;
  readonly plugCents: number;
  /** List less discount, refund, credit, chargeback and plug: as the business books it. */
  readonly netCents: number;
  readonly reversal: Reversal | undefined;
}

export interface Change {
  readonly at: number;
  readonly state: "started" | "paused" | "resumed" | "skipped" | "plan_changed" | "cancelled" | "reactivated";
  readonly cadenceDays: number;
  readonly prepaidOrders: number;
  readonly product: number;
}

/** Receives everything that happens to one customer. */
export interface Recorder {
  line(person: Person, line: Line): void;
  change(person: Person, change: Change): void;
}

export interface Order {
  /** Numbers the order within the customer; its draws depend on it alone. */
  readonly slot: number;
  readonly at: number;
  readonly type: TransactionType;
  readonly product?: number;
  readonly deal?: Deal | undefined;
  readonly recipient?: number;
}

const secondLineShare = 0.4;

/** Places an order of one or two bags, as one line or occasionally as two lines of different products. */
export function placeOrder(world: World, person: Person, order: Order, recorder: Recorder): void {
  const mean = valueAt(world.settings.bagsPerOrder, order.at, person);
  const bags = draw(person.key, purpose.bags, order.slot) < mean - 1 ? 2 : 1;
  const isPremium = isInFirstStore(world, person, order);
  const product = order.product ?? chooseProduct(world, person, order.at, order.slot * 2, isPremium);
  if (bags === 2 && draw(person.key, purpose.split, order.slot) < secondLineShare) {
    recorder.line(person, lineOf(world, person, order, { number: 0, product, quantity: 1 }));
    const second = chooseProduct(world, person, order.at, order.slot * 2 + 1, isPremium);
    recorder.line(person, lineOf(world, person, order, { number: 1, product: second, quantity: 1 }));
    return;
  }
  recorder.line(person, lineOf(world, person, order, { number: 0, product, quantity: bags }));
}

/** Whether an order without a plan is made in the first store of the region, which sells only premium coffees. */
export function isInFirstStore(
  { settings: { firstStoreShare } }: World,
  person: Person,
  { type, slot, at }: Pick<Order, "type" | "slot" | "at">,
): boolean {
  if (firstStoreShare === undefined || type === "subscription") return false;
  return draw(person.key, purpose.firstStore, slot) < valueAt(firstStoreShare, at, person);
}

/** A product by bag size, then price point, then any profile of that point: three independent draws. */
export function chooseProduct(world: World, person: Person, at: number, n: number, isPremium = false): number {
  const { settings, products } = world;
  const { hitProductShare } = settings;
  if (hitProductShare && draw(person.key, purpose.hitProduct, n) < valueAt(hitProductShare, at, person))
    return products.hitProduct;
  const large = draw(person.key, purpose.size, n) < valueAt(settings.largeBagShare, at, person) ? 1 : 0;
  const chosen = chooseAt(settings.coffeeProfile, draw(person.key, purpose.point, n), at, person);
  const point = isPremium ? pricePoints.indexOf("premium") : chosen;
  const choice = products.bySize[large]?.[point] ?? [];
  return choice[drawInteger(person.key, purpose.profile, n, choice.length)] ?? 0;
}

function lineOf(
  world: World,
  person: Person,
  order: Order,
  { number, product, quantity }: { number: number; product: number; quantity: number },
): Line {
  const sold = world.products.all[product];
  const listCents = (sold === undefined ? 0 : priceAt(sold, order.at)) * quantity;
  const discountCents = order.deal === undefined ? 0 : percentOf(listCents, order.deal.percent);
  const n = order.slot * 2 + number;
  const billed = { at: order.at, listCents, billedCents: listCents - discountCents };
  const reversal = reversalOf(world, person, billed, n);
  const bookedCents = reversal?.bookedCents ?? 0;
  const plugCents = number === 0 ? plugOf(world, person, order) : 0;
  return {
    slot: order.slot,
    at: order.at,
    type: order.type,
    recipient: order.recipient ?? -1,
    product,
    quantity,
    deal: order.deal,
    listCents,
    discountCents,
    plugCents,
    netCents: listCents - discountCents - bookedCents - plugCents,
    reversal,
  };
}

/** Rounds half away from zero, like the warehouse; cents and percent are not negative. */
function percentOf(cents: number, percent: number): number {
  return Math.floor((cents * percent + 50) / 100);
}

/** The frequency of a plug on orders after the first month, relative to the first order. */
const laterPlugFactor = 0.5;

/**
 * What the books lack for no known reason: 20 to 219 cents on a few orders, in the first month only on the first one. That
 * month's plug is thus an amount per customer, whatever else the customer orders or sends back, as in the metric tree.
 */
function plugOf(world: World, person: Person, { slot, at }: Order): number {
  const isFirst = at === person.acquiredAt;
  if (!isFirst && isFirstMonth(person.acquiredAt, at)) return 0;
  const rate = valueAt(world.settings.plugRate, at, person) * (isFirst ? 1 : laterPlugFactor);
  if (draw(person.key, purpose.plug, slot) >= rate) return 0;
  return 20 + drawInteger(person.key, purpose.plugSize, slot, 200);
}

/** Whether an order falls into the first 30 days after `start`. */
export function isFirstMonth(start: number, at: number): boolean {
  return at < start + 30 * secondsPerDay;
}
