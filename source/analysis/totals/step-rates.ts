import { fieldOf, type KindField, pooledSums, programOf } from "./sums.ts";
import type { TotalsEvidence } from "./totals-evidence.ts";

export type Side = 0 | 1;

/** A product on both sides: its share of the units, and its list price. */
export interface Product {
  readonly name: string;
  readonly shares: readonly [number, number];
  readonly prices: readonly [number | null, number | null];
}

export function productsOf({ layout, sums }: TotalsEvidence): readonly Product[] {
  const pools = sums.map((side) => {
    const cells = new Float64Array(layout.products.length * 2);
    for (let at = 0; at < side.products.length; at += 1)
      cells[at % cells.length] = (cells[at % cells.length] ?? 0) + (side.products[at] ?? 0);
    return cells;
  });
  const units = pools.map((cells) => layout.products.reduce((sum, _, at) => sum + (cells[at * 2] ?? 0), 0));
  return layout.products.map((name, at): Product => {
    const of = (side: Side, place: 0 | 1) => pools[side]?.[at * 2 + place] ?? 0;
    const share = (side: Side) => ((units[side] ?? 0) === 0 ? 0 : of(side, 0) / (units[side] ?? 1));
    const price = (side: Side) => (of(side, 0) === 0 ? null : of(side, 1) / of(side, 0));
    return { name, shares: [share(0), share(1)], prices: [price(0), price(1)] };
  });
}

export function programRates({ layout, sums }: TotalsEvidence, side: Side, program: number) {
  const add = (what: "list" | "discount") =>
    layout.kinds.reduce((sum, _, kind) => sum + programOf(layout, sums[side], kind, program, what), 0);
  const [on, discount] = [add("list"), add("discount")];
  const list = layout.kinds.reduce((sum, _, kind) => sum + fieldOf(layout, sums[side], kind, "list"), 0);
  return { share: list === 0 ? 0 : on / list, depth: on === 0 ? 0 : discount / on };
}

export function billedOf(evidence: TotalsEvidence, side: Side): number {
  const { layout, sums } = evidence;
  const discounts = layout.programs.reduce(
    (total, _, program) =>
      total + layout.kinds.reduce((sum, __, kind) => sum + programOf(layout, sums[side], kind, program, "discount"), 0),
    0,
  );
  return whole(evidence, side, "list") - discounts;
}

/** A field of all kinds, including guests. */
export function whole({ layout, sums }: TotalsEvidence, side: Side, field: KindField): number {
  return layout.kinds.reduce((sum, _, kind) => sum + fieldOf(layout, sums[side], kind, field), 0);
}

/** A field of all customers, without guests. */
export function pooled({ layout, sums }: TotalsEvidence, side: Side, field: KindField): number {
  return fieldOf({ ...layout, kinds: ["all"] }, pooledSums(layout, sums[side]), 0, field);
}

export function guests({ layout, sums }: TotalsEvidence, side: Side): number {
  const kind = layout.kinds.indexOf("guests");
  return kind < 0 ? 0 : fieldOf(layout, sums[side], kind, "orders");
}
