import type { Step } from "../../../analysis/investigation.ts";
import type { Story } from "../../../analysis/story.ts";
import type { AnyInvestigation } from "../../../analysis/totals/totals-investigation.ts";
import { formatOf, type NumberFormat } from "../../../domain/format.ts";
import { labelOf } from "../../state/measures.ts";
import type { ScreenContext } from "../screen-context.ts";
import type { InvestigationState } from "./state.ts";

/** The input of a step's view, before it is painted. */
export interface StepContext extends Pick<ScreenContext, "size" | "catalog" | "currency" | "events"> {
  readonly state: InvestigationState;
  readonly story: Story;
  readonly investigation: AnyInvestigation;
}

/** The input of the investigation's view. */
export interface InvestigationView extends StepContext, ScreenContext {
  /** Progress of a newer answer, 0 to 1; undefined unless one has been pending for long. */
  readonly progress: number | undefined;
}

/** The current step. */
export function currentStep({ investigation, state }: StepContext): Step | undefined {
  return investigation.steps[state.step];
}

/** The name of the metric in running text: "net revenue per customer". */
export function metricLabel({ catalog, investigation }: StepContext): string {
  return labelOf(catalog, investigation.question.metric).toLowerCase();
}

/** The number format of the metric. */
export function metricFormat({ catalog, investigation }: StepContext): NumberFormat {
  const measure = catalog.measures.find((one) => one.name === investigation.question.metric);
  return measure === undefined ? "money" : formatOf(measure);
}
