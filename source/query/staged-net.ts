/** Net revenue of a line of bronze `staged`, less the reversals that the source books beside it; needs `takenOff`. */
export const stagedNet = "staged.net_revenue - coalesce(taken.amount, 0)";

/** What is taken off each line of `staged`. */
export const takenOff = [
  "left join (",
  "    select transaction_id, sum(amount) as amount",
  "    from silver.fct_reversals where is_taken_off group by transaction_id",
  ") as taken on staged.transaction_id = taken.transaction_id",
].join("\n");
