import {
  emptySums,
  fieldOf,
  type KindField,
  pooledSums,
  programOf,
  type TotalsLayout,
  type TotalsSums,
} from "./sums.ts";

/** A factor in both periods. */
export type Pair = readonly [base: Float64Array, compare: Float64Array];

/** How far down the tree the measure goes. */
export type TotalsDepth = "net" | "list" | "units" | "orders";

export interface TotalsOptions {
  readonly depth: TotalsDepth;
  /** Reversals over list value instead of billed value, for data in which a kind billed nothing or reversed more than that. */
  readonly isAdditive: boolean;
}

/** The factors of a total (DRIVERS, 9), per kind of customer: customers x orders x units x mix x price x discounts x reversals. */
export interface TotalsFactors {
  readonly customers: Pair;
  readonly orders: Pair;
  readonly units: Pair;
  /** kinds x products */
  readonly mix: Pair;
  readonly price: Pair;
  /** kinds x programs */
  readonly share: Pair;
  readonly depth: Pair;
  readonly reversed: Pair;
  /** What the tree does not explain, per period. */
  readonly plug: Float64Array;
}

export function emptyFactors({ kinds, products, programs }: TotalsLayout): TotalsFactors {
  const pair = (length: number): Pair => [new Float64Array(length), new Float64Array(length)];
  return {
    customers: pair(kinds.length),
    orders: pair(kinds.length),
    units: pair(kinds.length),
    mix: pair(kinds.length * products.length),
    price: pair(kinds.length * products.length),
    share: pair(kinds.length * programs.length),
    depth: pair(kinds.length * programs.length),
    reversed: pair(kinds.length),
    plug: new Float64Array(2),
  };
}

/** The measure itself, from the sums. */
export function totalOf(layout: TotalsLayout, sums: TotalsSums, { depth }: TotalsOptions): number {
  let total = 0;
  for (let kind = 0; kind < layout.kinds.length; kind += 1) {
    const of = (field: KindField) => fieldOf(layout, sums, kind, field);
    if (depth === "orders" || depth === "units") total += of(depth);
    else total += depth === "list" ? of("list") : billedOf(layout, sums, kind) - of("reversals") - of("plug");
  }
  return total;
}

/** Whether a kind billed nothing for its list value, or reversed more than it billed, in either period. */
export function needsAdditiveForm(layout: TotalsLayout, both: readonly [TotalsSums, TotalsSums]): boolean {
  return both.some((sums) =>
    layout.kinds.some((_, kind) => {
      const billed = billedOf(layout, sums, kind);
      const hasList = fieldOf(layout, sums, kind, "list") !== 0;
      return (hasList && billed <= 0) || fieldOf(layout, sums, kind, "reversals") > Math.max(billed, 0);
    }),
  );
}

function billedOf(layout: TotalsLayout, sums: TotalsSums, kind: number): number {
  let billed = fieldOf(layout, sums, kind, "list");
  for (let program = 0; program < layout.programs.length; program += 1)
    billed -= programOf(layout, sums, kind, program, "discount");
  return billed;
}

/**
 * Writes the factors of two periods' sums. A kind that exists in one period only takes the rates of the other period from
 * all customers of that period together, and its number there is 0. A rate that a kind lacks in a period in which it exists
 * (the price of a product that it did not buy) is that of all customers of the period, otherwise its own of the other
 * period.
 */
export function fillFactors(
  factors: TotalsFactors,
  layout: TotalsLayout,
  both: readonly [TotalsSums, TotalsSums],
  options: TotalsOptions,
): void {
  const pooled = [pooledSums(layout, both[0]), pooledSums(layout, both[1])] as const;
  const sources = both.map((own, period) => ({ own, pooled: pooled[period] ?? emptySums(layout) }));
  for (const period of [0, 1] as const) {
    const [here, elsewhere] = period === 0 ? [sources[0], sources[1]] : [sources[1], sources[0]];
    if (here === undefined || elsewhere === undefined) continue;
    for (let kind = 0; kind < layout.kinds.length; kind += 1)
      fillKind(factors, layout, { period, kind, here, elsewhere }, options);
  }
}

interface Sources {
  readonly own: TotalsSums;
  readonly pooled: TotalsSums;
}

