import { Amount } from "../domain/amount.ts";
import { type Row, text } from "./read-cells.ts";

/** A discount named by the source, with its amount on both sides. */
export interface NamedDiscount {
  readonly program: string;
  readonly name: string;
  readonly base: Amount;
  readonly compare: Amount;
}

/** The number of a program's discounts that are listed; the smaller ones share one line. */
const mostListed = 20;

const none = new Amount(0n);

/**
 * Discounts by program and name from rows of side, program, name and amount: the largest of each program first, the rest of
 * a program as one. Sums are preserved.
 */
export function namedDiscounts(rows: readonly Row[]): readonly NamedDiscount[] {
  const found = new Map<string, NamedDiscount>();
  for (const [side, program, name, amount] of rows) {
    const key = `${text(program)}\n${text(name)}`;
    const one = found.get(key) ?? { program: text(program), name: text(name), base: none, compare: none };
    const at = side === 0 ? "base" : "compare";
    found.set(key, { ...one, [at]: one[at].plus(Amount.of(String(amount))) });
  }
  const all = [...found.values()];
  return [...new Set(all.map(({ program }) => program))]
    .toSorted()
    .flatMap((program) => listed(all.filter((one) => one.program === program)));
}

/** A discount line of a tie-out. */
interface Line {
  readonly label: string;
  readonly named: readonly NamedDiscount[];
}

/** Rows that list a line's discounts below it: the name, and the amount on both sides. */
export function namedRows({ label, named }: Line): readonly (readonly [string, Amount, Amount])[] {
  // A program with a single discount has the discount's name.
  if (named.length === 1 && named[0]?.name === label) return [];
  return named.map(({ name, base, compare }) => [`  ${name}`, none.minus(base), none.minus(compare)]);
}

/** Each discount of one side, as in the JSON output. */
export function namedJson(named: readonly NamedDiscount[], side: "base" | "compare") {
  if (named.length === 0) return {};
  return { discounts_by_name: named.map(({ program, name, [side]: amount }) => ({ program, name, amount })) };
}

/** Whether the source names any discount of a tie-out. */
export function hasNames({ lines }: { readonly lines: readonly { readonly named: readonly unknown[] }[] }): boolean {
  return lines.some(({ named }) => named.length > 0);
}

function listed(all: readonly NamedDiscount[]): readonly NamedDiscount[] {
  const size = ({ base, compare }: NamedDiscount) => Math.abs(Number(base)) + Math.abs(Number(compare));
  const sorted = all.toSorted((a, b) => size(b) - size(a) || (a.name < b.name ? -1 : 1));
  if (sorted.length <= mostListed) return sorted;
  const rest = sorted.slice(mostListed - 1);
  const sum = (side: "base" | "compare") => rest.reduce((total, one) => total.plus(one[side]), none);
  const { program } = rest[0] ?? { program: "" };
  const together = { program, name: `${rest.length} others`, base: sum("base"), compare: sum("compare") };
  return [...sorted.slice(0, mostListed - 1), together];
}
