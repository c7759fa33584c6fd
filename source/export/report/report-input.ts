import type { StepId } from "../../analysis/investigation.ts";
import type { AnyInvestigation } from "../../analysis/totals/totals-investigation.ts";
import type { DataSet } from "../../domain/data-set.ts";

/** All that a report is made from; the same input gives the same bytes. */
export interface ReportInput<Found extends AnyInvestigation = AnyInvestigation> {
  readonly investigation: Found;
  readonly dataSet: DataSet;
  /** Of Grounds. */
  readonly version: string;
  /** What answered, and its version as it tells it. */
  readonly engine?: { readonly name: string; readonly version: string };
  /** Whether the SQL is what was run, in place of statements for DuckDB that give the tables' figures themselves. */
  readonly isSqlAsRun?: boolean;
  /** Whether the first page is all of it: headline, waterfall, sentences and tie-out. */
  readonly isOnePage?: boolean;
  /** The analyst's notes, by step. */
  readonly notes?: Readonly<Partial<Record<StepId, string>>>;
  /** Steps that the analyst left out of the story; the true-up and the bridge are told all the same. */
  readonly excluded?: readonly StepId[];
}
