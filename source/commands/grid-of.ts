import { projectGrid } from "../analysis/projection/project-grid.ts";
import { measureOf } from "../domain/catalog.ts";
import { type CohortGrid, type CohortQuery, planComparison } from "../domain/cohort.ts";
import { cohortGrid } from "../query/cohort-grid.ts";
import type { Run } from "../query/statement.ts";
import type { PlanNeed } from "./plan-file.ts";
import type { Session } from "./session.ts";

/**
 * The grid of a query on a session's data, with projections and plan if the query asks for them. Throws UsageError as `planOf`
 * does for a comparison with the plan.
 */
export async function gridOf(
  session: Pick<Session, "catalog" | "span" | "dataSet" | "folder">,
  query: CohortQuery,
  run: Run,
  signal?: AbortSignal,
  need: PlanNeed = "required",
): Promise<CohortGrid> {
  const { catalog, span } = session;
  const grid = projectGrid(await cohortGrid(catalog, query, span, run, signal), catalog);
  if (query.compare !== planComparison) return grid;
  const [{ planLines }, { withPlan }] = await Promise.all([
    import("./plan-file.ts"),
    import("../domain/planned-grid.ts"),
  ]);
  return withPlan(grid, planLines(session, need), measureOf(catalog, query.measure));
}
