import type { CellLayout, Totals } from "../../source/analysis/period-cells.ts";
import {
  fieldAt,
  fieldCount,
  kinds,
  type Program,
  programFieldAt,
  programsWith,
} from "../../source/query/driver-fields.ts";

/** A small generator of numbers in [0, 1), the same everywhere. */
export function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

export function smallLayout(
  channels: number,
  sizes: number,
  profiles: number,
  own: readonly string[] = [],
): CellLayout {
  const range = (count: number) => Array.from({ length: count }, (_, index) => index);
  return {
    programs: own,
    channels: range(channels).map((index) => `channel ${index}`),
    sizes: range(sizes).map((index) => `size ${index}`),
    profiles: range(profiles).map((index) => `profile ${index}`),
    products: range(channels).flatMap((channel) =>
      range(sizes).flatMap((size) => range(profiles).map((profile) => ({ channel, size, profile }))),
    ),
  };
}

/** Sums that could be a period's: consistent between channels and products, some channels and products missing. */
export function randomTotals(
  layout: CellLayout,
  next: () => number,
  reversalShare = 0.2,
  leftOut: readonly Program[] = [],
): Totals {
  const width = fieldCount(layout.programs);
  const totals: Totals = {
    programs: layout.programs,
    channels: new Float64Array(layout.channels.length * width),
    products: new Float64Array(layout.products.length * 2),
  };
  for (let channel = 0; channel < layout.channels.length; channel += 1) {
    const setAt = (field: number, value: number) => {
      totals.channels[channel * width + field] = Math.round(value);
    };
    const set = (field: keyof typeof fieldAt, value: number) => {
      setAt(fieldAt[field], value);
    };
    if (channel > 0 && next() < 0.2) continue;
    set("customers", 20 + next() * 200);
    if (channel > 0 && next() < 0.2) continue;
    let [bags, list] = [0, 0];
    for (const [index, product] of layout.products.entries()) {
      if (product.channel !== channel || next() < 0.3) continue;
      const count = Math.ceil(next() * 50);
      const value = Math.round(count * (900 + next() * 1500));
      totals.products[index * 2] = count;
      totals.products[index * 2 + 1] = value;
      bags += count;
      list += value;
    }
    set("orders", bags / (1 + next()));
    set("bags", bags);
    set("list", list);
    let billed = list;
    for (const [index, program] of programsWith(layout.programs).entries()) {
      if (leftOut.some((name) => name === program)) continue;
      const on = Math.round(list * next() * 0.2);
      const discount = Math.round(on * next() * 0.5);
      setAt(programFieldAt(index, "list_on"), on);
      setAt(programFieldAt(index, "discount"), discount);
      billed -= discount;
    }
    for (const kind of kinds) {
      const reversed = Math.round(billed * next() * reversalShare);
      set(`reversed_${kind}`, reversed);
      set(`reversal_${kind}`, reversed * next());
    }
    set("plug", (next() - 0.5) * 500);
    set("deferred", next() * 900);
  }
  return totals;
}
