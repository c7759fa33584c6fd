import { currencyCodes } from "./currency-marks.ts";
import { isRevenueKind, type MoneyKind, moneyKind } from "./money-names.ts";
import { isCurrencyName, withinList } from "./names.ts";
import { normalName } from "./normal-name.ts";
import type { SampledFile } from "./sampled-file.ts";

/**
 * The kind of a money column within its file. A currency in its name (`Total in USD`) says that it was converted only where
 * amounts are in several, or where another column holds the same without it.
 */
export function moneyKindIn(file: SampledFile, name: string): MoneyKind | undefined {
  const kind = kindIn(file, name);
  return kind !== undefined && isRevenueKind(kind) && isCountOfPage(file, name) ? undefined : kind;
}

function kindIn({ columns }: SampledFile, name: string): MoneyKind | undefined {
  const stem = stemOf(name);
  if (stem === undefined) return moneyKind(name);
  const isOther = columns.some(
    (other) => other.name !== name && (normalName(withinList(other.name)) === stem || stemOf(other.name) === stem),
  );
  const areSeveral = columns.some((other) => isCurrencyName(other.name) && other.words.length > 1);
  return moneyKind(isOther || areSeveral ? name : stem);
}

/** A whole number that a page of records has once, beside its list: how many there are, or how many pages (`paging.total`). */
function isCountOfPage({ columns, lists: [list] = [], keys = [], records }: SampledFile, name: string): boolean {
  if (list === undefined || keys.length > 0 || records < 2 || name.startsWith(`${list}[].`)) return false;
  const facts = columns.find((one) => one.name === name);
  return facts !== undefined && facts.whole > 0.99 && facts.different * facts.sampled < 1.5;
}

const ending = new RegExp(`^(.+?)_(?:in_)?(?:${currencyCodes.toLowerCase()})$`);

function stemOf(name: string): string | undefined {
  return ending.exec(normalName(withinList(name)))?.[1];
}
