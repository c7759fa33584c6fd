/** Discount programmes of the metric tree; prepaid plans of another length count with the next shorter one. */
export const programs = ["welcome", "prepaid_3", "prepaid_6", "prepaid_12", "other"] as const;
export type Program = (typeof programs)[number];

/** Ways in which an order is reversed. */
export const kinds = ["refund", "credit", "chargeback", "replacement"] as const;
export type Kind = (typeof kinds)[number];

/** Per cell what the tree is made of: counts, and money in whole cents. `reversal_` counts only what the switches count. */
export const treeFields = [
  "customers",
  "orders",
  "bags",
  "list",
  ...programs.map((program) => `list_on_${program}` as const),
  ...programs.map((program) => `discount_${program}` as const),
  ...kinds.map((kind) => `reversed_${kind}` as const),
  ...kinds.map((kind) => `reversal_${kind}` as const),
  "plug",
  "deferred",
] as const;

/** What steps tell beside the tree: customers and orders on each programme, the cost of replacements. */
export const besideFields = [
  ...programs.map((program) => `customers_on_${program}` as const),
  ...programs.map((program) => `orders_on_${program}` as const),
  "customers_on_prepaid",
  "orders_replaced",
  "replacement_cost",
] as const;

export const fields = [...treeFields, ...besideFields] as const;
export type Field = (typeof fields)[number];

/** Place of each field in a row of values. */
export const fieldAt: Readonly<Record<Field, number>> = Object.fromEntries(
  fields.map((field, index) => [field, index]),
) as Record<Field, number>;
