import { type BusinessWords, worded } from "../domain/business-words.ts";
import { intervalEnd } from "../domain/format/interval-end.ts";
import { formatNumber } from "../domain/format.ts";
import { segmentWords } from "../domain/segment-dimension.ts";
import type { SwitchingVerdict } from "./switching.ts";
import { effectPerCustomer, type Switching, type SwitchingSide, shareOf } from "./switching.ts";
import { count, customersOf, percent } from "./words.ts";

/** With fewer customers who changed than this, there is no verdict. */
const fewest = 30;
/** Half of a 95 % interval of a mean, in standard errors. */
const standardErrors = 1.96;

/** The mean effect over the customers who changed with its 95 % interval; undefined if it cannot be computed. */
function effectInterval(side: SwitchingSide): { readonly low: number; readonly high: number } | undefined {
  const mean = effectPerCustomer(side);
  const { customers, effectSquares } = side;
  if (mean === null || effectSquares === null || customers < 2) return undefined;
  const variance = Math.max(0, (effectSquares - customers * mean * mean) / (customers - 1));
  const half = standardErrors * Math.sqrt(variance / customers);
  return { low: mean - half, high: mean + half };
}

export function switchingVerdict(side: SwitchingSide): SwitchingVerdict {
  if (side.customers === 0) return "no changes";
  if (side.customers < fewest) return "too few";
  const interval = effectInterval(side);
  if (interval === undefined) return "no prices";
  if (interval.high < 0) return "trading down";
  return interval.low > 0 ? "trading up" : "no direction";
}

/**
 * A sentence about a period's changes: how many customers of how many, the effect per customer, and its direction. `label`
 * names the period unless it is all days.
 */
export function switchingSentence(
  { question }: Switching,
  side: SwitchingSide,
  label: string | undefined,
  { currency, words }: { readonly currency: string; readonly words: BusinessWords },
): string {
  const what = changedWords(question.of, words);
  const who = question.from === "plans" ? "with a plan" : "who ordered";
  const of = `Of ${customersOf(side.holders)} ${who}${label === undefined ? "" : ` in ${label}`}`;
  const verdict = switchingVerdict(side);
  if (verdict === "no changes") return `${of}, none changed ${what}.`;
  const changed = `${of}, ${count(side.customers)} changed ${what} (${percent(shareOf(side, side))})`;
  const mean = effectPerCustomer(side);
  const interval = effectInterval(side);
  if (mean === null || interval === undefined) return `${changed}; there are no list prices to tell the direction.`;
  const ends = [interval.low, interval.high].map((end) => intervalEnd(end, "money", { currency, isCell: true }));
  const money = formatNumber(mean, "money", { currency, signed: true });
  const worth = `${changed}: ${money} of list price each (95 % interval ${ends.join(" to ")})`;
  return `${worth}, ${directions[verdict]}.`;
}

/** What was changed, in the business's words: `plan`, `price point`, `bag size`. */
export function changedWords(of: Switching["question"]["of"], words: BusinessWords): string {
  if (of === "bag_size") return worded("{unit} size", words);
  return segmentWords(of === "prepaid_orders" ? "plan" : of);
}

const directions: Readonly<Record<Exclude<SwitchingVerdict, "no changes">, string>> = {
  "trading down": "trading down",
  "trading up": "trading up",
  "no direction": "neither up nor down on the whole",
  "too few": "too few to tell the direction",
  "no prices": "no list prices to tell the direction",
};
