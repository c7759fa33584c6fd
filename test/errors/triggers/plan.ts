import { join } from "node:path";
import { readPlan } from "../../../source/commands/plan-file.ts";
import { scratch } from "../../warehouse/support/scratch.ts";
import { raised, reportedOnTiny, type TriggersOf } from "./trigger.ts";

const reading = (file: string) =>
  raised(() => readPlan(file, { dimensions: [], measures: [] }, { from: "2024-01-01" }));

export const plan: TriggersOf<"plan"> = {
  none: () => reportedOnTiny("plan"),
  unreadable: () => reading("/nowhere/plan.csv"),
  notSo: async () => reading(join(await scratch({ "plan.csv": "month,value\n2024-01,1\n" }), "plan.csv")),
};
