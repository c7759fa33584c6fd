import {
  type Agreement,
  agreementsOf,
  type Base,
  basesOf,
  baseValues,
  columnValues,
  isUnknown,
  lineValue,
  type MoneyColumn,
  type MoneyScene,
  type WeighedBase,
} from "./amount-bases.ts";
import { asBooked, asOwed, beforeFees, beforePayments, inParts, inUnits } from "./better-base.ts";
import type { Finding } from "./finding.ts";
import { sideOf } from "./journal.ts";
import type { SampleLine } from "./line-sample.ts";
import { isRevenueKind } from "./money-names.ts";
import { ofPieces, pieceOrLine } from "./piece-or-line.ts";
import { priceAnswer } from "./price-list.ts";
import { taxByRates } from "./tax-shares.ts";
import { withoutTax } from "./without-tax.ts";

/** The bases, the preferred one first. */
export function weighedBases(scene: MoneyScene): Finding<readonly WeighedBase[]> {
  const bases = basesOf(scene);
  const moving = bases.filter((base) => baseValues(scene, base).some((value) => value !== undefined && value !== 0));
  const all = (moving.length > 0 ? moving : bases)
    .map((base) => ({ base, agreements: agreementsOf(scene, base) }))
    .filter((one) => (isGoods(one) && !isEqual(one)) || !isUnknown(scene, one.base));
  const byPrice = pieceOrLine(scene, all);
  const pieces = byPrice === undefined ? ofPieces(scene, all) : undefined;
  const weighed = byPrice?.bases ?? pieces?.bases ?? all;
  const mayAgree = weighed.filter(
    ({ base, agreements }) => agreements.length > 0 && base.level === "line" && !isOfTotals(base),
  );
  const isNamed = ({ base }: WeighedBase) => !isUnknown(scene, base);
  const agreeing = [(one: WeighedBase) => isGoods(one) && isPlain(scene, one), isGoods, () => true]
    .flatMap((isWanted) => mayAgree.filter((one) => isWanted(one) && isNamed(one)))
    .concat(mayAgree)[0];
  const [first] = weighed;
  const likely = agreeing ?? lineTotal(weighed) ?? first;
  if (likely === undefined) return { answer: [], isShown: true, because: "" };
  const parts = inParts(scene, weighed, likely);
  const before = beforeFees(scene, weighed, likely);
  const owed = before === undefined ? asOwed(scene, weighed, likely) : undefined;
  const units = before === undefined ? inUnits(scene, weighed, likely) : undefined;
  const sold = before === undefined && owed === undefined ? beforePayments(scene, weighed, likely) : undefined;
  const booked =
    parts ??
    before?.weighed ??
    owed ??
    units ??
    (sold?.isFirst ? sold.weighed : undefined) ??
    asBooked(scene, weighed, likely);
  const untaxed = withoutTax(scene, weighed, booked);
  // What is added to reach a total with tax is not in the amount without it.
  const taken =
    untaxed === undefined
      ? booked
      : { ...untaxed.weighed, agreements: [...untaxed.weighed.agreements, ...booked.agreements] };
  const rest = weighed.filter((one) => one.base !== taken.base && !isSame(scene, taken, one));
  const answer = [taken, ...rest.toSorted((a, b) => Number(b === sold?.weighed) - Number(a === sold?.weighed))];
  if (parts !== undefined)
    return { answer, isShown: true, because: `lines that stand several times have ${likely.base.label} in parts` };
  if (untaxed !== undefined) return { answer, isShown: true, because: untaxed.because };
  if (before !== undefined) return { answer, isShown: true, because: before.because };
  if (units !== undefined) return { answer, isShown: true, because: `${likely.base.label} has the same in cents` };
  if (sold !== undefined) return { answer, isShown: false, because: sold.because };
  if (pieces !== undefined) return { answer, isShown: false, because: pieces.because };
  if (owed !== undefined)
    return {
      answer,
      isShown: false,
      because: `${likely.base.label} is ${owed.base.label} or nothing, where it is not paid yet`,
    };
  const [agreement] = [...taken.agreements, ...likely.agreements];
  const odd = nearlySame(taken);
  if (odd !== undefined)
    return { answer, isShown: false, because: `${agreementText(taken.base, odd)}, and not in the others` };
  if (agreement !== undefined) {
    const sum = agreementText((taken.agreements.length > 0 ? taken : likely).base, agreement);
    const unknown = unknownIn(scene, taken.base, agreement);
    return unknown === undefined
      ? { answer, isShown: true, because: sum }
      : { answer, isShown: false, because: `${sum}; no name that we know says what ${unknown} is` };
  }
  const most = mostlySame(scene, taken);
  if (most !== undefined) return { answer, isShown: false, because: most };
  if (byPrice !== undefined && isOfPrice(taken.base)) return { answer, isShown: true, because: byPrice.because };
  if (taken.base.isGuess)
    return { answer, isShown: false, because: "chosen by its content; no column name says amount" };
  const open = rest.filter(({ base }) => isRival(taken.base, base));
  const taxed = open.map((one) => withoutTax(scene, [taken], one));
  const rivals = open.filter((_, at) => taxed[at] === undefined);
  const isLevelOpen = taken.base.level === "each" && !levelShown(scene, taken.base);
  if (rivals.length === 0 && !isLevelOpen)
    return { answer, isShown: true, because: taxed[0]?.because ?? "no other column could be the revenue" };
  return {
    answer,
    isShown: false,
    because: isLevelOpen
      ? "too few orders of several lines tell whether it is the order's"
      : "nothing in the file proves it",
  };
}

