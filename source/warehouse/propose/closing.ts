import { nearlyAll } from "./line-sample.ts";

/** A sum that agrees with another column: `total = base + shipping - discount`. */
export interface Closing {
  /** Terms that are added, and terms that are subtracted. */
  readonly plus: readonly string[];
  readonly minus: readonly string[];
  /** Number of orders (or lines) in which it holds, of those that have both. */
  readonly held: number;
  readonly of: number;
}

export interface Term {
  readonly name: string;
  readonly sign: 1 | -1;
  readonly values: readonly (number | undefined)[];
}

/** Tolerates half a cent per line and rounding; `lines` is the number of lines in each value. */
function isEqual(a: number, b: number, lines: number): boolean {
  return Math.abs(a - b) <= 0.0051 * lines + 0.0051;
}

/**
 * The fewest terms to add to or subtract from `base` to get `target` in nearly all orders, and at least three. Terms that are
 * zero throughout are left out. Undefined if no combination does.
 */
export function closingOf(
  base: readonly (number | undefined)[],
  target: readonly (number | undefined)[],
  terms: readonly Term[],
  lines: readonly number[],
): Closing | undefined {
  const moving = terms.filter((term) => term.values.some((value) => value !== undefined && value !== 0));
  const both = base.flatMap((value, at) => (value === undefined || target[at] === undefined ? [] : [at]));
  if (both.filter((at) => base[at] !== 0).length < 3) return undefined;
  let best: Closing | undefined;
  for (const chosen of subsets(moving.length).toSorted((a, b) => a.length - b.length)) {
    const used = chosen.flatMap((index) => moving[index] ?? []);
    const held = both.filter((at) => {
      const sum = used.reduce((all, { sign, values }) => all + sign * (values[at] ?? 0), base[at] ?? 0);
      return isEqual(sum, target[at] ?? 0, lines[at] ?? 1);
    }).length;
    if (held < nearlyAll * both.length || held <= (best?.held ?? 0)) continue;
    best = {
      plus: used.filter(({ sign }) => sign > 0).map(({ name }) => name),
      minus: used.filter(({ sign }) => sign < 0).map(({ name }) => name),
      held,
      of: both.length,
    };
  }
  return best;
}

function subsets(size: number): readonly (readonly number[])[] {
  const bounded = Math.min(size, 7);
  return Array.from({ length: 2 ** bounded }, (_, mask) =>
    Array.from({ length: bounded }, (_, bit) => bit).filter((bit) => (mask & (2 ** bit)) !== 0),
  );
}
