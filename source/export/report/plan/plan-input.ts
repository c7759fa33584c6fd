import type { Catalog } from "../../../domain/catalog.ts";
import type { Statement } from "../../../domain/cohort.ts";
import type { DataSet } from "../../../domain/data-set.ts";
import type { PlanVariance } from "../../../domain/plan.ts";

/** Everything a report of a plan is made from; the same input gives the same bytes. */
export interface PlanReportInput {
  readonly variances: readonly PlanVariance[];
  /** Dimension values that the data does not have, one sentence each. */
  readonly notes: readonly string[];
  readonly sql: readonly Statement[];
  /** Name and sha256 of the plan's file. */
  readonly plan: { readonly file: string; readonly sha256: string };
  readonly catalog: Catalog;
  readonly dataSet: DataSet;
  readonly version: string;
  readonly engine: { readonly name: string; readonly version: string };
}
