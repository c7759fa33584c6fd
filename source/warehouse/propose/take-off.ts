import { baseValues, columnValues, type MoneyColumn, type MoneyScene, type WeighedBase } from "./amount-bases.ts";
import { answered, type Choices, type Decision, type ReadingOption } from "./decision.ts";
import type { Finding } from "./finding.ts";
import type { Hints } from "./hints.ts";
import { priceAnswer } from "./price-list.ts";
import { isDiscountRateName } from "./rate-names.ts";
import type { Part } from "./revenue-expression.ts";
import type { SampledFile } from "./sampled-file.ts";
import { taxWithin } from "./tax-rate.ts";
import { isToTakeOff } from "./to-take-off.ts";
import { distinctColumns, toldOnce } from "./told-once.ts";

export interface TakenOff {
  readonly parts: readonly Part[];
  readonly decisions: readonly Decision[];
}

type Group = "discount" | "extras" | "refunds";

const kinds: Readonly<Record<Group, readonly MoneyColumn["kind"][]>> = {
  discount: ["discount"],
  extras: ["tax", "shipping", "tip"],
  refunds: ["refund"],
};

/** Decides for discounts, for taxes and shipping, and for refunds whether they are still to be deducted from the base. */
export function takeOff(
  scene: MoneyScene,
  weighed: WeighedBase,
  file: SampledFile,
  choices: Choices,
  hints: Hints | undefined,
): TakenOff {
  const all: TakenOff[] = [];
  for (const group of Object.keys(kinds) as readonly Group[]) {
    const before = all.flatMap(({ parts }) => parts);
    all.push(groupOff(scene, weighed, file, group, choices, hints, before));
  }
  const within = hints === undefined ? [taxWithin(scene, weighed, file, choices)] : [];
  return {
    parts: [...within, ...all].flatMap(({ parts }) => parts),
    decisions: [...all, ...within].flatMap(({ decisions }) => decisions),
  };
}

interface Option extends ReadingOption {
  readonly parts: readonly Part[];
}

function groupOff(
  scene: MoneyScene,
  weighed: WeighedBase,
  file: SampledFile,
  group: Group,
  choices: Choices,
  hints: Hints | undefined,
  before: readonly Part[],
): TakenOff {
  const told = group === "discount" ? toldOnce : distinctColumns;
  const columns = told(
    scene,
    withoutShares(
      file,
      scene.money.filter((column) => kinds[group].includes(column.kind) && isMoving(scene, column)),
    ),
  );
  const found = columns.map((column) => ({
    column,
    way: wayOf(file, column),
    finding: findingOf(scene, weighed, file, column, hints),
  }));
  const open = found.filter(({ finding, column }) => !finding.isShown && isInQuestion(scene, weighed, column));
  const asked = open.length > 0 ? open : found.filter(({ finding }) => finding.isShown);
  if (found.length === 0 || asked.length === 0) return { parts: [], decisions: [] };
  const settled = found.filter((one) => !asked.includes(one) && one.finding.answer && one.finding.isShown);
  const partOf = (one: (typeof found)[number], way = one.way): Part => ({
    column: one.column,
    isNegative: isMostlyNegative(scene, one.column),
    way,
  });
  const isOff = asked.some(({ finding }) => finding.answer);
  const off = asked.filter(({ finding }) => finding.answer || !isOff);
  const names = off.map(({ column }) => column.name).join(" and ");
  const taken: Option = { id: "off", says: `${names} taken off`, parts: off.map((one) => partOf(one)) };
  const left: Option = { id: "in", says: `${names} not taken off`, parts: [] };
  const isCapped =
    group === "refunds" &&
    isOff &&
    off.some(({ column }) => column.isOtherSide !== true && isMoreThanGoods(scene, weighed, column, before));
  const capped: Option = {
    id: "capped",
    says: `${names} taken off, at most the goods of the order`,
    parts: off.map((one) => partOf(one, "capped")),
  };
  const options: readonly [Option, ...Option[]] = !isOff
    ? [left, taken]
    : isCapped
      ? [capped, taken, left]
      : [taken, left];
  const { decision, option } = answered(choices, {
    id: group,
    about: aboutOf(group, names),
    because:
      isCapped && open.length === 0
        ? `${asked[0]?.finding.because ?? ""}; some give back more than the goods: tax or shipping is in them`
        : (asked[0]?.finding.because ?? ""),
    isShown: open.length === 0 && !isCapped,
    options,
  });
  return { parts: [...settled.map((one) => partOf(one)), ...option.parts], decisions: [decision] };
}

/** A discount in percent beside one in money is the same discount. */
function withoutShares(file: SampledFile, columns: readonly MoneyColumn[]): readonly MoneyColumn[] {
  const inMoney = columns.filter((column) => wayOf(file, column) === "off");
  return inMoney.length > 0 ? inMoney : columns;
}

function aboutOf(group: Group, names: string): string {
  return group === "discount"
    ? `discount in ${names}`
    : group === "refunds"
      ? `refunds in ${names}`
      : `${names} in the amounts`;
}

