/**
 * Discount programs that the metric tree has for every source; prepaid plans of another length count with the next shorter
 * one. A source's own named programs follow them.
 */
export const programs = ["welcome", "prepaid_3", "prepaid_6", "prepaid_12", "other"] as const;
export type Program = (typeof programs)[number];

/** All programs of a source that names `own` ones. */
export function programsWith(own: readonly string[]): readonly string[] {
  return [...programs, ...own];
}

/** Ways in which an order is reversed. */
export const kinds = ["refund", "credit", "chargeback", "replacement"] as const;
export type Kind = (typeof kinds)[number];

/** What the tree is computed from, per cell: counts, and money in whole cents. `reversal_` counts only what the switches count. */
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

/** What steps report beside the tree: customers and orders on each program, the cost of replacements. */
export const extraFields = [
  ...programs.map((program) => `customers_on_${program}` as const),
  ...programs.map((program) => `orders_on_${program}` as const),
  "customers_on_prepaid",
  "orders_replaced",
  "replacement_cost",
] as const;

export const fields = [...treeFields, ...extraFields] as const;
export type Field = (typeof fields)[number];

/** Index of each field in a row of values. */
export const fieldAt: Readonly<Record<Field, number>> = Object.fromEntries(
  fields.map((field, index) => [field, index]),
) as Record<Field, number>;

/** The fields of a source's own programs, after those of every source: the tree's, then those beside it. */
export function ownFields(own: readonly string[]): {
  readonly tree: readonly string[];
  readonly beside: readonly string[];
} {
  return {
    tree: own.flatMap((program) => [`list_on_${program}`, `discount_${program}`]),
    beside: own.flatMap((program) => [`customers_on_${program}`, `orders_on_${program}`]),
  };
}

/** The number of fields in a row of values. */
export function fieldCount(own: readonly string[]): number {
  return fields.length + 4 * own.length;
}

/** Index in a row of values of the list value on a program or of its discount; `index` counts all programs. */
export function programFieldAt(index: number, what: "list_on" | "discount"): number {
  const program = programs[index];
  if (program !== undefined) return fieldAt[`${what}_${program}`];
  return fields.length + 2 * (index - programs.length) + (what === "list_on" ? 0 : 1);
}

/** Index in a row of values of the customers or orders on one of a source's `count` own programs. */
export function extraFieldAt(index: number, what: "customers_on" | "orders_on", count: number): number {
  return fields.length + 2 * count + 2 * index + (what === "customers_on" ? 0 : 1);
}
