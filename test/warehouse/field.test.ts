import { cp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { withProposal } from "../../source/warehouse/propose/propose.ts";
import { mappingText } from "../../source/warehouse/propose/write-mapping.ts";
import expected from "../fixtures/field/expected.json" with { type: "json" };
import { built, landed, root, scratch } from "./support/scratch.ts";

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

/** The total of a case's mapping, and what the mapping is. */
async function mapped(folder: string, hasRecipes: boolean) {
  return withProposal({ source: folder, hasRecipes }, async ({ proposal }) => ({
    proposal,
    text: mappingText(proposal),
    assumptions: proposal.decisions.filter(({ isAssumption }) => isAssumption).length,
  }));
}

/** Net revenue in silver, and of the records in quarantine, once built. */
async function books(folder: string): Promise<number> {
  const { outcome } = await built({ source: folder, warehouse: "memory", projectDir: join(root, "sql") });
  const { database } = outcome;
  if (database === undefined) throw new Error("a build in memory hands its database on");
  const silver = await database.query(
    "select coalesce(sum(net_revenue), 0)::decimal(38, 2)::varchar from silver.fct_transactions",
  );
  const quarantined = await database.query(
    "select distinct source_file, source_record::varchar from bronze.quarantine where source_table = 'transactions'",
  );
  await database.close();
  const places = quarantined.rows.map(([file, record]) => `('${String(file)}', ${String(record)})`);
  const [row] = await landed(
    folder,
    `select coalesce(sum(try_cast(net_revenue as decimal(18, 4))), 0)::decimal(38, 2)::varchar from landing.raw.transactions
     where (source_file, _record) in (${places.length > 0 ? places.join(", ") : "('', 0)"})`,
  );
  return Number(silver.rows[0]?.[0]) + Number(row?.[0]);
}

describe.each(kinds)("%s", (name) => {
  it.each([true, false])("gives the total that must come (recipes: %s)", async (hasRecipes) => {
    const folder = await scratch();
    await cp(join(root, "test/fixtures/field", name), folder, { recursive: true });
    const { proposal, text, assumptions } = await mapped(folder, hasRecipes);
    const { customers, net_revenue: net } = cases[name] ?? {};
    const [least = 0, most = least] = [customers ?? []].flat();
    expect(Number(proposal.totals.netRevenue)).toBe(Number(net));
    expect(proposal.totals.customers).toBeGreaterThanOrEqual(least);
    expect(proposal.totals.customers).toBeLessThanOrEqual(most);
    expect(assumptions).toBeLessThanOrEqual(3);
    if (!hasRecipes) return;
    await writeFile(join(folder, "grounds.yml"), text);
    expect(await books(folder), "silver and the quarantine together").toBeCloseTo(Number(net), 2);
  });
});
