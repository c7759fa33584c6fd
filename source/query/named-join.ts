/** Joins order lines to the discounts that the source names; discounts of an offering have no sign there. */
export function namedJoin(lines: string): string {
  return [
    `inner join silver.fct_line_discounts as named on ${lines}.transaction_id = named.transaction_id`,
    "inner join bronze.discount_signs as signs",
    "    on named.discount_name = signs.discount_name",
    "    and named.program = signs.program",
  ].join("\n");
}
