import { planBridge } from "../../../domain/plan-bridge.ts";
import type { ReportSection } from "../document.ts";
import { Numbers } from "../numbers.ts";
import { sentenceOf, variancesSection } from "../plan/plan-document.ts";
import type { AnyContext } from "./context.ts";

/**
 * The plan of the periods compared, if there is one: the bridge from plan to actual net revenue of the compared period, and the
 * lines of each measure.
 */
export function planSection({ input: { plan, dataSet } }: AnyContext): readonly ReportSection[] {
  if (plan === undefined) return [];
  const numbers = new Numbers(dataSet.currency, "money");
  const bridge = planBridge(plan.compared);
  const section = variancesSection({ ...plan, dataSet }, bridge, numbers);
  const source = `${plan.plan.file}, sha256 ${plan.plan.sha256}.`;
  const sentence = bridge === undefined ? [] : [sentenceOf(bridge, numbers)];
  return [{ ...section, id: "plan", title: "The plan of these periods", paragraphs: [...sentence, source] }];
}
