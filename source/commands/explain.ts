import { homeQuestion } from "../analysis/home-question.ts";
import { investigate } from "../analysis/investigate.ts";
import { defaultSwitches, type Investigation, type Question, type Switches } from "../analysis/investigation.ts";
import { customerPredicate } from "../query/customer-predicate.ts";
import type { Session } from "./session.ts";

/** The question that fits this data when nothing else is asked. */
export function homeQuestionOf({ dataSet }: Session, switches: Switches = defaultSwitches): Question {
  const hasSubscriptions = dataSet.capabilities.some(({ name, available }) => name === "subscriptions" && available);
  return homeQuestion({ from: dataSet.from, end: dataSet.end, hasSubscriptions }, switches);
}

/** Runs an investigation on a session's data. */
export async function explain(
  { catalog, dataSet, run }: Session,
  question: Question,
  signal: AbortSignal,
  onProgress?: (done: number) => void,
): Promise<Investigation> {
  const context = {
    predicate: customerPredicate(catalog, question.filters),
    capabilities: dataSet.capabilities,
    dataEnd: dataSet.end,
    currency: dataSet.currency,
  };
  return investigate(question, run, context, signal, onProgress);
}
