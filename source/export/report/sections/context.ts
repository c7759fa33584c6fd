import type { Investigation, Step, StepId } from "../../../analysis/investigation.ts";
import { Numbers } from "../numbers.ts";
import type { ReportInput } from "../report-input.ts";

/** What every section is told from. */
export interface ReportContext {
  readonly input: ReportInput;
  readonly investigation: Investigation;
  readonly numbers: Numbers;
}

export function reportContext(input: ReportInput): ReportContext {
  const { investigation, dataSet } = input;
  return { input, investigation, numbers: new Numbers(dataSet.currency, investigation.metric.format) };
}

export function stepOf({ investigation }: ReportContext, id: StepId): Step | undefined {
  return investigation.steps.find((step) => step.id === id);
}

/** Steps without which a report cannot be checked. */
const lasting: readonly StepId[] = ["true_up", "bridge", "report"];

/** Whether the analyst left the step out of the story. */
export function isExcluded({ input }: ReportContext, id: StepId): boolean {
  return !lasting.includes(id) && (input.excluded ?? []).includes(id);
}

/** `4.2 · Step 5 of 12` stays short: `Step 5 of 12`. */
export function eyebrowOf({ investigation }: ReportContext, id: StepId): string {
  const place = investigation.steps.findIndex((step) => step.id === id) + 1;
  return `Step ${place} of ${investigation.steps.length}`;
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
