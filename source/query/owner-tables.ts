import type { Dimension } from "../domain/catalog.ts";

/** The table that a dimension's expression reads, by the dimension's owner. */
export const ownerTables: Readonly<Record<Dimension["of"], string>> = {
  customer: "silver.dim_customer_acquisition",
  line: "silver.fct_transactions",
  profile: "silver.dim_coffee_profile",
  discount: "silver.fct_line_discounts",
};
