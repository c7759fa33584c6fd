import { rateCompound, shares, tax } from "./money-words.ts";
import { withinList } from "./names.ts";
import { normalName } from "./normal-name.ts";

/** The tax rate of a line: `VAT %`, `Aliquota IVA`. */
export function isTaxRateName(name: string): boolean {
  const bare = withoutRate(name);
  const words = moneyName(bare).split("_");
  const isRate = words.some((word) => shares.has(word) && !/^(class|code|type|tipo)$/.test(word)) || /%/.test(bare);
  return isRate && words.some((word) => tax.has(word));
}

const rateWords =
  "rate|percent|percentage|pct|prozent|prozentsatz|prosent|procent|satz|sats|taux|tasso|tasa|taxa|porcentaje|porcentagem|percentuale|pourcentage|stawka|sazba|sadzba|oran|orani|ставка|процент";

const rateName = new RegExp(`(^|_)(${rateWords})(_|$)`);

/** Whether a discount is named as a share of the amount: `Rabattsatz`, `Taux de remise`, `Discount rate`. */
export function isDiscountRateName(name: string): boolean {
  const words = moneyName(withoutRate(name));
  return (
    /%/.test(withoutRate(name)) || rateName.test(words) || words.split("_").some((word) => rateCompound.test(word))
  );
}

/** `VAT (20.0%)` without its rate: the column has the tax in money. */
export function withoutRate(name: string): string {
  return name.replace(/\d+([.,]\d+)? ?%/g, "");
}

/** Without the part about the unit: `total_cents` is a total. */
export function moneyName(name: string): string {
  return normalName(withinList(name))
    .replace(/^adjustment_(?=\w)/, "")
    .replace(/(?<=.)_(in_)?(cents?|pence|minor(_units?)?)$/, "");
}
