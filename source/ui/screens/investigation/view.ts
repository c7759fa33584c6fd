import type { Step } from "../../../analysis/investigation.ts";
import type { Story } from "../../../analysis/story.ts";
import type { AnyInvestigation } from "../../../analysis/totals/totals-investigation.ts";
import { formatOf, type NumberFormat } from "../../../domain/format.ts";
import { labelOf } from "../../state/measures.ts";
import type { ScreenContext } from "../screen-context.ts";
import type { InvestigationState } from "./state.ts";

/** What a step is made of, before it is painted. */
export interface StepContext extends Pick<ScreenContext, "size" | "catalog" | "currency"> {
  readonly state: InvestigationState;
  readonly story: Story;
  readonly investigation: AnyInvestigation;
}

/** What the investigation is drawn from. */
export interface InvestigationView extends StepContext, ScreenContext {
  /** How much of a newer answer is there, 0 to 1; undefined while none is on its way for long. */
  readonly progress: number | undefined;
}

/** The step in view. */
export function currentStep({ investigation, state }: StepContext): Step | undefined {
  return investigation.steps[state.step];
}

/** The metric as people read it: "net revenue per customer". */
export function metricLabel({ catalog, investigation }: StepContext): string {
  return labelOf(catalog, investigation.question.metric).toLowerCase();
}

/** How values of the metric are written. */
export function metricFormat({ catalog, investigation }: StepContext): NumberFormat {
  const measure = catalog.measures.find((one) => one.name === investigation.question.metric);
  return measure === undefined ? "money" : formatOf(measure);
}
