import { basename } from "node:path";
import { isTotals } from "../analysis/totals/question.ts";
import type { AnyInvestigation } from "../analysis/totals/totals-investigation.ts";
import { type Period, parsePeriod } from "../domain/period.ts";
import type { PlanLine } from "../domain/plan.ts";
import type { Filter } from "../domain/slice.ts";
import type { ReportPlan } from "../export/report/report-input.ts";
import { besideSource } from "./figure-file.ts";
import { answerPlan, planSheet } from "./plan-answer.ts";
import { sha256Of } from "./plan-report.ts";
import type { Session } from "./session.ts";

/**
 * The plan next to the source for the periods of an investigation: its lines for months in these (for cohorts: for months of
 * lifetime of the cohorts acquired in them) that the filters keep. Undefined without such lines. Throws as `readPlan` does.
 */
export async function reportPlan(
  session: Session,
  { question }: AnyInvestigation,
  signal?: AbortSignal,
): Promise<ReportPlan | undefined> {
  if (besideSource(session, "plan.csv") === undefined) return undefined;
  const isOfCohorts = !isTotals(question);
  const { base, compare } = isTotals(question) && question.of === "groups" ? groupDays(question) : question;
  const isIn = (period: Period) => (line: PlanLine) => {
    const month = isOfCohorts ? (line.month === undefined ? line.where.acquisition_month : undefined) : line.month;
    return month !== undefined && isWithin(month, period) && isKept(line.where, question.filters);
  };
  const answer = await answerPlan(session, undefined, signal, (line) => isIn(base)(line) || isIn(compare)(line));
  const { variances } = answer;
  if (variances.length === 0) return undefined;
  return {
    variances,
    compared: variances.filter(isIn(compare)),
    sql: answer.sql,
    catalog: session.catalog,
    plan: { file: basename(answer.file), sha256: sha256Of(answer.file) },
    sheet: planSheet(answer, session),
  };
}

function groupDays({ period }: { readonly period: Period }) {
  return { base: period, compare: period };
}

function isWithin(month: string, { from, to }: Period): boolean {
  const days = parsePeriod(month);
  return days.from >= from && days.to <= to;
}

/** Whether the filters keep the values that a line names. */
function isKept(where: PlanLine["where"], filters: readonly Filter[]): boolean {
  return filters.every(({ dimension, op, values }) => {
    const value = where[dimension];
    return value === undefined || values.includes(value) === (op === "in");
  });
}
