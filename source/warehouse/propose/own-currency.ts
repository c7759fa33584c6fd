import { currencyCodes } from "./currency-marks.ts";
import { type MoneyKind, moneyKind } from "./money-names.ts";
import { isCurrencyName, withinList } from "./names.ts";
import { normalName } from "./normal-name.ts";
import type { SampledFile } from "./sampled-file.ts";

/**
 * The kind of a money column within its file. A currency in its name (`Total in USD`) says that it was converted only where
 * amounts are in several, or where another column holds the same without it.
 */
export function moneyKindIn({ columns }: SampledFile, name: string): MoneyKind | undefined {
  const stem = stemOf(name);
  if (stem === undefined) return moneyKind(name);
  const isOther = columns.some(
    (other) => other.name !== name && (normalName(withinList(other.name)) === stem || stemOf(other.name) === stem),
  );
  const areSeveral = columns.some((other) => isCurrencyName(other.name) && other.words.length > 1);
  return moneyKind(isOther || areSeveral ? name : stem);
}

const ending = new RegExp(`^(.+?)_(?:in_)?(?:${currencyCodes.toLowerCase()})$`);

function stemOf(name: string): string | undefined {
  return ending.exec(normalName(withinList(name)))?.[1];
}
