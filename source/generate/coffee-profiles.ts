import type { Product } from "./products.ts";
import type { RecordBytes } from "./record-bytes.ts";

/** One record per product and price validity; `price_valid_to` is the start of the next one, empty for the current price. */
export function coffeeProfileRecords(record: RecordBytes, products: readonly Product[], end: () => void): void {
  for (const product of products) {
    const { id, bagSize, bagGrams, method, caffeination, roast, flavor, grind } = product;
    product.prices.forEach((price, index) => {
      record.text(`${id},${bagSize},${bagGrams},${method},${caffeination},${roast},${flavor},${grind}`);
      record.comma().money(price.cents).comma().moment(price.from).comma();
      const next = product.prices[index + 1];
      if (next !== undefined) record.moment(next.from);
      end();
    });
  }
}
