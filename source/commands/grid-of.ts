import { projectGrid } from "../analysis/projection/project-grid.ts";
import type { CohortGrid, CohortQuery } from "../domain/cohort.ts";
import { cohortGrid } from "../query/cohort-grid.ts";
import type { Run } from "../query/statement.ts";
import type { Session } from "./session.ts";

/** The grid of a query on a session's data, with projections if the query asks for them. */
export async function gridOf(
  { catalog, span }: Pick<Session, "catalog" | "span">,
  query: CohortQuery,
  run: Run,
  signal?: AbortSignal,
): Promise<CohortGrid> {
  return projectGrid(await cohortGrid(catalog, query, span, run, signal), catalog);
}