/**
 * Taxes are asked about if the amount may include them, shipping and tips if it is a total; amounts named as goods include
 * none. The only amount of an order may include shipping too.
 */
function isInQuestion(
  { sample }: MoneyScene,
  { base, agreements }: WeighedBase,
  { kind, level }: MoneyColumn,
): boolean {
  if (kind === "discount" || kind === "refund") return true;
  // The total of a line holds nothing of what its order is charged for sending.
  if (kind !== "tax" && base.level === "line" && level === "each") return false;
  const isOnly =
    base.kind === "amount" && base.quantity === undefined && agreements.length === 0 && areWhole(sample.lines);
  const isTotal = base.kind === "total" || base.kind === "gross" || (isOnly && kind === "shipping");
  return isTotal || (kind === "tax" && (base.kind === "amount" || base.kind === "price" || base.kind === "unit_price"));
}

/** Whether each line is an order. */
function areWhole(lines: MoneyScene["sample"]["lines"]): boolean {
  return new Set(lines.map(({ order }) => order)).size === lines.length;
}

function findingOf(
  scene: MoneyScene,
  weighed: WeighedBase,
  file: SampledFile,
  column: MoneyColumn,
  hints: Hints | undefined,
): Finding<boolean> {
  const documented = hints?.takenOff[column.name];
  if (documented !== undefined)
    return { answer: documented, isShown: true, because: `documented: ${hints?.documentation ?? ""}` };
  if (wayOf(file, column) !== "off")
    return shareFinding(scene, weighed, column, wayOf(file, column) === "percent" ? 100 : 1);
  if (weighed.base.column.toLowerCase() === "net_revenue")
    return {
      answer: false,
      isShown: true,
      because: "net_revenue is after discounts and refunds, as the contract has it",
    };
  return isToTakeOff(scene, weighed, column);
}

/** A discount of 0.2 is a fifth of the price before, or already deducted from it. */
function shareFinding(scene: MoneyScene, { base }: WeighedBase, column: MoneyColumn, whole: number): Finding<boolean> {
  const { sample, quantity } = scene;
  const [at, share, pieces] = [base.column, column.name, quantity ?? ""].map((name) =>
    sample.columns.indexOf(name),
  ) as [number, number, number];
  const per = (value: number | undefined, count: number | undefined) =>
    value === undefined ? undefined : value / (base.quantity === undefined ? Math.abs(count ?? 1) || 1 : 1);
  const found = priceAnswer(sample, {
    price: ({ numbers }) => per(numbers[at], numbers[pieces]),
    isChanged: ({ numbers }) => (numbers[share] ?? 0) !== 0,
    one: ({ numbers }) => per(numbers[at], numbers[pieces]),
    other: ({ numbers }) => per((numbers[at] ?? Number.NaN) / (1 - (numbers[share] ?? 0) / whole), numbers[pieces]),
  });
  if (found === undefined)
    return {
      answer: base.quantity !== undefined,
      isShown: false,
      because: `${column.name} is a share; whether the amounts are after it does not show`,
    };
  return {
    answer: found.is === "one",
    isShown: true,
    because: `${column.name} is a share; ${found.found} of ${found.of} lines with one have the price of lines without ${found.is === "one" ? "as they are" : "once it is put back"}`,
  };
}

/** Shares of one or percentages, rather than money. */
function wayOf(file: SampledFile, column: MoneyColumn): Part["way"] {
  const facts = file.columns.find(({ name }) => name === column.name);
  if (facts === undefined || column.kind !== "discount") return "off";
  if (facts.percentSigns > 0.5 || isDiscountRateName(facts.name))
    return facts.greatest > 0 && facts.greatest <= 1 && facts.percentSigns === 0 ? "share" : "percent";
  return facts.greatest > 0 && facts.greatest <= 1 && facts.whole < 1 && facts.negative === 0 ? "share" : "off";
}

/** The other side of the books is filled in rows that are no sales, which are not among the lines looked at. */
function isMoving(scene: MoneyScene, column: MoneyColumn): boolean {
  return column.isOtherSide === true || columnValues(scene, column).some((value) => value !== undefined && value !== 0);
}

function isMostlyNegative(scene: MoneyScene, column: MoneyColumn): boolean {
  const values = columnValues(scene, column);
  return values.filter((value) => (value ?? 0) < 0).length > values.filter((value) => (value ?? 0) > 0).length;
}

/** Whether a refund is more than its order's goods, after what is taken off them before. */
function isMoreThanGoods(
  scene: MoneyScene,
  { base }: WeighedBase,
  column: MoneyColumn,
  before: readonly Part[],
): boolean {
  const [goods, refunds] = [baseValues(scene, base), columnValues(scene, column)];
  const off = before.filter(({ way }) => way === "off").map((part) => columnValues(scene, part.column));
  return refunds.some((refund, at) => {
    const less = off.reduce((sum, values) => sum + Math.abs(values[at] ?? 0), 0);
    return Math.abs(refund ?? 0) > (goods[at] ?? 0) - less + 0.0051;
  });
}
