import type { CohortGrid, CohortQuery } from "../../../domain/cohort.ts";

const usualSteps = 6;

/** Whether the rows are cohorts by age, shown as what can be continued. */
export function canProject({ axis, split, values, brackets }: CohortQuery): boolean {
  return axis === "tenure" && split === undefined && brackets === undefined && values !== "percent";
}

/** The query without a projection that it can have no more. */
export function withoutLostProjection(query: CohortQuery): CohortQuery {
  return canProject(query) ? query : unprojected(query);
}

export function unprojected({ project: _, ...query }: CohortQuery): CohortQuery {
  return query;
}

/** The query with so many steps projected (six where none are named), or no more; undefined where no cohort is old enough. */
export function toggled(query: CohortQuery, named: number, grid: CohortGrid): CohortQuery | undefined {
  if (query.project !== undefined && named === 1) return unprojected(query);
  const most = Math.max(0, ...grid.rows.map((row) => row.cells.filter((cell) => cell?.complete === true).length)) - 1;
  return most < 1 ? undefined : { ...query, project: Math.min(named === 1 ? usualSteps : named, most) };
}
