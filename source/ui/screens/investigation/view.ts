import type { Step } from "../../../analysis/investigation.ts";
import type { Story } from "../../../analysis/story.ts";
import type { AnyInvestigation } from "../../../analysis/totals/totals-investigation.ts";
import type { DataSet } from "../../../domain/data-set.ts";
import { formatOf, type NumberFormat } from "../../../domain/format.ts";
import type { AppData } from "../../state/data.ts";
import { labelOf } from "../../state/measures.ts";
import type { At } from "../../state/screen.ts";
import { type InvestigationState, storyIn } from "./state.ts";

/** What a step is drawn from. */
export interface StepContext extends Pick<At<InvestigationState>, "state" | "size">, Pick<AppData, "catalog"> {
  readonly currency: string;
  readonly events: DataSet["events"];
  readonly story: Story;
  readonly investigation: AnyInvestigation;
}

/** What the current step is drawn from; undefined until there is an investigation. */
export function stepContext(at: At<InvestigationState>): StepContext | undefined {
  const { state, data, size } = at;
  const { currency, events } = data.dataSet;
  const investigation = data.investigation();
  return investigation && { state, size, catalog: data.catalog, currency, events, story: storyIn(at), investigation };
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
