/**
 * Joins order lines to the discounts that the source names; discounts of an offering have no sign there. Signs come first:
 * most sources name few discounts or none, and then hardly any line is looked up.
 */
export function namedJoin(lines: string): string {
  return [
    "inner join (",
    "    select discounts.transaction_id, discounts.discount_name, discounts.program, discounts.amount",
    "    from silver.fct_line_discounts as discounts",
    "    inner join bronze.discount_signs as signs",
    "        on discounts.discount_name = signs.discount_name",
    "        and discounts.program = signs.program",
    `) as named on ${lines}.transaction_id = named.transaction_id`,
  ].join("\n");
}
