import {
  type Agreement,
  agreementsOf,
  type Base,
  basesOf,
  baseValues,
  columnValues,
  isUnknown,
  type MoneyScene,
  type WeighedBase,
} from "./amount-bases.ts";
import { asBooked, asOwed, beforeFees, beforePayments, inParts, inUnits } from "./better-base.ts";
import type { Finding } from "./finding.ts";
import { isRevenueKind } from "./money-names.ts";
import { ofPieces, pieceOrLine } from "./piece-or-line.ts";
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
  const possible = scene.possible.find(({ price }) => price === taken.base.column);
  if (possible !== undefined) return { answer, isShown: false, because: possible.because };
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

/** `a + b - c = d in 40 of 40 orders`. */
export function agreementText(base: Base, { target, plus, minus, held, of }: Agreement): string {
  const sum = [base.label, ...plus.map((name) => `+ ${name}`), ...minus.map((name) => `- ${name}`)].join(" ");
  return `${sum} = ${target.name} in ${held} of ${of} orders`;
}
