import type { Investigation, Step, StepId } from "../../../analysis/investigation.ts";
import type { AnyInvestigation } from "../../../analysis/totals/totals-investigation.ts";
import { Numbers } from "../numbers.ts";
import type { ReportInput } from "../report-input.ts";

/** What every section is written from. */
export interface ReportContext<Found extends AnyInvestigation = Investigation> {
  readonly input: ReportInput<Found>;
  readonly investigation: Found;
  readonly numbers: Numbers;
}

export function reportContext<Found extends AnyInvestigation>(input: ReportInput<Found>): ReportContext<Found> {
  const { investigation, dataSet } = input;
  return { input, investigation, numbers: new Numbers(dataSet.currency, investigation.metric.format) };
}

/** What sections are written from that are the same for every kind of question. */
export type AnyContext = ReportContext<AnyInvestigation>;

export function stepOf({ investigation }: AnyContext, id: StepId): Step | undefined {
  return investigation.steps.find((step) => step.id === id);
}

/** Steps without which a report cannot be checked. */
const lasting: readonly StepId[] = ["true_up", "bridge", "report"];

/** Whether the analyst left the step out of the story. */
export function isExcluded({ input }: AnyContext, id: StepId): boolean {
  return !lasting.includes(id) && (input.excluded ?? []).includes(id);
}

/** Kept short: `Step 5 of 12`. */
export function eyebrowOf({ investigation }: AnyContext, id: StepId): string {
  const place = investigation.steps.findIndex((step) => step.id === id) + 1;
  return `Step ${place} of ${investigation.steps.length}`;
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
