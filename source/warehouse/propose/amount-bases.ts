import { type Closing, closingOf, type Term } from "./closing.ts";
import { codeInName } from "./currency-marks.ts";
import { type Level, type LineSample, nearlyAll, ordersOf, type SampleLine } from "./line-sample.ts";
import { isRevenueKind, type MoneyKind } from "./money-names.ts";
import { normalName } from "./normal-name.ts";

/** A column of money: its kind by its name, and how often its value is repeated. */
export interface MoneyColumn {
  readonly name: string;
  readonly kind: MoneyKind;
  readonly level: Level;
  /** Whether the data shows the level, or the name only suggests it. */
  readonly isLevelShown: boolean;
  /** Identified by its content alone, because its name says nothing. */
  readonly isGuess: boolean;
  /** Whether it is the side of the books without the revenue. */
  readonly isOtherSide?: boolean;
}

/** What a line's revenue could be based on before anything is deducted: one column, or a price times a quantity. */
export interface Base {
  readonly id: string;
  readonly label: string;
  readonly kind: MoneyKind;
  readonly level: Level;
  readonly column: string;
  readonly quantity: string | undefined;
  /** If nothing but its values says that the quantity is one: whether they make it likely. */
  readonly isLikely?: boolean | undefined;
  /** Columns of pieces that are taken off the quantity. */
  readonly back?: readonly string[];
  /** A column of the price that counts instead where it is filled. */
  readonly reduced?: string;
  readonly isGuess: boolean;
}

/** A whole number that may be the pieces of a line although its name does not say so, and the money that may be of one piece. */
export interface PossiblePieces {
  readonly name: string;
  readonly price: string;
  /** Whether it moves as pieces do, beside what its name or its values make the price of one. */
  readonly isLikely: boolean;
  readonly because: string;
}

/** Columns and lines for trying arithmetic. */
export interface MoneyScene {
  readonly sample: LineSample;
  readonly money: readonly MoneyColumn[];
  readonly quantity: string | undefined;
  /** If no column is known to have the pieces: those that may, likeliest first. */
  readonly possible: readonly PossiblePieces[];
}

/** Every base that the columns allow, likeliest first by name and level. */
export function basesOf(scene: MoneyScene): readonly Base[] {
  const { money, quantity } = scene;
  const bases = money.flatMap((column): readonly Base[] => {
    const { name, kind, level, isGuess } = column;
    if (!isRevenueKind(kind) && !isGuess) return [];
    const once = level === "line" ? "" : ", once per order";
    const alone: Base = { id: name, label: `${name}${once}`, kind, level, column: name, quantity: undefined, isGuess };
    if (!isRevenueKind(kind)) return [{ ...alone, kind: "amount" }];
    const isPrice = kind === "price" || kind === "unit_price";
    const possible = scene.possible.filter(({ price }) => price === name);
    if ((isPrice || isGuess) && level === "line" && possible.length > 0)
      return [...possible.map((each) => timesPieces(alone, each)), alone];
    if (!isPrice || quantity === undefined || level !== "line") {
      const other = isPrice ? undefined : otherAmount(scene, column);
      return kind === "unit_price" && quantity !== undefined
        ? []
        : other === undefined
          ? [alone]
          : [eitherOf(alone, other), alone];
    }
    const product = timesPieces(alone, { name: quantity });
    const reduced = reducedPrice(scene, column);
    return [...(reduced === undefined ? [] : [withReduced(product, reduced)]), product, alone];
  });
  return bases.toSorted((a, b) => rankOf(b) - rankOf(a));
}

/** A base times a column of pieces. */
export function timesPieces(base: Base, { name, isLikely }: Pick<Base, "isLikely"> & { readonly name: string }): Base {
  return { ...base, id: `${name} * ${base.column}`, label: `${name} x ${base.column}`, quantity: name, isLikely };
}

const kindRanks: Readonly<Partial<Record<MoneyKind, number>>> = {
  ...{ net: 60, amount: 50, unit_price: 45, price: 42, subtotal: 40, gross: 30, total: 20 },
};

