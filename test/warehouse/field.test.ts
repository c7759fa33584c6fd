import { cp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { withProposal } from "../../source/warehouse/propose/propose.ts";
import { mappingText } from "../../source/warehouse/propose/write-mapping.ts";
import expected from "../fixtures/field/expected.json" with { type: "json" };
import { landed, root, scratch } from "./support/scratch.ts";

interface Expected {
  readonly why: string;
  readonly net_revenue?: string;
  readonly customers?: number | readonly number[];
}

const cases: Readonly<Record<string, Expected>> = expected;

/** One of each kind; `npm run field` runs them all from a shell, to the end. */
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
];

const sum =
  "select coalesce(sum(try_cast(net_revenue as decimal(18, 4))), 0)::decimal(38, 2)::varchar from landing.raw.transactions";

describe.each(kinds)("%s", (name) => {
  it.each([true, false])(
    "gives the total that must come, and the build reads the same (recipes: %s)",
    async (hasRecipes) => {
      const folder = await scratch();
      await cp(join(root, "test/fixtures/field", name), folder, { recursive: true });
      const found = await withProposal({ source: folder, hasRecipes }, async ({ proposal }) => ({
        totals: proposal.totals,
        text: mappingText(proposal),
        assumptions: proposal.decisions.filter(({ isAssumption }) => isAssumption).length,
      }));
      const { customers, net_revenue: net } = cases[name] ?? {};
      const [least = 0, most = least] = [customers ?? []].flat();
      expect(Number(found.totals.netRevenue)).toBe(Number(net));
      expect(found.totals.customers).toBeGreaterThanOrEqual(least);
      expect(found.totals.customers).toBeLessThanOrEqual(most);
      expect(found.assumptions).toBeLessThanOrEqual(3);
      await writeFile(join(folder, "grounds.yml"), found.text);
      // What the loader lands is what bronze takes up or quarantines.
      expect(await landed(folder, sum)).toEqual([[Number(net).toFixed(2)]]);
    },
  );
});
