import type { StepId } from "../../analysis/investigation.ts";
import type { AnyInvestigation } from "../../analysis/totals/totals-investigation.ts";
import type { DataSet } from "../../domain/data-set.ts";

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
  /** The analyst's notes, by step. */
  readonly notes?: Readonly<Partial<Record<StepId, string>>>;
  /** Steps that the analyst left out of the story; the true-up and the bridge are included anyway. */
  readonly excluded?: readonly StepId[];
}
