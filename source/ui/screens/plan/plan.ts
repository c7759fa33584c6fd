import { filePageScreen } from "../file-page.tsx";
import { whyPlan } from "./why-plan.ts";

/** A plan beside the actual figures. */
export const plan = filePageScreen("plan", {
  title: "Plan",
  about:
    "The plan in plan.csv beside the source, the actuals, and the variance, split into orders and value per order.",
  file: "plan.csv",
  jump: ["to_plan", ["P"], "Show the plan beside the actuals"],
  alsoCalled: "budget forecast target variance actual",
  exportsTo: "plan-variance.csv",
  why: whyPlan,
});
