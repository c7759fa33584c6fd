import { describe, expect, it } from "vitest";
import { fieldCases, fieldFolder, mapped } from "./support/field.ts";

/** One of each kind; `npm run field` runs all of them from a shell, to the end. */
const kinds = [
  "woo-advanced-export",
  "order-total-on-each-line",
  "stripe-charges",
  "fivetran-stripe-charge",
  "square-items",
  "hubspot-deals",
  "shopify-cancelled-voided",
  "shopify-three-currencies",
  "superstore-discount-share",
  "magento-kaggle-empty-tail",
  "olist-header-and-lines",
  "refunds-by-order",
  "item-price-is-line-total",
  "thousands-points-only",
  "lightspeed-sale-line-payment-rows",
  "mongo-export-nested",
];

describe.each(kinds)("%s", (name) => {
  it.each([true, false])("gives the total that must come (recipes: %s)", async (hasRecipes) => {
    const { totals, assumptions } = await mapped(await fieldFolder(name), hasRecipes);
    const { customers, net_revenue: net } = fieldCases[name] ?? {};
    const [least = 0, most = least] = [customers ?? []].flat();
    expect(Number(totals.netRevenue)).toBe(Number(net));
    expect(totals.customers).toBeGreaterThanOrEqual(least);
    expect(totals.customers).toBeLessThanOrEqual(most);
    expect(assumptions).toBeLessThanOrEqual(3);
  });
});
