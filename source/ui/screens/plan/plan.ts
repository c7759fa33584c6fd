import { filePageScreen } from "../file-page.ts";
import { planBridgeLines } from "./bridge-lines.ts";
import { whyPlan } from "./why-plan.ts";

const form = {
  file: "plan.csv",
  says: "A plan is CSV with the columns month, measure, value and, where wanted, dimensions; an empty cell means all",
  example: [
    "month,measure,region,value",
    "2025-03,net_revenue,,12000",
    "2025-03,orders,,640",
    "2025-03,net_revenue,north,3100",
  ],
};

/** A plan beside the actual figures. */
export const plan = filePageScreen({
  id: "plan",
  title: "Plan",
  about:
    "The plan in plan.csv beside the source, the actuals, and the variance, split into orders and value per order; v: the bridge from plan to actual.",
  pages: [
    { of: "plan", name: "plan.csv", row: "line", exportsTo: "plan-variance.csv", form },
    {
      ...{ of: "plan_bridge", name: "the bridge", row: "row", exportsTo: "plan-bridge.csv" },
      ...{ form, drawn: planBridgeLines },
      noWhy: "A bar is a variance from the plan: v shows the lines of the plan, whose actuals w explains",
    },
  ],
  jump: ["to_plan", ["P"], "Show the plan beside the actuals"],
  alsoCalled: "budget forecast target variance actual",
  keyWords: { why: { description: "Explain the actual of this line against the year before" } },
  why: whyPlan,
});
