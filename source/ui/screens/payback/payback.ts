import { filePageScreen } from "../file-page.tsx";

/** Acquisition costs beside the revenue of the acquired customers. */
export const payback = filePageScreen("payback", {
  title: "Payback",
  about:
    "The costs in acquisition_costs.csv beside the source, per customer acquired, and the month of lifetime that pays them back.",
  file: "acquisition_costs.csv",
  jump: ["to_payback", ["K"], "Show when customers pay back what they cost"],
  alsoCalled: "cac ltv acquisition cost unit economics roi",
  exportsTo: "payback.csv",
});
