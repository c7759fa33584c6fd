/** A noun in lower case. */
export interface Noun {
  readonly one: string;
  readonly many: string;
}

/** A business's words for what it sells: the kind of product, and one unit of it. */
export interface BusinessWords {
  readonly product: Noun;
  readonly unit: Noun;
}

/** For products with a roast, a grind or another attribute of coffee. */
export const coffeeWords: BusinessWords = {
  product: { one: "coffee", many: "coffees" },
  unit: { one: "bag", many: "bags" },
};

/** For any other business that names none. */
export const plainWords: BusinessWords = {
  product: { one: "product", many: "products" },
  unit: { one: "unit", many: "units" },
};

/** Whether it counts its sales in bags, as the catalog's names do. */
export function countsBags({ unit }: BusinessWords): boolean {
  return unit.one === coffeeWords.unit.one;
}

/** `coffee profile`, or `style mix` for a business that sells styles. */
export function productMix({ product }: BusinessWords): string {
  return product.one === coffeeWords.product.one ? "coffee profile" : `${product.one} mix`;
}

/** A noun with its regular English plural: box, boxes; battery, batteries. */
export function nounOf(one: string): Noun {
  const [, stem = one, ending = ""] = /^(.*?)([^aeiou]y|s|x|z|ch|sh)?$/.exec(one) ?? [];
  if (ending === "") return { one, many: `${one}s` };
  return { one, many: ending.endsWith("y") ? `${stem}${ending.slice(0, -1)}ies` : `${one}es` };
}

/** A text with its `{product}`, `{products}`, `{unit}` and `{units}` filled in; `{Unit}` is capitalised. */
export function worded(text: string, { product, unit }: BusinessWords): string {
  const nouns: Readonly<Record<string, string>> = {
    ...{ product: product.one, products: product.many, unit: unit.one, units: unit.many },
  };
  return text.replaceAll(/\{(products?|units?)\}/gi, (_, name: string) => {
    const noun = nouns[name.toLowerCase()] ?? "";
    return name.startsWith(name.slice(0, 1).toLowerCase()) ? noun : `${noun.slice(0, 1).toUpperCase()}${noun.slice(1)}`;
  });
}
