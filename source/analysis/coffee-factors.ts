import { fieldAt, fieldCount, type Kind, kinds, programFieldAt, programsWith } from "../query/driver-fields.ts";
import type { CellLayout, Totals } from "./period-cells.ts";

/** A factor of both periods; one number per channel, per channel and size, or per product. */
export type Pair = readonly [base: Float64Array, compare: Float64Array];

/** How far down the tree the metric goes: net revenue, list value, bags or orders, each per customer. */
export type Depth = "net" | "list" | "bags" | "orders";

export interface TreeOptions {
  readonly depth: Depth;
  /** Kinds of reversal that reduce the metric. */
  readonly counted: readonly Kind[];
  /** Prepaid plans as cash: adds what was paid but not delivered. */
  readonly cash: boolean;
  /** The form with reversals over list value, for data in which a channel billed nothing or reversed more than it billed. */
  readonly additive: boolean;
}

/**
 * The factors of the metric tree in both periods (DRIVERS, 2). A rate missing in one period takes the other period's value.
 * In the additive form `kindShare` is R/L and `kindSeverity` is 1.
 */
export interface CoffeeFactors {
  readonly layout: CellLayout;
  readonly options: TreeOptions;
  readonly mix: Pair;
  readonly ordersPerCustomer: Pair;
  readonly bagsPerOrder: Pair;
  /** channels x sizes */
  readonly sizeShare: Pair;
  /** per product */
  readonly profileShare: Pair;
  /** per product, in currency units */
  readonly price: Pair;
  /** per program: those of every source, then the source's own */
  readonly programShare: readonly Pair[];
  readonly programDepth: readonly Pair[];
  /** per kind */
  readonly kindShare: readonly Pair[];
  readonly kindSeverity: readonly Pair[];
  /** Unexplained per customer, and prepaid but not delivered per customer, in currency units: [base, compare]. */
  readonly plug: Float64Array;
  readonly timing: Float64Array;
}

export function emptyFactors(layout: CellLayout, options: TreeOptions): CoffeeFactors {
  const channels = layout.channels.length;
  const pair = (length: number): Pair => [new Float64Array(length), new Float64Array(length)];
  return {
    layout,
    options,
    mix: pair(channels),
    ordersPerCustomer: pair(channels),
    bagsPerOrder: pair(channels),
    sizeShare: pair(channels * layout.sizes.length),
    profileShare: pair(layout.products.length),
    price: pair(layout.products.length),
    programShare: programsWith(layout.programs).map(() => pair(channels)),
    programDepth: programsWith(layout.programs).map(() => pair(channels)),
    kindShare: kinds.map(() => pair(channels)),
    kindSeverity: kinds.map(() => pair(channels)),
    plug: new Float64Array(2),
    timing: new Float64Array(2),
  };
}

/** The metric per customer computed from the sums, which the tree must equal. 0 without customers. */
export function metricOf(totals: Totals, { depth, counted, cash }: TreeOptions): number {
  const of = (field: keyof typeof fieldAt) => sumOf(totals, fieldAt[field]);
  const customers = of("customers");
  if (customers === 0) return 0;
  if (depth === "orders") return of("orders") / customers;
  if (depth === "bags") return of("bags") / customers;
  let cents = of("list");
  if (depth === "net") {
    for (const at of discountsAt(totals)) cents -= sumOf(totals, at);
    for (const kind of counted) cents -= of(`reversal_${kind}`);
    cents -= of("plug");
    if (cash) cents += of("deferred");
  }
  return cents / customers / 100;
}

/** Indexes of the discounts of all programs in a row of values. */
function discountsAt({ programs }: Pick<Totals, "programs">): readonly number[] {
  return programsWith(programs).map((_, index) => programFieldAt(index, "discount"));
}

/** A field's sum over the channels. */
export function sumOf(totals: Totals, field: number): number {
  let sum = 0;
  const width = fieldCount(totals.programs);
  for (let at = field; at < totals.channels.length; at += width) sum += totals.channels[at] ?? 0;
  return sum;
}

/** Whether any channel billed nothing for its list value, or reversed more than it billed, in either period. */
export function needsAdditiveForm(totals: readonly Totals[], counted: readonly Kind[]): boolean {
  return totals.some((one) => {
    const { channels, programs } = one;
    for (let at = 0; at < channels.length; at += fieldCount(programs)) {
      const of = (field: keyof typeof fieldAt) => channels[at + fieldAt[field]] ?? 0;
      const billed = billedOf(one, at);
      const reversed = counted.reduce((sum, kind) => sum + of(`reversal_${kind}`), 0);
      if ((of("list") !== 0 && billed <= 0) || reversed > Math.max(billed, 0)) return true;
    }
    return false;
  });
}

/** List value less discounts of the channel whose fields begin at `at`, in cents. */
export function billedOf(totals: Totals, at: number): number {
  const { channels } = totals;
  let billed = channels[at + fieldAt.list] ?? 0;
  for (const discount of discountsAt(totals)) billed -= channels[at + discount] ?? 0;
  return billed;
}

/** The sources of a missing rate that come before the other period. */
export interface Fallback {
  /** The whole sample, of which a replicate may have lost a small cell: its own rates, NaN if it has none. */
  readonly seen?: Pair | undefined;
  /** All channels together, in the same period: sums above and below the line. */
  readonly pooled?:
    | { readonly tops: readonly [number, number]; readonly bottoms: readonly [number, number] }
    | undefined;
}

/**
 * Quotients of both periods. A missing one (zero denominator) is replaced by the whole sample's in the same period,
 * otherwise by that of all channels together, otherwise by the other period's; 0 if there is none. Taking the other
 * period's at once would make the change of the rate too small: a coffee that one channel did not sell is not new if others
 * sold it.
 */
export function setRates(
  pair: Pair,
  at: number,
  tops: readonly [number, number],
  bottoms: readonly [number, number],
  fallback: Fallback,
): void {
  const before = bottoms[0] === 0 ? rateElsewhere(0, at, fallback) : tops[0] / bottoms[0];
  const after = bottoms[1] === 0 ? rateElsewhere(1, at, fallback) : tops[1] / bottoms[1];
  pair[0][at] = before ?? after ?? 0;
  pair[1][at] = after ?? before ?? 0;
}

function rateElsewhere(period: 0 | 1, at: number, { seen, pooled }: Fallback): number | undefined {
  const own = known(seen?.[period][at]);
  return own ?? (pooled?.bottoms[period] ? pooled.tops[period] / pooled.bottoms[period] : undefined);
}

/** The same for the whole sample's own rates, which replicates use as `seen`: NaN if there is none. */
export function setOwnRates(
  pair: Pair,
  at: number,
  tops: readonly [number, number],
  bottoms: readonly [number, number],
): void {
  pair[0][at] = bottoms[0] === 0 ? Number.NaN : tops[0] / bottoms[0];
  pair[1][at] = bottoms[1] === 0 ? Number.NaN : tops[1] / bottoms[1];
}

function known(rate: number | undefined): number | undefined {
  return Number.isNaN(rate) ? undefined : rate;
}
