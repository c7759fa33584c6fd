import type { Capability, DataSet } from "../domain/data-set.ts";
import { addDays } from "../domain/period.ts";
import type { Run } from "./statement.ts";

/** What else is known about tables that dbt built, from a mapping or from dbt's own files. */
export type TablesAbout = Pick<DataSet, "name" | "currency" | "fiscal" | "weekStart" | "words" | "builtAt">;

/** Named discounts: in columns of the order lines or in a separate table. */
const named = `${any("discount_signs")} or ${any("stg_line_discounts")}`;

/** The capabilities a source may have, and the table that shows each. */
const shownBy: readonly (readonly [name: string, condition: string, table: string])[] = [
  ["customers_file", any("stg_customers"), "bronze.stg_customers"],
  [
    "discounts",
    `${any("stg_discount_offerings")} or ${any("stg_transactions", "discount_amount is not null")} or ${named}`,
    "bronze.stg_discount_offerings",
  ],
  [
    "gifts",
    any("stg_transactions", "gift_recipient_id is not null or transaction_type = 'gift'"),
    "bronze.stg_transactions with a gift",
  ],
  [
    "list_prices",
    `${any("stg_coffee_profiles", "gross_price is not null")} or ${any("stg_transactions", "list_revenue is not null")} or ${named}`,
    "bronze.stg_coffee_profiles with a price",
  ],
  ["profiles", any("stg_coffee_profiles"), "bronze.stg_coffee_profiles"],
  ["reversals", any("stg_reversals"), "bronze.stg_reversals"],
  ["subscriptions", any("stg_subscription_state_changes"), "bronze.stg_subscription_state_changes"],
];

const coffees = [
  "coffees",
  any(
    "stg_coffee_profiles",
    "roast is not null or grind is not null or caffeination is not null or method is not null",
  ),
] as const;

function any(table: string, where?: string): string {
  return `exists (select 1 from bronze.${table}${where === undefined ? "" : ` where ${where}`})`;
}

/** The description of data whose warehouse has none of its own; undefined without order lines. */
export async function readTablesDataSet(
  run: Run,
  about: TablesAbout,
  signal?: AbortSignal,
): Promise<DataSet | undefined> {
  const ask = (sql: string) => run({ sql, params: [] }, signal);
  const [[first = null] = []] = await ask("select min(transaction_date) from silver.fct_transactions");
  if (first === null) return undefined;
  const [[last = null] = []] = await ask(lastMomentSql);
  const end = addDays(String(last).slice(0, 10), 1);
  const capabilities = await readCapabilities(ask);
  return {
    ...about,
    ...{ isSynthetic: false, from: String(first), to: addDays(end, -1), end },
    ...{ capabilities, assumptions: [], inputs: [] },
  };
}

/** The last moment at which anything happened, computed as Grounds' own builds do. */
const lastMomentSql = `select max(moment) from (
    select max(transacted_at) as moment from bronze.stg_transactions
    union all select max(changed_at) from bronze.stg_subscription_state_changes
    union all select max(reversed_at) from bronze.stg_reversals
) as moments`;

async function readCapabilities(ask: (sql: string) => ReturnType<Run>): Promise<readonly Capability[]> {
  const found = await ask(
    [...shownBy, coffees]
      .map(([name, condition]) => `select '${name}' as name where ${condition}`)
      .join("\nunion all "),
  );
  const available = new Set(found.map(([name]) => name));
  // Outside coffee, few businesses would miss gifts.
  const asked = shownBy.filter(([name]) => name !== "gifts" || available.has(name) || available.has("coffees"));
  return asked.map(([name, , table]) => ({
    name,
    available: available.has(name),
    why: available.has(name) ? "" : `There is no row of ${table}: the raw table that it is built from is empty.`,
  }));
}
