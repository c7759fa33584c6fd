import { section } from "./entry.ts";
import { figureFileErrors } from "./figure-file.ts";

const example =
  "A plan is CSV with the columns month, measure, value and, where wanted, dimensions: 2025-03,net_revenue,12000";

/** A plan that cannot be used. */
export const planErrors = section("plan", figureFileErrors("plan", "plan.csv", example));
