import { lineValue, type MoneyColumn, type MoneyScene, type WeighedBase } from "./amount-bases.ts";
import type { Finding } from "./finding.ts";
import { nearlyAll, type SampleLine } from "./line-sample.ts";

const fewest = 8;
const mostRates = 3;
/** Rates are whole or half percents; smaller amounts are rounded too much to tell. */
const step = 0.005;
const greatest = 0.3;

/**
 * Whether amounts include the tax beside them, by its rates: 20.00 of 120.00 is a fifth of the rest, so the tax is within; 24.00
 * beside 120.00 is a fifth of the amount. Undefined if neither or both give rates as taxes have them.
 */
export function taxByRates(
  { sample, quantity }: MoneyScene,
  { base }: WeighedBase,
  { name }: MoneyColumn,
): Finding<boolean> | undefined {
  const at = sample.columns.indexOf(name);
  const pieces = sample.columns.indexOf(quantity ?? "");
  const pairsPer = (piecesOf: (line: SampleLine) => number) =>
    sample.lines.flatMap((line) => {
      const [amount, tax] = [lineValue(sample, base, line), line.numbers[at]];
      if (amount === undefined || tax === undefined || tax === 0 || amount / tax <= 0) return [];
      return [[Math.abs(amount) / piecesOf(line), Math.abs(tax)] as const];
    });
  const pairs = pairsPer(() => 1);
  const within = ratesOf(pairs.map(([amount, tax]) => [amount - tax, tax]));
  // The tax of a piece, beside the amount of all of them.
  const ofPiece = () => ratesOf(pairsPer((line) => Math.abs(line.numbers[pieces] ?? 1) || 1));
  const beside = ratesOf(pairs) ?? (within === undefined && pieces >= 0 ? ofPiece() : undefined);
  if ((within === undefined) === (beside === undefined)) return undefined;
  const rates = (within ?? beside ?? []).map((rate) => `${Number((100 * rate).toFixed(1))} %`).join(" or ");
  const of = within === undefined ? base.label : `${base.label} less ${name}`;
  return { answer: within !== undefined, isShown: true, because: `${name} is ${rates} of ${of}` };
}

/** The few rates that explain nearly all pairs of an amount and its tax; undefined if there are none. */
export function ratesOf(pairs: readonly (readonly [amount: number, tax: number])[]): readonly number[] | undefined {
  const telling = pairs.filter(([amount, tax]) => amount > 0 && (0.0051 * (1 + tax / amount)) / amount < step / 5);
  if (telling.length < fewest) return undefined;
  const counts = new Map<number, number>();
  for (const [amount, tax] of telling) {
    const rate = Math.round(tax / amount / step) * step;
    if (rate <= 0 || rate > greatest || Math.abs(tax - rate * amount) > 0.0102) continue;
    counts.set(rate, (counts.get(rate) ?? 0) + 1);
  }
  const rates = [...counts].toSorted((a, b) => b[1] - a[1]).slice(0, mostRates);
  const explained = rates.reduce((sum, [, count]) => sum + count, 0);
  return explained >= nearlyAll * telling.length ? rates.map(([rate]) => rate) : undefined;
}
