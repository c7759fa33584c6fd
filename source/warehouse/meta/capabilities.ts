import type { Database } from "../database/database.ts";
import type { Mapping } from "../mapping/mapping.ts";

/**
 * What the source's tables make possible, and for what is not possible, which data would. Gifts are missed in few businesses
 * other than coffee.
 */
export async function capabilityRows(
  database: Database,
  mapping: Mapping | undefined,
  isCoffee: boolean,
): Promise<readonly (readonly (string | boolean | null)[])[]> {
  const any = (table: string, where = "true") => `exists (select 1 from landing.raw.${table} where ${where})`;
  const named = [any("line_discounts"), ...(mapping?.discounts === undefined ? [] : ["true"])].join(" or ");
  const given = [
    [
      "subscriptions",
      any("subscription_state_changes"),
      "The source has no subscription_state_changes: a file of this name, or a mapping, provides them.",
    ],
    [
      "discounts",
      `${any("discount_offerings")} or ${any("transactions", "discount_amount is not null")} or ${named}`,
      "The source has no discount_offerings, no line_discounts and no discount_amount in transactions: any of them, or a mapping, provides them.",
    ],
    [
      "profiles",
      any("coffee_profiles"),
      "The source has no products: a file of this name, or a mapping, provides them.",
    ],
    ["reversals", any("reversals"), "The source has no reversals: a file of this name, or a mapping, provides them."],
    [
      "list_prices",
      // Net revenue plus every discount of a line gives its list value.
      `${any("coffee_profiles", "gross_price is not null")} or ${any("transactions", "list_revenue is not null")} or ${named}`,
      "The source has no prices in products and no list_revenue in transactions: either, or a mapping, provides them.",
    ],
    ["customers_file", any("customers"), "The source has no customers; they are taken from the transactions."],
    [
      "gifts",
      any("transactions", "gift_recipient_id is not null or trim(lower(transaction_type), ' -_') = 'gift'"),
      "No transaction of the source is a gift: transaction_type or gift_recipient_id in transactions marks gifts.",
    ],
  ] as const;
  // In a single select they would be ten tables to join, and planning their order takes longer than everything else.
  const conditions = given.map(([name, condition]) => `select '${name}' where ${condition}`);
  const { rows } = await database.query(conditions.join(" union all "));
  const available = new Set(rows.map(([name]) => name));
  return given
    .filter(([name]) => name !== "gifts" || isCoffee || available.has(name))
    .map(([name, , why]) => [name, available.has(name), available.has(name) ? null : why]);
}
