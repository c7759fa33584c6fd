import type { Amount } from "../domain/amount.ts";
import type { NamedDiscount } from "./named-discounts.ts";

/** One step from list price to net as booked, per period. */
export interface TrueUpLine {
  readonly name: string;
  readonly label: string;
  /** A running result (billed, net …), not an amount of its own. */
  readonly isSubtotal: boolean;
  readonly base: Amount;
  readonly compare: Amount;
  readonly basePerCustomer: number;
  readonly comparePerCustomer: number;
  /** For a discount line: the discounts named by the source, with the amounts they take off; empty if it names none. */
  readonly named: readonly NamedDiscount[];
}

export interface TrueUp {
  readonly lines: readonly TrueUpLine[];
  /** Booked net less the sum of the lines; anything but 0 is a failure of the tie-out. */
  readonly baseDifference: Amount;
  readonly compareDifference: Amount;
  /** Order lines counted in silver and, independently, in bronze. */
  readonly baseRows: number;
  readonly compareRows: number;
  readonly baseBookedRows: number;
  readonly compareBookedRows: number;
  /** The amount per customer of counted reversals that came more than `comparableDays` after their order, by period. */
  readonly lateReversals: readonly [number, number];
  /** The same check by month of acquisition and by channel. */
  readonly parts: readonly TrueUpPart[];
}

export interface TrueUpPart {
  readonly by: "month" | "channel";
  readonly period: "base" | "compare";
  /** `2024-03`, or the channel. */
  readonly key: string;
  readonly rows: number;
  readonly list: Amount;
  /** Net as booked. */
  readonly net: Amount;
  /** With the sign of the tie-out: negative if it reduces net revenue. */
  readonly plug: Amount;
  readonly difference: Amount;
}