function rankOf({ kind, level, column, quantity, isGuess, reduced, isLikely }: Base): number {
  const isPriceAlone = quantity === undefined && (kind === "price" || kind === "unit_price");
  const isOfList = /(^|_)(list|original|regular|full|catalogue?|rrp|msrp|uvp|recommended|was)_?price$/.test(
    normalName(column),
  );
  const less =
    (isPriceAlone ? 3 : 0) +
    (isLikely === false ? 4 : 0) +
    (isGuess ? 90 : 0) +
    (isOfList && reduced === undefined ? 1 : 0);
  return (kindRanks[kind] ?? 0) + (level === "line" ? 100 : 0) + (reduced === undefined ? 0 : 0.5) - less;
}

/** A column of the same kind that has the amount of each line that this one lacks: blank or 0 wherever this is not. */
function otherAmount({ money, sample }: MoneyScene, { name, kind, level }: MoneyColumn): string | undefined {
  const at = sample.columns.indexOf(name);
  const rivals = money.filter((each) => each.kind === kind && !each.isGuess && each.level === level);
  const [first, other, ...more] = rivals;
  if (first?.name !== name || other === undefined || more.length > 0 || level !== "line") return undefined;
  // Amounts of two currencies are not one amount.
  if ([name, other.name].some((one) => codeInName.test(normalName(one)))) return undefined;
  const words = new Set(normalName(name).split("_"));
  const isAlike = normalName(other.name)
    .split("_")
    .some((word) => words.has(word));
  if (!isAlike) return undefined;
  const beside = sample.columns.indexOf(other.name);
  const has = (line: SampleLine, place: number) => (line.numbers[place] ?? 0) !== 0;
  const own = sample.lines.filter((line) => has(line, at)).length;
  const others = sample.lines.filter((line) => has(line, beside)).length;
  const both = sample.lines.some((line) => has(line, at) && has(line, beside));
  return !both && Math.min(own, others) >= fewestEither && own + others >= nearlyAll * sample.lines.length
    ? other.name
    : undefined;
}

const fewestEither = 5;

function eitherOf(base: Base, other: string): Base {
  return { ...base, reduced: other, id: `${base.id} or ${other}`, label: `${base.column} or ${other}` };
}

const reducedNames =
  /(^|_)(sale|special|promo|promotion|promotional|reduced|discounted|offer|campaign|aktions|angebots|sonder)_?(price|preis)$/;

/** The column of the reduced price beside a price: blank or 0 in some lines, and lower in the others. */
function reducedPrice({ money, sample }: MoneyScene, { name }: MoneyColumn): string | undefined {
  const at = sample.columns.indexOf(name);
  return money.find((other) => {
    if (other.name === name || !reducedNames.test(normalName(other.name))) return false;
    const own = sample.columns.indexOf(other.name);
    const filled = sample.lines.filter(({ numbers }) => (numbers[own] ?? 0) !== 0);
    const lower = filled.filter(({ numbers }) => (numbers[own] ?? 0) < (numbers[at] ?? 0));
    const isBlank = filled.length <= 0.95 * sample.lines.length;
    return isBlank && lower.length >= fewestReduced && lower.length >= 0.9 * filled.length;
  })?.name;
}

const fewestReduced = 3;

function withReduced(base: Base, reduced: string): Base {
  const { column, quantity } = base;
  return { ...base, reduced, id: `${base.id} or ${reduced}`, label: `${quantity} x ${reduced}, else ${column}` };
}

/** The values of a base per order, as the file books it. */
export function baseValues(scene: MoneyScene, base: Base): readonly (number | undefined)[] {
  return ordersOf(scene.sample).map((lines) => {
    if (base.level !== "line") return firstOf(lines, scene.sample.columns.indexOf(base.column));
    return sumOf(lines, (line) => lineValue(scene.sample, base, line));
  });
}

