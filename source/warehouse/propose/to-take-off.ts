import {
  type Agreement,
  type Base,
  baseValues,
  columnValues,
  lineValue,
  type MoneyColumn,
  type MoneyScene,
  type WeighedBase,
} from "./amount-bases.ts";
import type { Finding } from "./finding.ts";
import { sideOf } from "./journal.ts";
import type { SampleLine } from "./line-sample.ts";
import { priceAnswer } from "./price-list.ts";
import { agreementText } from "./reconcile.ts";
import { taxByRates } from "./tax-shares.ts";

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
