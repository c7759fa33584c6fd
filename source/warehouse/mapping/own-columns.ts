import type { TableName } from "./contract-tables.ts";
import type { Mapping } from "./mapping.ts";
import { discountColumns } from "./named-discounts.ts";
import { dimensionColumns } from "./own-dimensions.ts";

/** A column that a mapping adds to a contract table: its expression over the file's columns, and its path in the mapping. */
export interface OwnColumn {
  readonly name: string;
  readonly expression: string;
  readonly path: readonly (string | number)[];
}

/** The columns of a table besides those of the contract: own dimensions, then the named discounts of order lines. */
export function ownColumnsOf(
  mapping: Pick<Mapping, "dimensions" | "discounts"> | undefined,
  table: TableName,
): readonly OwnColumn[] {
  const discounts = table === "transactions" ? discountColumns(mapping?.discounts) : [];
  return [...dimensionColumns(mapping?.dimensions, table), ...discounts];
}
