import { wordSet } from "./money-words.ts";
import { withinList } from "./names.ts";
import { normalName } from "./normal-name.ts";
import { wordsIn } from "./vocabulary.ts";

/** How much of a metered service was used. */
export function isConsumption(name: string): boolean {
  return /(^|_)(usage|consumption|consumed)_(amount|quantity|volume|units?)$/.test(name);
}

const pieces = wordSet(
  "quantity qty menge anzahl quantite cantidad quantita units pieces stuck stuckzahl aantal antal ilosc qtd qtde quantidade cant pcs bags qte количество кол 数量 個数 수량",
  "quantity",
);

/** A quantity, by its name. */
export function isQuantityName(own: string): boolean {
  const words = wordsIn(normalName(withinList(own)));
  return (
    words.some((word) => pieces.has(word)) ||
    isConsumption(normalName(withinList(own))) ||
    /^(no|num|number|nr|count)_of_|^(how_many|wie_?viele?|combien|cuant[oa]s|quant[aeio]s?|hoeveel|hur_manga|hvor_mange|ile)(_|$)/.test(
      normalName(own),
    ) ||
    /^(item|unit|piece)s?_(sold|count)$/.test(normalName(own))
  );
}
