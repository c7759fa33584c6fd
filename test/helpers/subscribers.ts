import type { PlannedFilter } from "../../source/query/predicate.ts";

/** Customers acquired by subscription, as a filter with its dimension resolved. */
export const subscribers: PlannedFilter = {
  dimension: {
    name: "point_of_entry",
    label: "Point of entry",
    description: "",
    of: "customer",
    type: "text",
    expression: "point_of_entry",
  },
  op: "in",
  values: ["subscription"],
};
