import { baseValues, type MoneyScene, type WeighedBase } from "./amount-bases.ts";
import { isRevenueKind } from "./money-names.ts";
import { ratesOf } from "./tax-shares.ts";

const least = 0.04;

/** The amount without tax, where another one is more than it by a tax's rates in nearly all orders. */
export function withoutTax(scene: MoneyScene, all: readonly WeighedBase[], { base }: WeighedBase) {
  if (base.kind === "net" || base.quantity !== undefined) return undefined;
  const own = baseValues(scene, base);
  for (const weighed of all) {
    const { column, kind, level, quantity, isGuess } = weighed.base;
    const isOther = isRevenueKind(kind) && kind !== "price" && kind !== "unit_price";
    if (column === base.column || level !== base.level || quantity !== undefined || isGuess || !isOther) continue;
    const pairs = baseValues(scene, weighed.base).flatMap((net, at) => {
      const gross = own[at];
      return gross === undefined || net === undefined || net <= 0 ? [] : [[net, gross - net] as const];
    });
    const rates = ratesOf(pairs);
    if (rates === undefined || rates.some((rate) => rate < least)) continue;
    const listed = rates.map((rate) => `${Number((100 * rate).toFixed(1))} %`).join(" or ");
    return { weighed, because: `${base.label} is ${listed} more than ${weighed.base.label}: a tax is in it` };
  }
  return undefined;
}
