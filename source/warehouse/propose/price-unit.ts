import type { ColumnFacts } from "./column-facts.ts";
import { isRevenueKind, moneyKind } from "./money-names.ts";
import { normalName } from "./normal-name.ts";
import type { SampledFile } from "./sampled-file.ts";
import { sqlName } from "./sql-name.ts";

const names =
  /^(preiseinheit|preis_?(je|pro)|peinh|kpein|(unit_)?price_(unit|per|basis|quantity|base_quantity)|pricing_(unit|quantity)|per_(qty|quantity|units)|(unite|base)_(de_)?prix|unidad_(de_)?precio|unita_(di_)?prezzo|prijs(eenheid|_per)|prisenhe[td]|prisenhet|cena_za|jednostka_ceny)$/;

/** The column with the number of pieces that a price is for: `Preiseinheit` of 1, 100 or 1000. */
export function priceUnit({ columns }: SampledFile): ColumnFacts | undefined {
  return columns.find(
    ({ name, words }) =>
      names.test(normalName(name)) &&
      words.some((word) => Number(word) > 1) &&
      words.every((word) => /^1(0{1,4})?([.,]0+)?$/.test(word.trim())),
  );
}

/** Whether a column is a price, which is for as many pieces as the unit says. */
export function isPriceOfUnit(name: string): boolean {
  const kind = moneyKind(name);
  return kind !== undefined && isRevenueKind(kind) && (kind === "price" || kind === "unit_price");
}

/** The number of pieces of a price as SQL. */
export function perPiece({ name }: ColumnFacts, reserved: ReadonlySet<string>): string {
  const text = `replace(${sqlName(name, reserved)}, ',', '.')`;
  return `coalesce(nullif(try_cast(${text} as integer), 0), 1)`;
}
