import {
  type Base,
  baseValues,
  columnValues,
  lineValue,
  type MoneyScene,
  mostOthers,
  type WeighedBase,
} from "./amount-bases.ts";
import { closingOf, type Term } from "./closing.ts";
import { nearlyAll, ordersOf, type SampleLine } from "./line-sample.ts";
import { normalName } from "./normal-name.ts";

/** Prefers the line's booked sum if quantity times price gives the same except for rounding of prices. */
export function asBooked({ sample }: MoneyScene, all: readonly WeighedBase[], likely: WeighedBase): WeighedBase {
  const { base } = likely;
  if (base.quantity === undefined) return likely;
  const pieces = sample.columns.indexOf(base.quantity);
  const isSum = (other: Base) => {
    const at = sample.columns.indexOf(other.column);
    const both = sample.lines.filter(({ numbers }) => numbers[at] !== undefined && (numbers[pieces] ?? 0) !== 0);
    const same = both.filter((line) => {
      const cents = 0.0051 * (1 + Math.abs(line.numbers[pieces] ?? 1));
      return Math.abs((line.numbers[at] ?? 0) - (lineValue(sample, base, line) ?? 0)) <= cents;
    });
    // For a line with a quantity of one, the price is the sum.
    const isSeveral = both.filter(({ numbers }) => Math.abs(numbers[pieces] ?? 1) > 1).length > 2;
    return isSeveral && both.length >= nearlyAll * sample.lines.length && same.length >= nearlyAll * both.length;
  };
  return all.find((one) => one.base.quantity === undefined && one.base.level === "line" && isSum(one.base)) ?? likely;
}

/** What a payment system kept is not part of the price, so amounts before fees are what was sold. */
export function beforeFees(scene: MoneyScene, all: readonly WeighedBase[], { base }: WeighedBase) {
  const lines = ordersOf(scene.sample).map((each) => each.length);
  const values = baseValues(scene, base);
  const fees = scene.money.flatMap((column) => {
    const own = columnValues(scene, column);
    const isMoving = own.some((value) => value !== undefined && value !== 0);
    return column.kind === "fee" && isMoving ? [{ name: column.name, values: own }] : [];
  });
  for (const weighed of fees.length === 0 ? [] : all) {
    if (weighed.base.column === base.column || total(baseValues(scene, weighed.base)) <= total(values)) continue;
    const closing = ([1, -1] as const)
      .map((sign) => {
        const terms = fees.map((fee) => ({ ...fee, sign }));
        return closingOf(values, baseValues(scene, weighed.base), terms, lines);
      })
      .find((found) => found !== undefined && found.plus.length + found.minus.length > 0);
    if (closing === undefined) continue;
    const names = [...closing.plus, ...closing.minus].join(" and ");
    const because = `${weighed.base.label} less ${names} = ${base.label} in ${closing.held} of ${closing.of}: a fee is not part of the price`;
    return { weighed, because };
  }
  return beforeFeesAndMore(scene, all, base, fees);
}

/** A payout that holds more than was paid, such as a tax that the state gives back to a charity, and less a fee. */
function beforeFeesAndMore(
  scene: MoneyScene,
  all: readonly WeighedBase[],
  base: Base,
  fees: readonly Pick<Term, "name" | "values">[],
) {
  const asides = scene.money.filter(({ kind, name }) => kind === "aside" && name !== base.column);
  if (fees.length === 0 || asides.length === 0 || asides.length > mostOthers) return undefined;
  const terms = [
    ...fees.map((fee) => ({ ...fee, sign: 1 as const })),
    ...asides.map((column) => ({ name: column.name, values: columnValues(scene, column), sign: -1 as const })),
  ];
  const lines = ordersOf(scene.sample).map((each) => each.length);
  for (const weighed of all) {
    if (weighed.base.column === base.column) continue;
    const closing = closingOf(baseValues(scene, base), baseValues(scene, weighed.base), terms, lines);
    if (closing === undefined || closing.plus.length === 0 || closing.minus.length === 0) continue;
    const because = `${weighed.base.label} and ${closing.minus.join(" and ")} less ${closing.plus.join(" and ")} = ${base.label} in ${closing.held} of ${closing.of}: a fee is not part of the price`;
    return { weighed, because };
  }
  return undefined;
}

