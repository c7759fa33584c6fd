import { secondsPerDay } from "./calendar.ts";
import { draw, drawInteger, purpose } from "./random.ts";
import { valueAt } from "./rule.ts";
import type { Person, World } from "./world.ts";

export type ReversalKind = "refund" | "credit" | "replacement" | "chargeback";

/** The reversal of one order line, in cents; `bookedCents` is its reduction of booked net (0 for a replacement). */
export interface Reversal {
  readonly at: number;
  readonly kind: ReversalKind;
  readonly amountCents: number;
  readonly replacementCostCents: number;
  readonly bookedCents: number;
}

const lateShare = 0.04;
const fullRefundShare = 0.7;
/** Beans, packing and postage of a replacement, in percent of list. */
const replacementCostPercent = 45;

/**
 * At most one reversal per line: the four rates divide one draw, those that reduce booked net first. One that would come
 * after the data's end does not happen.
 */
export function reversalOf(
  world: World,
  person: Person,
  billed: { at: number; listCents: number; billedCents: number },
  n: number,
): Reversal | undefined {
  const kind = kindOf(world, person, billed.at, draw(person.key, purpose.reversal, n));
  if (kind === undefined || billed.billedCents === 0) return undefined;
  const at = billed.at + delayOf(person, n);
  if (at >= world.span.end) return undefined;
  const isWhole =
    kind === "replacement" || kind === "chargeback" || draw(person.key, purpose.reversalSize, n) < fullRefundShare;
  const amountCents = isWhole ? billed.billedCents : Math.floor((billed.billedCents + 1) / 2);
  const isReplacement = kind === "replacement";
  return {
    at,
    kind,
    amountCents,
    replacementCostCents: isReplacement ? Math.round((billed.listCents * replacementCostPercent) / 100) : 0,
    bookedCents: isReplacement ? 0 : amountCents,
  };
}

function kindOf(world: World, person: Person, at: number, uniform: number): ReversalKind | undefined {
  const { refundRate, creditRate, replacementRate, chargebackRate } = world.settings;
  let left = uniform - valueAt(refundRate, at, person);
  if (left < 0) return "refund";
  left -= valueAt(creditRate, at, person);
  if (left < 0) return "credit";
  left -= valueAt(chargebackRate, at, person);
  if (left < 0) return "chargeback";
  return left < valueAt(replacementRate, at, person) ? "replacement" : undefined;
}

/** Two to 31 days, early ones likelier; a few percent take 61 to 140 days. */
function delayOf(person: Person, n: number): number {
  const seconds = drawInteger(person.key, purpose.reversalDelay, n * 2 + 1, secondsPerDay);
  const uniform = draw(person.key, purpose.reversalDelay, n * 2);
  if (uniform < lateShare) return (61 + Math.floor((uniform / lateShare) * 79)) * secondsPerDay + seconds;
  return (2 + Math.floor(uniform * uniform * 29)) * secondsPerDay + seconds;
}
