import { baseMeasures, type Catalog, type Measure, measureOf } from "../../domain/catalog.ts";
import { type CohortGrid, type GridRow, isCumulative } from "../../domain/cohort.ts";
import { questionErrors } from "../../errors/question.ts";
import type { Shown } from "./back-test.ts";
import type { Triangle } from "./chain-ladder.ts";
import { projectRows } from "./project-rows.ts";

/** How the figures of a grid relate to the projected amounts. */
interface Form {
  /** A figure is an amount per customer of the row. */
  readonly isRate: boolean;
  /** The amounts are running sums: of the figures, or the figures themselves. */
  readonly isSummed: boolean;
  readonly shown: Shown;
}

/**
 * The grid with the projected next steps of each cohort beside its cells, which do not change: totals, averages and
 * comparisons do not include projections. Sums are projected as running totals, counts of customers directly. Throws
 * UsageError for a grid that is not of cohorts by age, a measure that is neither a sum nor a count, and more steps than the
 * oldest cohort has.
 */
export function projectGrid(grid: CohortGrid, catalog: Catalog): CohortGrid {
  const { project } = grid.query;
  if (project === undefined) return grid;
  const form = formOf(grid, measureOf(catalog, grid.query.measure), catalog);
  const triangle = grid.rows.map((row) => amountsOf(row, form));
  checkSteps(project, triangle);
  const projected = projectRows(triangle, project, form.shown);
  return { ...grid, rows: grid.rows.map((row, index) => withProjected(row, projected[index] ?? [], form)) };
}

function formOf(grid: CohortGrid, measure: Measure, catalog: Catalog): Form {
  const { query } = grid;
  if (query.axis !== "tenure" || query.split !== undefined || query.brackets !== undefined)
    throw questionErrors.projectsByAge();
  const base = baseMeasures(catalog, measure).find(({ additivity }) => additivity !== "cohort");
  if (base === undefined || query.values === "percent") throw questionErrors.notProjected({ measure: measure.name });
  const isRunning = isCumulative(query, measure);
  const isSummed = base.additivity === "sum" && !isRunning;
  return { isRate: measure.additivity === "ratio", isSummed, shown: isSummed ? increments : (_, path) => path };
}

const increments: Shown = (before, path) => path.map((amount, step) => amount - (path[step - 1] ?? before));

/** The amounts of the complete cells of a row, from the first on. */
function amountsOf({ cells, customers }: GridRow, { isRate, isSummed }: Form): number[] {
  const amounts: number[] = [];
  for (const cell of cells) {
    if (cell?.complete !== true || cell.value === undefined) break;
    const amount = Number(cell.value) * (isRate ? customers : 1);
    amounts.push(isSummed ? (amounts.at(-1) ?? 0) + amount : amount);
  }
  return amounts;
}

/** The grid with as many steps projected as its oldest cohort allows; unchanged if it is too young for any. */
export function projectAsFarAsCan(grid: CohortGrid, catalog: Catalog): CohortGrid {
  const form = formOf(grid, measureOf(catalog, grid.query.measure), catalog);
  const most = mostSteps(grid.rows.map((row) => amountsOf(row, form)));
  return most === 0 ? grid : projectGrid({ ...grid, query: { ...grid.query, project: most } }, catalog);
}

function checkSteps(project: number, triangle: Triangle): void {
  const most = mostSteps(triangle);
  if (most === 0) throw questionErrors.tooYoungToProject();
  if (project > most) throw questionErrors.projectsTooFar({ steps: project, most });
}

/** 0 if fewer than two cohorts have grown by a step. */
function mostSteps(triangle: Triangle): number {
  const most = Math.max(1, ...triangle.map((row) => row.length)) - 1;
  return triangle.filter((row) => row.length > 1).length < 2 ? 0 : most;
}

function withProjected(row: GridRow, found: ReturnType<typeof projectRows>[number], { isRate }: Form): GridRow {
  if (found.length === 0) return row;
  const from = row.cells.findIndex((cell) => cell?.complete !== true || cell.value === undefined);
  if (from < 0) return row;
  const rate = (amount: number | undefined) => (amount === undefined || !isRate ? amount : amount / row.customers);
  const projected = row.cells.map((_, column) => {
    const one = found[column - from];
    return one && { value: rate(one.value) ?? 0, low: rate(one.low), high: rate(one.high) };
  });
  return { ...row, projected };
}