/** The amount in whole units, where the likely one has the same in cents. */
export function inUnits(
  scene: MoneyScene,
  all: readonly WeighedBase[],
  { base, agreements }: WeighedBase,
): WeighedBase | undefined {
  const own = baseValues(scene, base);
  // What is added or deducted has no column in whole units.
  if (agreements.some(({ plus, minus }) => plus.length + minus.length > 0)) return undefined;
  if (base.quantity !== undefined || !own.every((value) => Number.isInteger(value ?? 0))) return undefined;
  return all.find((one) => {
    if (one.base.quantity !== undefined || one.base.level !== base.level) return false;
    const units = baseValues(scene, one.base);
    const both = own.filter((value, at) => value && Math.abs(value - 100 * (units[at] ?? 0)) < 0.51);
    return both.length > fewest && both.length === own.filter((value) => value).length;
  });
}

const paid = /(^|_)(paid|received|collected|bezahlt|pagado|pago|paye)(_|$)/;
const fewest = 3;

/** What was sold, where the likely amount is only what was paid of it so far: the same or less in every order, and nothing in some. */
export function asOwed(scene: MoneyScene, all: readonly WeighedBase[], { base }: WeighedBase): WeighedBase | undefined {
  if (!paid.test(normalName(base.column)) || base.quantity !== undefined) return undefined;
  const own = baseValues(scene, base);
  return all.find((one) => {
    if (one.base.column === base.column || one.base.isGuess || one.base.level !== base.level) return false;
    const both = baseValues(scene, one.base).map((value, at) => [value ?? 0, own[at] ?? 0] as const);
    const isMost = both.every(([owed, got]) => got <= owed + 0.0051);
    const same = both.filter(([owed, got]) => got !== 0 && Math.abs(owed - got) < 0.0051);
    const open = both.filter(([owed, got]) => got === 0 && owed > 0);
    return (
      isMost && same.length >= fewest && open.length >= fewest && same.length + open.length >= nearlyAll * both.length
    );
  });
}

/**
 * What was paid by each means, where a line paid by several stands once for each with its whole amount: the parts of such lines
 * add up to it, and they are alike in all else.
 */
export function inParts(
  { sample }: MoneyScene,
  all: readonly WeighedBase[],
  { base }: WeighedBase,
): WeighedBase | undefined {
  if (base.quantity !== undefined || base.level !== "line") return undefined;
  const own = sample.columns.indexOf(base.column);
  return all.find((one) => {
    if (one.base.column === base.column || one.base.quantity !== undefined || one.base.level !== "line") return false;
    const part = sample.columns.indexOf(one.base.column);
    const alike = Map.groupBy(sample.lines, ({ order, product, numbers }) =>
      JSON.stringify([order, product, numbers.filter((_, at) => at !== part)]),
    );
    const isWhole = (lines: readonly SampleLine[]) =>
      Math.abs(lines.reduce((sum, { numbers }) => sum + (numbers[part] ?? 0), 0) - (lines[0]?.numbers[own] ?? 0)) <
      0.0051;
    const groups = [...alike.values()];
    const split = groups.filter((lines) => lines.length > 1 && lines.some(({ numbers }) => numbers[own] !== 0));
    return split.length >= fewest && groups.filter(isWhole).length >= nearlyAll * groups.length;
  });
}

const charged = /(^|_)(paid|charged|received|collected|bezahlt|gezahlt|pagado|pago|paye|pagato|betaald|betalat)(_|$)/;

/** What customers are given back for buying, which is a discount. */
const earned = /(^|_)(points?|punkte|puntos|punti|pontos|loyalty|bonus|rewards?|miles|cashback)(_|$)/;

/**
 * What was sold, where the likely amount is what was paid of it, and something else paid the rest: first if that is a voucher or a
 * deposit, second if it is points.
 */
export function beforePayments(scene: MoneyScene, all: readonly WeighedBase[], { base }: WeighedBase) {
  if (!charged.test(normalName(base.column)) || base.quantity !== undefined) return undefined;
  const lines = ordersOf(scene.sample).map((each) => each.length);
  const terms = scene.money
    .filter(({ kind, name }) => kind === "aside" && name !== base.column)
    .map((column) => ({ name: column.name, sign: -1 as const, values: columnValues(scene, column) }));
  if (terms.length === 0 || terms.length > mostOthers) return undefined;
  for (const weighed of all) {
    if (weighed.base.column === base.column || weighed.base.quantity !== undefined) continue;
    const closing = closingOf(baseValues(scene, weighed.base), baseValues(scene, base), terms, lines);
    if (closing === undefined || closing.minus.length === 0) continue;
    const isFirst = !closing.minus.some((name) => earned.test(normalName(name)));
    const because = `${weighed.base.label} less ${closing.minus.join(" and ")} = ${base.label} in ${closing.held} of ${closing.of}`;
    return { weighed, isFirst, because };
  }
  return undefined;
}

/** Of sales alone: what goes back has fees of its own. */
function total(values: readonly (number | undefined)[]): number {
  return values.reduce<number>((sum, value) => sum + Math.max(0, value ?? 0), 0);
}
