import { defaultSwitches, type Question } from "../../source/analysis/investigation.ts";
import { parsePeriod } from "../../source/domain/period.ts";

/** The home question of the tiny source over everyone, with the defaults. */
export const yearOnYear: Question = {
  metric: "net_revenue_per_customer",
  base: parsePeriod("2024-Q1"),
  compare: parsePeriod("2025-Q1"),
  filters: [],
  switches: defaultSwitches,
  seed: 1,
  replicates: 2000,
};
