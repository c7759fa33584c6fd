import type { TimestampWriter } from "./calendar.ts";
import { money } from "./csv-file.ts";
import type { Product } from "./products.ts";

/** One record per product and price validity; `price_valid_to` is the next one's start, empty for the current price. */
export function coffeeProfileRecords(products: readonly Product[], timestamp: TimestampWriter): readonly string[] {
  return products.flatMap((product) =>
    product.prices.map((price, index) => {
      const next = product.prices[index + 1];
      const { id, bagSize, bagGrams, method, caffeination, roast, flavor, grind } = product;
      const validity = `${timestamp(price.from)},${next === undefined ? "" : timestamp(next.from)}`;
      const attributes = `${bagSize},${bagGrams},${method},${caffeination},${roast},${flavor},${grind}`;
      return `${id},${attributes},${money(price.cents)},${validity}`;
    }),
  );
}
