import { filePageScreen } from "../file-page.ts";

/** Acquisition costs beside the revenue of the acquired customers. */
export const payback = filePageScreen({
  id: "payback",
  title: "Payback",
  about:
    "The costs in acquisition_costs.csv beside the source, per customer acquired, and the month of lifetime that pays them back.",
  pages: [
    {
      ...{ of: "payback", name: "acquisition_costs.csv", row: "line", exportsTo: "payback.csv" },
      form: {
        file: "acquisition_costs.csv",
        says: "Acquisition costs are CSV with the columns month, cost and, where wanted, dimensions of customers",
        example: ["month,marketing_channel,cost", "2025-03,paid_social,1200", "2025-03,organic,300"],
      },
    },
  ],
  jump: ["to_payback", ["K"], "Show when customers pay back what they cost"],
  alsoCalled: "cac ltv acquisition cost unit economics roi",
});
