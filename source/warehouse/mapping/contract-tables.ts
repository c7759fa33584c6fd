import { contactColumns } from "../../domain/contact-columns.ts";

/** The input contract: every table with its columns in order, and which of them are required (DATA.md, section 1). */
const contractTables = {
  customers: {
    columns: [
      "customer_id",
      "created_at",
      "email",
      "first_name",
      "last_name",
      "region",
      "marketing_channel",
      ...contactColumns,
    ],
    required: ["customer_id"],
    key: "customer_id",
  },
  transactions: {
    columns: [
      "transaction_id",
      "order_id",
      "customer_id",
      "transacted_at",
      "transaction_type",
      "subscription_id",
      "gift_recipient_id",
      "product_id",
      "quantity",
      "net_revenue",
      "discount_id",
      "reversal_id",
      "list_revenue",
      "discount_amount",
      "currency",
    ],
    required: ["customer_id", "transacted_at", "net_revenue"],
    key: "transaction_id",
  },
  subscription_state_changes: {
    columns: [
      "change_id",
      "subscription_id",
      "customer_id",
      "changed_at",
      "state",
      "cadence_days",
      "prepaid_orders",
      "product_id",
    ],
    required: ["subscription_id", "customer_id", "changed_at", "state"],
    key: "change_id",
  },
  discount_offerings: {
    columns: [
      "discount_id",
      "name",
      "program",
      "prepaid_orders",
      "percent_off",
      "amount_off",
      "valid_from",
      "valid_to",
    ],
    required: ["discount_id", "program"],
    key: "discount_id",
  },
  coffee_profiles: {
    columns: [
      "product_id",
      "bag_size",
      "bag_grams",
      "method",
      "caffeination",
      "roast",
      "flavor",
      "grind",
      "gross_price",
      "price_valid_from",
      "price_valid_to",
    ],
    required: ["product_id"],
    key: "product_id",
  },
  reversals: {
    columns: ["reversal_id", "transaction_id", "customer_id", "reversed_at", "kind", "amount", "replacement_cost"],
    required: ["reversed_at", "kind"],
    key: "reversal_id",
  },
  line_discounts: {
    columns: ["transaction_id", "name", "program", "amount"],
    required: ["transaction_id", "program", "amount"],
    key: "transaction_id",
  },
  exchange_rates: {
    columns: ["day", "currency", "rate"],
    required: ["day", "currency", "rate"],
    key: "day",
  },
} as const satisfies Record<string, ContractTable>;

interface ContractTable {
  readonly columns: readonly string[];
  readonly required: readonly string[];
  readonly key: string;
}

export type TableName = keyof typeof contractTables;

/** All tables, the largest first, so that reading it overlaps with taking snapshots of the others. */
export const tableNames = [
  "transactions",
  "customers",
  "subscription_state_changes",
  "reversals",
  "line_discounts",
  "discount_offerings",
  "coffee_profiles",
  "exchange_rates",
] as const satisfies readonly TableName[];

export function isTableName(name: string): name is TableName {
  return Object.hasOwn(contractTables, name);
}

/** Every name that a table may have in a file name or a mapping; products of any kind go to the table of coffees. */
export const allTableNames = [...tableNames, "products"] as const;

/** The table of that name. */
export function tableNamed(name: (typeof allTableNames)[number]): TableName {
  return name === "products" ? "coffee_profiles" : name;
}

/** The names of a table, its own first. */
export function namesOf(table: TableName): readonly string[] {
  return [table, ...allTableNames.filter((name) => name !== table && tableNamed(name) === table)];
}

export function contractOf(table: TableName): ContractTable {
  return contractTables[table];
}
