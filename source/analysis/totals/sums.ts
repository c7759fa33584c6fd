import type { CustomerKind } from "../../query/totals-placed.ts";

/** The names that the sums of both periods refer to by number. */
export interface TotalsLayout {
  readonly kinds: readonly CustomerKind[];
  readonly programs: readonly string[];
  readonly products: readonly string[];
}

/** Fields of a kind before those of the discount programs. Money in currency units. */
export const kindFields = ["customers", "orders", "units", "list", "reversals", "plug"] as const;
export type KindField = (typeof kindFields)[number];

/** Sums of one period. */
export interface TotalsSums {
  /** kinds x (`kindFields`, then list value on the program and its discount for each program) */
  readonly kinds: Float64Array;
  /** kinds x products x (units, list value) */
  readonly products: Float64Array;
}

/** The number of fields of a kind in `TotalsSums.kinds`. */
export function fieldCount({ programs }: TotalsLayout): number {
  return kindFields.length + 2 * programs.length;
}

/** Sums to be summed into. */
export interface OpenSums extends TotalsSums {
  /** The sums of kinds and then those of products, in the same memory. */
  readonly all: Float64Array;
}

export function emptySums(layout: TotalsLayout): OpenSums {
  const ofKinds = layout.kinds.length * fieldCount(layout);
  const all = new Float64Array(ofKinds + layout.kinds.length * layout.products.length * 2);
  return { kinds: all.subarray(0, ofKinds), products: all.subarray(ofKinds), all };
}

/** One field of a kind. */
export function fieldOf(layout: TotalsLayout, sums: TotalsSums, kind: number, field: KindField): number {
  return sums.kinds[kind * fieldCount(layout) + kindFields.indexOf(field)] ?? 0;
}

/** List value on a program, or the program's discount, of a kind. */
export function programOf(
  layout: TotalsLayout,
  sums: TotalsSums,
  kind: number,
  program: number,
  what: "list" | "discount",
): number {
  const at = kindFields.length + 2 * program + (what === "list" ? 0 : 1);
  return sums.kinds[kind * fieldCount(layout) + at] ?? 0;
}

/** All kinds of customers together, without guests: the source of a rate that a kind lacks. */
export function pooledSums(layout: TotalsLayout, sums: TotalsSums): TotalsSums {
  const pooled = emptySums({ ...layout, kinds: ["all"] });
  const isPooled = layout.kinds.map((kind) => kind !== "guests");
  for (const [name, width] of [
    ["kinds", fieldCount(layout)],
    ["products", layout.products.length * 2],
  ] as const) {
    const from = sums[name];
    const to = pooled[name];
    for (let at = 0; at < from.length; at += 1) {
      if (isPooled[Math.floor(at / width)]) to[at % width] = (to[at % width] ?? 0) + (from[at] ?? 0);
    }
  }
  return pooled;
}
