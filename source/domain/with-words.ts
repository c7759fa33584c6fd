import { type BusinessWords, coffeeWords, countsBags, worded } from "./business-words.ts";
import type { Catalog, Wording } from "./catalog.ts";

/**
 * The catalog in a business's words: outside coffee, measures and dimensions about bags of coffee get their general wording
 * and name.
 */
export function withWords(catalog: Catalog, words: BusinessWords): Catalog {
  const { dimensions, measures } = catalog;
  if (words.product.one === coffeeWords.product.one && countsBags(words)) return catalog;
  const called = (name: string) => {
    const other = countsBags(words) ? undefined : measures.find((one) => one.name === name)?.wording?.name;
    return other ?? name;
  };
  return {
    ...catalog,
    dimensions: dimensions.map((one) => ({ ...one, ...textsOf(one.wording, words) })),
    measures: measures.map((one) => ({
      ...one,
      ...textsOf(one.wording, words),
      name: called(one.name),
      ...(one.numerator === undefined ? {} : { numerator: called(one.numerator) }),
      ...(one.denominator === undefined ? {} : { denominator: called(one.denominator) }),
    })),
  };
}

function textsOf(wording: Wording | undefined, words: BusinessWords): Partial<Pick<Wording, "label" | "description">> {
  if (wording === undefined) return {};
  return { label: worded(wording.label, words), description: worded(wording.description, words) };
}