/** A number in the sum whose name does not say whether it is revenue. */
function unknownIn({ money }: MoneyScene, { column }: Base, { plus, minus }: Agreement): string | undefined {
  const guesses = money.filter(({ kind, isGuess }) => kind === "aside" && isGuess).map(({ name }) => name);
  return [...plus, ...minus, column].find((name) => guesses.includes(name));
}

/** A base that matches another column only after deducting taxes and shipping includes them, so it is not goods alone. */
function isGoods({ agreements }: WeighedBase): boolean {
  return agreements.some(({ plus, minus, isBackward }) => !isBackward || (minus.length === 0 && plus.length > 0));
}

/** The same as another column, without anything added. */
function isEqual({ agreements }: WeighedBase): boolean {
  return agreements.every(({ plus, minus }) => plus.length + minus.length === 0);
}

/** Without what is no part of the goods: what is still to be paid, or what was kept for it. */
function isPlain({ money }: MoneyScene, { agreements }: WeighedBase): boolean {
  const isAside = (name: string) => money.some((each) => each.name === name && ["aside", "fee"].includes(each.kind));
  return agreements.some(({ plus, minus }) => ![...plus, ...minus].some(isAside));
}

/** Two amounts that are the same in nearly all orders; in the others one of them is wrong. */
function nearlySame({ agreements }: WeighedBase): Agreement | undefined {
  return agreements.find(
    ({ plus, minus, held, of, target }) =>
      plus.length + minus.length === 0 && held < of && (target.kind === "net" || target.kind === "amount"),
  );
}

/** A total of orders that is the sum of their lines in most of them: in the others, lines are missing or the total is wrong. */
function mostlySame(scene: MoneyScene, { base }: WeighedBase): string | undefined {
  const values = baseValues(scene, base);
  for (const column of scene.money.filter(({ kind, level }) => isRevenueKind(kind) && level !== "line")) {
    const both = columnValues(scene, column).flatMap((total, at) => {
      const own = values[at];
      return total === undefined || own === undefined || total === 0 ? [] : [Math.abs(total - own) < 0.0151];
    });
    const held = both.filter((isEqual) => isEqual).length;
    if (held >= fewestSame && held >= 0.6 * both.length && held < both.length)
      return `${base.label} = ${column.name} in ${held} of ${both.length} orders, and not in the others`;
  }
  return undefined;
}

const fewestSame = 10;

/** `Total Price` of lines that make up the amount of their order as they are. */
function lineTotal(weighed: readonly WeighedBase[]): WeighedBase | undefined {
  return weighed.find(
    ({ base, agreements }) =>
      base.level === "line" &&
      agreements.some(({ plus, minus, target }) => plus.length + minus.length === 0 && target.level !== "line"),
  );
}

function levelShown({ money }: MoneyScene, base: Base): boolean {
  return money.find(({ name }) => name === base.column)?.isLevelShown ?? true;
}

/** An order's total represents its lines only if there is nothing finer. */
function isOfTotals(base: Base): boolean {
  return base.kind === "total" || base.kind === "gross";
}

function isOfPrice({ kind }: Base): boolean {
  return kind === "price" || kind === "unit_price";
}

/** A price alone, a price times a quantity, or a finer or coarser amount that gives a different revenue. */
function isRival(taken: Base, other: Base): boolean {
  if (other.isGuess) return false;
  if (isOfPrice(taken) && isOfPrice(other)) return true;
  return !(other.kind === "total" || other.kind === "gross" || other.kind === "subtotal") || other.level !== "line";
}

/** Whether two bases are equal order by order. */
function isSame(scene: MoneyScene, one: WeighedBase, other: WeighedBase): boolean {
  const [a, b] = [baseValues(scene, one.base), baseValues(scene, other.base)];
  return a.every((value, at) => Math.abs((value ?? 0) - (b[at] ?? 0)) < 0.0151);
}

function agreementText(base: Base, { target, plus, minus, held, of }: Agreement): string {
  const sum = [base.label, ...plus.map((name) => `+ ${name}`), ...minus.map((name) => `- ${name}`)].join(" ");
  return `${sum} = ${target.name} in ${held} of ${of} orders`;
}

