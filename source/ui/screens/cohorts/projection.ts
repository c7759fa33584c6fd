import type { CohortGrid, CohortQuery } from "../../../domain/cohort.ts";

const usualSteps = 6;

/** Whether the rows are cohorts by age, with values that can be projected. */
export function canProject({ axis, split, values, brackets }: CohortQuery): boolean {
  return axis === "tenure" && split === undefined && brackets === undefined && values !== "percent";
}

/** The query without a projection that is no longer possible. */
export function withoutLostProjection(query: CohortQuery): CohortQuery {
  return canProject(query) ? query : unprojected(query);
}

export function unprojected({ project: _, ...query }: CohortQuery): CohortQuery {
  return query;
}

/**
 * The query with the named number of steps projected (six if none is named), or with no projection; undefined if no cohort is
 * old enough.
 */
export function toggled(query: CohortQuery, named: number, grid: CohortGrid): CohortQuery | undefined {
  if (query.project !== undefined && named === 1) return unprojected(query);
  const most = Math.max(0, ...grid.rows.map((row) => row.cells.filter((cell) => cell?.complete === true).length)) - 1;
  return most < 1 ? undefined : { ...query, project: Math.min(named === 1 ? usualSteps : named, most) };
}