interface Place {
  readonly period: 0 | 1;
  readonly kind: number;
  readonly here: Sources;
  readonly elsewhere: Sources;
}

/** Reads one number of the sums of a kind. */
type Read = (sums: TotalsSums, kind: number) => number;

function fillKind(factors: TotalsFactors, layout: TotalsLayout, place: Place, options: TotalsOptions): void {
  const { period, kind } = place;
  const of =
    (field: KindField): Read =>
    (sums, at) =>
      fieldOf(layout, sums, at, field);
  const isGuests = layout.kinds[kind] === "guests";
  factors.customers[period][kind] = isGuests ? 1 : of("customers")(place.here.own, kind);
  // Guests have no customers to count: their number is that of their orders, 0 if they did not order.
  factors.orders[period][kind] = isGuests
    ? of("orders")(place.here.own, kind)
    : rate(place, of("orders"), of("customers"));
  factors.units[period][kind] = options.depth === "orders" ? 1 : rate(place, of("units"), of("orders"));
  fillProducts(factors, layout, place, options);
  fillReductions(factors, layout, place, options);
}

function fillProducts(factors: TotalsFactors, layout: TotalsLayout, place: Place, { depth }: TotalsOptions): void {
  const { period, kind } = place;
  const count = layout.products.length;
  if (depth === "orders" || depth === "units" || count === 0) return;
  const units: Read = (sums, at) => {
    let sum = 0;
    for (let product = 0; product < count; product += 1) sum += sums.products[(at * count + product) * 2] ?? 0;
    return sum;
  };
  const source = firstNonZero(place, units);
  const all = source === undefined ? 0 : units(source.sums, source.kind);
  for (let product = 0; product < count; product += 1) {
    const unitsOf: Read = (sums, at) => sums.products[(at * count + product) * 2] ?? 0;
    const listOf: Read = (sums, at) => sums.products[(at * count + product) * 2 + 1] ?? 0;
    const at = kind * count + product;
    factors.mix[period][at] = source === undefined || all === 0 ? 0 : unitsOf(source.sums, source.kind) / all;
    factors.price[period][at] = rate(place, listOf, unitsOf);
  }
}

function fillReductions(factors: TotalsFactors, layout: TotalsLayout, place: Place, options: TotalsOptions): void {
  if (options.depth !== "net") return;
  const { period, kind } = place;
  const list: Read = (sums, at) => fieldOf(layout, sums, at, "list");
  const billed: Read = (sums, at) => billedOf(layout, sums, at);
  const reversals: Read = (sums, at) => fieldOf(layout, sums, at, "reversals");
  factors.reversed[period][kind] = rate(place, reversals, options.isAdditive ? list : billed);
  for (let program = 0; program < layout.programs.length; program += 1) {
    const on: Read = (sums, at) => programOf(layout, sums, at, program, "list");
    const discount: Read = (sums, at) => programOf(layout, sums, at, program, "discount");
    // A discount booked on lines without list value has all of it as its share.
    const share: Read = (sums, at) => (on(sums, at) === 0 ? discount(sums, at) : on(sums, at));
    const at = kind * layout.programs.length + program;
    factors.share[period][at] = rate(place, share, list);
    factors.depth[period][at] = rate(place, discount, share);
  }
}

/** The first sums whose denominator is not 0: the kind's own, all customers' of the period, then the other period's. */
function firstNonZero(
  { kind, here, elsewhere }: Place,
  bottom: Read,
): { readonly sums: TotalsSums; readonly kind: number } | undefined {
  if (bottom(here.own, kind) !== 0) return { sums: here.own, kind };
  if (bottom(here.pooled, 0) !== 0) return { sums: here.pooled, kind: 0 };
  if (bottom(elsewhere.own, kind) !== 0) return { sums: elsewhere.own, kind };
  return bottom(elsewhere.pooled, 0) === 0 ? undefined : { sums: elsewhere.pooled, kind: 0 };
}

function rate(place: Place, top: Read, bottom: Read): number {
  const source = firstNonZero(place, bottom);
  return source === undefined ? 0 : top(source.sums, source.kind) / bottom(source.sums, source.kind);
}
