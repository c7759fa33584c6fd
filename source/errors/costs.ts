import { section } from "./entry.ts";
import { figureFileErrors } from "./figure-file.ts";

const example =
  "The list is CSV with the columns month, cost and, where wanted, dimensions of customers, such as marketing_channel: 2025-03,1200";

/** Acquisition costs that cannot be used. */
export const costErrors = section(
  "costs",
  figureFileErrors("list of acquisition costs", "acquisition_costs.csv", example),
);
