import { type BusinessEvent, eventsIn, printEvent } from "../domain/business-event.ts";
import type { Period } from "../domain/period.ts";
import { isTotals } from "./totals/question.ts";
import type { AnyInvestigation } from "./totals/totals-investigation.ts";

/** The investigation, with the events since the start of the base period that may show in the comparison named in its first step. */
export function withEvents<Found extends AnyInvestigation>(
  found: Found,
  events: readonly BusinessEvent[] | undefined,
): Found {
  const { base, compare } = periodsOf(found);
  const [from = ""] = [base.from, compare.from].sort();
  const [to = ""] = [base.to, compare.to].sort().reverse();
  const between = eventsIn(events, { from, to }, found.question.filters).filter(({ days }) => days.from > from);
  if (between.length === 0) return found;
  const sentence = `Events since the base period began: ${between.map(printEvent).join("; ")}.`;
  const steps = found.steps.map((step, index) =>
    index === 0 ? { ...step, finding: `${step.finding} ${sentence}` } : step,
  );
  return { ...found, steps };
}

function periodsOf({ question }: AnyInvestigation): { readonly base: Period; readonly compare: Period } {
  if (isTotals(question) && question.of === "groups") return { base: question.period, compare: question.period };
  return question;
}
