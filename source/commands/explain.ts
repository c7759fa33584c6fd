import { withEvents } from "../analysis/events-between.ts";
import { homeQuestion } from "../analysis/home-question.ts";
import { investigate } from "../analysis/investigate.ts";
import { defaultSwitches, type Investigation, type Question, type Switches } from "../analysis/investigation.ts";
import { investigateTotals } from "../analysis/totals/investigate-totals.ts";
import { type AnyQuestion, isTotals, type TotalsQuestion } from "../analysis/totals/question.ts";
import type { AnyInvestigation, TotalsInvestigation } from "../analysis/totals/totals-investigation.ts";
import { cohortFilters } from "../query/cohort-filters.ts";
import type { Session } from "./session.ts";

/** The default question for this data. */
export async function homeQuestionOf(
  { dataSet, run }: Session,
  switches: Switches = defaultSwitches,
  signal?: AbortSignal,
): Promise<Question> {
  const hasSubscriptions = dataSet.capabilities.some(({ name, available }) => name === "subscriptions" && available);
  const entry = hasSubscriptions ? "subscription" : "%";
  const sql = "select distinct acquisition_month from silver.dim_customer_acquisition where point_of_entry like $1";
  const months = new Set((await run({ sql, params: [entry] }, signal)).map(([month]) => String(month).slice(0, 7)));
  return homeQuestion({ end: dataSet.end, hasSubscriptions, months }, switches);
}

/** Answers any question on a session's data. */
export async function explainAny(
  session: Session,
  question: AnyQuestion,
  signal: AbortSignal,
  onProgress?: (done: number) => void,
): Promise<AnyInvestigation> {
  const found = isTotals(question)
    ? await explainTotals(session, question, signal, onProgress)
    : await explain(session, question, signal, onProgress);
  return withEvents(found, session.dataSet.events);
}

/** Answers a question about totals on a session's data. */
export function explainTotals(
  { catalog, dataSet, run, dialect }: Session,
  question: TotalsQuestion,
  signal: AbortSignal,
  onProgress?: (done: number) => void,
): Promise<TotalsInvestigation> {
  const context = {
    catalog,
    currency: dataSet.currency,
    business: dataSet.words,
    capabilities: dataSet.capabilities,
    dialect,
    days: { from: dataSet.from, to: dataSet.to },
  };
  return investigateTotals(question, context, run, signal, onProgress);
}

/** Runs an investigation on a session's data. */
export async function explain(
  { catalog, dataSet, run, dialect }: Session,
  question: Question,
  signal: AbortSignal,
  onProgress?: (done: number) => void,
): Promise<Investigation> {
  const context = {
    filters: cohortFilters(catalog, question.filters),
    capabilities: dataSet.capabilities,
    dataEnd: dataSet.end,
    currency: dataSet.currency,
    business: dataSet.words,
    catalog,
    dialect,
  };
  return investigate(question, run, context, signal, onProgress);
}