/** The value of a base for one line; undefined if the line has none. */
export function lineValue({ columns }: LineSample, base: Base, { numbers }: SampleLine): number | undefined {
  const less = base.reduced === undefined ? 0 : numbers[columns.indexOf(base.reduced)];
  const value = less || numbers[columns.indexOf(base.column)];
  if (base.quantity === undefined || value === undefined) return value;
  const pieces = numbers[columns.indexOf(base.quantity)];
  return pieces === undefined ? undefined : pieces * value;
}

export function columnValues({ sample }: MoneyScene, { name, level }: MoneyColumn): readonly (number | undefined)[] {
  const at = sample.columns.indexOf(name);
  return ordersOf(sample).map((lines) =>
    level === "line" ? sumOf(lines, (line) => line.numbers[at]) : firstOf(lines, at),
  );
}

function firstOf(lines: readonly SampleLine[], at: number): number | undefined {
  return lines.find((line) => line.numbers[at] !== undefined)?.numbers[at];
}

function sumOf(lines: readonly SampleLine[], value: (line: SampleLine) => number | undefined): number | undefined {
  const values = lines.flatMap((line) => value(line) ?? []);
  return values.length === 0 ? undefined : values.reduce((sum, each) => sum + each, 0);
}

/** A column that a base agrees with, and by which terms. */
export interface Agreement extends Closing {
  readonly target: MoneyColumn;
  /** Whether terms that are usually added are subtracted, and vice versa. */
  readonly isBackward: boolean;
}

/**
 * Every column of revenue that equals a base after adding or subtracting discounts, tax, shipping, tips and refunds; if there
 * is none, also payments by points or vouchers, and fees.
 */
export function agreementsOf(scene: MoneyScene, base: Base): readonly Agreement[] {
  const found = agreementsBy(scene, base, (kind) => kind !== "aside" && kind !== "fee");
  const others = scene.money.filter(({ kind }) => kind === "aside" || kind === "fee");
  if (found.length > 0 || others.length === 0 || others.length > mostOthers || base.level === "each") return found;
  return agreementsBy(scene, base, () => true);
}

/** More columns of unknown use would agree by chance, and take long to try. */
export const mostOthers = 4;

function agreementsBy(scene: MoneyScene, base: Base, isTried: (kind: MoneyKind) => boolean): readonly Agreement[] {
  const values = baseValues(scene, base);
  const lines = ordersOf(scene.sample).map((each) => each.length);
  const terms = scene.money.flatMap((column): readonly Term[] => {
    if (isRevenueKind(column.kind) || !isTried(column.kind) || column.name === base.column) return [];
    const own = columnValues(scene, column);
    const isOff = ["discount", "refund", "aside"].includes(column.kind);
    const isMostlyNegative =
      own.filter((value) => (value ?? 0) < 0).length > own.filter((value) => (value ?? 0) > 0).length;
    const positive = isMostlyNegative && isOff ? own.map((value) => (value === undefined ? undefined : -value)) : own;
    return ([isOff ? -1 : 1, isOff ? 1 : -1] as const).map((sign) => ({ name: column.name, sign, values: positive }));
  });
  const forward = terms.filter((_, at) => at % 2 === 0);
  const backward = terms.filter((_, at) => at % 2 === 1);
  return scene.money.flatMap((target): readonly Agreement[] => {
    if (
      !isRevenueKind(target.kind) ||
      target.name === base.column ||
      target.kind === "price" ||
      target.kind === "unit_price"
    )
      return [];
    const own = columnValues(scene, target);
    const ahead = closingOf(values, own, forward, lines);
    const closing = ahead ?? closingOf(values, own, backward, lines);
    return closing === undefined ? [] : [{ ...closing, target, isBackward: ahead === undefined }];
  });
}

/** Whether no name says what a base is, while another column is named as an amount. */
export function isUnknown({ money }: MoneyScene, { column }: Base): boolean {
  return money.some(({ name, kind, isGuess }) => name === column && isGuess && !isRevenueKind(kind));
}

/** A base with its agreements. */
export interface WeighedBase {
  readonly base: Base;
  readonly agreements: readonly Agreement[];
}
