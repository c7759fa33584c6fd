import type { StepId } from "../../analysis/investigation.ts";
import type { AnyInvestigation } from "../../analysis/totals/totals-investigation.ts";
import type { DataSet } from "../../domain/data-set.ts";
import type { PlanVariance } from "../../domain/plan.ts";
import type { Sheet } from "../sheet.ts";
import type { PlanReportInput } from "./plan/plan-input.ts";

/** Lines of a plan beside their actuals. */
export interface ReportPlan extends Pick<PlanReportInput, "variances" | "sql" | "catalog" | "plan"> {
  /** The same lines as a table. */
  readonly sheet: Sheet;
  /** Those of the compared period, which a bridge from plan to actual adds up. */
  readonly compared: readonly PlanVariance[];
}

/** Everything a report is made from; the same input gives the same bytes. */
export interface ReportInput<Found extends AnyInvestigation = AnyInvestigation> {
  readonly investigation: Found;
  readonly dataSet: DataSet;
  /** Of Grounds. */
  readonly version: string;
  /** The engine that answered, and its version as it reports it. */
  readonly engine?: { readonly name: string; readonly version: string };
  /** Whether the SQL is what was run, instead of statements for DuckDB that compute the tables' figures. */
  readonly isSqlAsRun?: boolean;
  /** Whether the report is only its first page: headline, waterfall, sentences and tie-out. */
  readonly isOnePage?: boolean;
  /** The plan of the periods compared, beside their actuals; absent: no plan covers them. */
  readonly plan?: ReportPlan;
  /** The analyst's notes, by step. */
  readonly notes?: Readonly<Partial<Record<StepId, string>>>;
  /** Steps that the analyst left out of the story; the true-up and the bridge are included anyway. */
  readonly excluded?: readonly StepId[];
}
