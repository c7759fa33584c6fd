import { join } from "node:path";
import { readCosts } from "../../../source/commands/costs-file.ts";
import { scratch } from "../../warehouse/support/scratch.ts";
import { raised, reportedOnTiny, type TriggersOf } from "./trigger.ts";

const reading = (file: string) =>
  raised(() => readCosts(file, { dimensions: [], measures: [] }, { from: "2024-01-01" }));

export const costs: TriggersOf<"costs"> = {
  none: () => reportedOnTiny("payback"),
  unreadable: () => reading("/nowhere/costs.csv"),
  notSo: async () => reading(join(await scratch({ "costs.csv": "month,cost\nMay,1\n" }), "costs.csv")),
};