/** Whether a column is still to be deducted from a base. */
export function isToTakeOff(
  scene: MoneyScene,
  { base, agreements }: WeighedBase,
  column: MoneyColumn,
): Finding<boolean> {
  if (column.isOtherSide === true && sideOf(column.name) === sideOf(base.column))
    return { answer: true, isShown: true, because: `each record is either in ${base.column} or in ${column.name}` };
  if (column.isOtherSide === true)
    return { answer: false, isShown: true, because: `${base.column} is beside both sides of the books` };
  const ways = [usedIn, offByAgreement].flatMap((way) => agreements.map((agreement) => ({ way, agreement })));
  for (const { way, agreement } of ways) {
    const answer = way(scene, agreement, column);
    if (answer !== undefined) return { answer, isShown: true, because: agreementText(base, agreement) };
  }
  const byRates = column.kind === "tax" ? taxByRates(scene, { base, agreements }, column) : undefined;
  if (byRates !== undefined) return byRates;
  const byPrice =
    column.kind === "tax" || column.kind === "shipping" || column.kind === "tip"
      ? undefined
      : offByPrices(scene, base, column);
  if (byPrice !== undefined) return byPrice;
  if (column.kind === "refund") {
    const full = fullRefunds(scene, base, column);
    if (full > 0) {
      return {
        answer: true,
        isShown: true,
        because: `${full} refunds are as large as what they give back: the amounts are as they were before`,
      };
    }
  }
  return { answer: likelyOff(base, column), isShown: false, because: "no column of the file proves it" };
}

/** Whether an agreement deducts a column, or adds it, or another one of the same tax or shipping. */
function usedIn({ money }: MoneyScene, { plus, minus }: Agreement, { name, kind }: MoneyColumn): boolean | undefined {
  const isOff = kind === "discount" || kind === "refund";
  if (minus.includes(name)) return true;
  if (plus.includes(name)) return false;
  // The same tax or shipping again, per line or net of tax: it is added to reach the total, so it is not in the base.
  if (!isOff && money.some((other) => other.kind === kind && plus.includes(other.name))) return false;
  return undefined;
}

/** Total = base + shipping - discount: what is deducted there is still in the base; what does not appear there is in both. */
function offByAgreement(
  { money }: MoneyScene,
  { target, plus }: Agreement,
  { kind }: MoneyColumn,
): boolean | undefined {
  const isOff = kind === "discount" || kind === "refund";
  if (kind === "refund") return undefined;
  // A tip is given beside the bill, so an amount that its tax alone makes up to the total holds none.
  if (kind === "tip" && money.some((other) => other.kind === "tax" && plus.includes(other.name))) return undefined;
  if (target.kind === "total" || (target.kind === "net" && isOff)) return !isOff;
  return target.kind === "gross" && isOff ? true : undefined;
}

/** Lines with a discount show a list price either as they are, or after the discount is added back. */
function offByPrices(scene: MoneyScene, base: Base, column: MoneyColumn): Finding<boolean> | undefined {
  if (base.level !== "line" || column.level === "each") return undefined;
  const { sample, quantity } = scene;
  const at = sample.columns.indexOf(column.name);
  const pieces = sample.columns.indexOf(quantity ?? "");
  const off = (line: SampleLine) => Math.abs(line.numbers[at] ?? 0);
  const per = (line: SampleLine, value: number | undefined) =>
    value === undefined
      ? undefined
      : value / Math.abs((base.quantity === undefined && pieces < 0 ? 1 : line.numbers[pieces]) || 1);
  const own = (line: SampleLine) => lineValue(sample, base, line);
  const found = priceAnswer(sample, {
    price: (line) => per(line, own(line)),
    isChanged: (line) => off(line) !== 0,
    one: (line) => per(line, own(line)),
    other: (line) => per(line, (own(line) ?? Number.NaN) + off(line)),
  });
  if (found === undefined) return undefined;
  const lines = `${found.found} of ${found.of} lines with ${column.name}`;
  return found.is === "one"
    ? { answer: true, isShown: true, because: `${lines} have the price of lines without: it is not off yet` }
    : {
        answer: false,
        isShown: true,
        because: `${lines} have the price of lines without once it is added: it is off already`,
      };
}

/** Orders that were fully refunded, with their amount unchanged. */
function fullRefunds(scene: MoneyScene, base: Base, column: MoneyColumn): number {
  const [own, refunds] = [baseValues(scene, base), columnValues(scene, column)];
  const totals = scene.money.filter(({ kind }) => kind === "total").map((total) => columnValues(scene, total));
  return refunds.filter((refund, at) => {
    if (refund === undefined || refund === 0) return false;
    return [own, ...totals].some(
      (values) => Math.abs((values[at] ?? 0) - Math.abs(refund)) < 0.0051 && (own[at] ?? 0) > 0,
    );
  }).length;
}

/** By names alone: an amount called net is after discounts; a price, a gross amount and any other amount is before refunds. */
function likelyOff(base: Base, { kind }: MoneyColumn): boolean {
  if (kind === "refund") return base.kind !== "net";
  if (kind === "discount") return base.kind === "gross" || base.kind === "price" || base.kind === "unit_price";
  return base.kind === "total";
}
