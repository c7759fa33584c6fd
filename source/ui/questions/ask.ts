import { defaultSwitches } from "../../analysis/investigation.ts";
import { notice } from "../state/app-state.ts";
import type { AppData } from "../state/data.ts";
import type { Outcome } from "../state/screen.ts";
import type { Why, WhyContext } from "./why.ts";

/** Opens the question that answers "why?", or says why there is none. */
export function asked(why: (context: WhyContext) => Why, data: AppData): Outcome<never> {
  const found = why(contextOf(data));
  if ("problem" in found) return notice(found.problem);
  return { show: { kind: "question", question: found.question }, ...remark(found.said) };
}

/** What had to be changed in the question, as a notice; empty if nothing had. */
export function remark(said: readonly string[]): Pick<Outcome<never>, "notice"> {
  if (said.length === 0) return {};
  const text = said.join("; ");
  return notice(text.charAt(0).toUpperCase() + text.slice(1), "label");
}

/** Until the home question is known, the first and the last day of the data stand in for its periods. */
function contextOf({ catalog, dataSet, homeQuestion }: AppData): WhyContext {
  const home = homeQuestion() ?? {
    metric: "net_revenue_per_customer",
    base: { from: dataSet.from, to: dataSet.from },
    compare: { from: dataSet.to, to: dataSet.to },
    filters: [],
    switches: defaultSwitches,
    seed: 1,
    replicates: 2000,
  };
  return { catalog, dataSet, home };
}
