/**
 * Net revenue of a line of bronze `staged` in the main currency, less the reversals that the source books separately; needs
 * `stagedJoins`.
 */
export const stagedNet = "coalesce(conversion.net_revenue, staged.net_revenue) - coalesce(taken.amount, 0)";

/** The conversion of each line of `staged`, and its reversals. */
export const stagedJoins = [
  "left join silver.fct_line_conversions as conversion on staged.transaction_id = conversion.transaction_id",
  "left join (",
  "    select transaction_id, sum(amount) as amount",
  "    from silver.fct_reversals where is_taken_off group by transaction_id",
  ") as taken on staged.transaction_id = taken.transaction_id",
].join("\n");
