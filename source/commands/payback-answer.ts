import { type Payback, paybackOf } from "../analysis/payback.ts";
import { projectAsFarAsCan } from "../analysis/projection/project-grid.ts";
import type { CohortGrid, CohortQuery, Statement } from "../domain/cohort.ts";
import type { Filter } from "../domain/slice.ts";
import { costErrors } from "../errors/costs.ts";
import type { Sheet } from "../export/sheet.ts";
import { cohortGrid } from "../query/cohort-grid.ts";
import { readCosts } from "./costs-file.ts";
import { besideSource, filtersOf, whereText } from "./figure-file.ts";
import { laterNotes, unknownNotes } from "./figure-notes.ts";
import type { Session } from "./session.ts";

export interface PaybackAnswer {
  readonly paybacks: readonly Payback[];
  /** Dimensions that the costs name. */
  readonly dimensions: readonly string[];
  /** Dimension values that the data does not have, one sentence each. */
  readonly notes: readonly string[];
  readonly sql: readonly Statement[];
}

interface Asked {
  /** Absent: `acquisition_costs.csv` next to the source. */
  readonly file?: string | undefined;
  /** Customers that the costs are for; default: all. */
  readonly filters?: readonly Filter[];
}

const query: CohortQuery = {
  measure: "cumulative_net_per_customer",
  axis: "tenure",
  grain: "month",
  tenure: "rolling",
  values: "count",
  filters: [],
};

/** Acquisition costs beside the revenue of their customers. Throws UsageError as `readCosts` does, and if there is no file. */
export async function answerPayback(
  session: Session,
  { file, filters = [] }: Asked,
  signal?: AbortSignal,
): Promise<PaybackAnswer> {
  const path = file ?? besideSource(session, "acquisition_costs.csv");
  if (path === undefined) throw costErrors.none();
  const costs = readCosts(path, session.catalog, session.dataSet);
  const grids = new Map<string, CohortGrid>();
  for (const { where } of costs) {
    const key = JSON.stringify(where);
    if (!grids.has(key)) grids.set(key, await gridFor(session, [...filters, ...filtersOf(where)], signal));
  }
  return {
    paybacks: costs.map((cost) => paybackOf(cost, grids.get(JSON.stringify(cost.where)))),
    dimensions: [...new Set(costs.flatMap(({ where }) => Object.keys(where)))],
    notes: [...laterNotes(path, costs, session.dataSet), ...(await unknownNotes(path, costs, session))],
    sql: [...grids.values()].flatMap(({ sql }) => sql),
  };
}

async function gridFor({ catalog, span, run }: Session, filters: readonly Filter[], signal?: AbortSignal) {
  return projectAsFarAsCan(await cohortGrid(catalog, { ...query, filters }, span, run, signal), catalog);
}

/** One row per line of the costs; months of lifetime as the cohort grid numbers them, 0 for the first 30 days. */
export function paybackSheet({ paybacks, dimensions }: PaybackAnswer, currency: string): Sheet {
  return {
    currency,
    columns: [
      { name: "month", unit: "text" },
      ...dimensions.map((name) => ({ name, unit: "text" as const })),
      { name: "cost", unit: "money" },
      { name: "customers", unit: "count" },
      { name: "cost_per_customer", unit: "money" },
      { name: "age", unit: "count" },
      { name: "net_per_customer", unit: "money" },
      { name: "ltv_to_cac", unit: "number" },
      { name: "paid_back_in", unit: "count" },
      { name: "projected_in", unit: "count" },
    ],
    rows: paybacks.map((one) => [
      ...[one.month, ...dimensions.map((name) => whereText(one.where[name]))],
      ...[one.cost, one.customers, one.costPerCustomer ?? null, one.age ?? null, one.netPerCustomer ?? null],
      ...[one.ratio ?? null, one.paidBackIn ?? null, one.projectedIn ?? null],
    ]),
  };
}
