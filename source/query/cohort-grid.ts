import { baseMeasures, type Catalog, dimensionOf, measureOf } from "../domain/catalog.ts";
import type { CohortGrid, CohortQuery, GridRow, Statement } from "../domain/cohort.ts";
import { noValue } from "../domain/dimension-value.ts";
import { addDays } from "../domain/period.ts";
import { axisColumns, cellWindows, type Span, type WindowsOf } from "./cohort-axis.ts";
import { type Amounts, readCells } from "./cohort-cells.ts";
import { compareRows } from "./cohort-comparison.ts";
import { type RowSize, readSizes } from "./cohort-sizes.ts";
import { type GridPlan, type RawRow, shownRow, totalRow } from "./cohort-values.ts";
import { planFilters } from "./predicate.ts";
import type { Run } from "./statement.ts";

/**
 * The grid of a cohort query: one row per cohort (or per value of `split`), one column per step of tenure or calendar
 * period. Immature cells are there, marked, and left out of the total row, which is weighted by customers, and of
 * comparisons. Throws UsageError for names that the catalog does not have.
 */
export async function cohortGrid(
  catalog: Catalog,
  query: CohortQuery,
  span: Span,
  run: Run,
  signal?: AbortSignal,
): Promise<CohortGrid> {
  const plan = planGrid(catalog, query, span);
  const sql: Statement[] = [];
  const traced: Run = (statement, stop) => {
    sql.push(statement);
    return run(statement, stop);
  };
  const { numerator } = plan;
  const [sizes, amounts] = await Promise.all([
    readSizes(plan, traced, signal),
    numerator ? readCells({ ...plan, numerator }, traced, signal) : (new Map() as Amounts),
  ]);
  const isOfLine = plan.rows.of !== "customer";
  const rowSizes = isOfLine
    ? [...amounts.keys()].sort().flatMap((key) => sizes.map((size) => ({ ...size, key })))
    : sizes;
  const columns = axisColumns(query, rowSizes, span);
  const raw = rawRows(plan, rowSizes, columns, amounts);
  const total = isOfLine
    ? await everybody(catalog, plan, columns, sizes, traced, signal)
    : totalRow(plan, raw, columns.length);
  return {
    query,
    columns,
    rows: compareRows(
      plan,
      raw.map((row) => shownRow(plan, row)),
      columns,
    ),
    total,
    dataEnd: addDays(span.end, -1),
    sql,
  };
}

/** The statements behind a grid, without running them. */
export async function gridStatements(catalog: Catalog, query: CohortQuery, span: Span): Promise<readonly Statement[]> {
  return (await cohortGrid(catalog, query, span, async () => [])).sql;
}

function planGrid(catalog: Catalog, query: CohortQuery, span: Span): GridPlan {
  const measure = measureOf(catalog, query.measure);
  const rows = dimensionOf(catalog, query.split ?? `acquisition_${query.grain}`);
  return {
    query,
    measure,
    numerator: baseMeasures(catalog, measure).find((base) => base.additivity !== "cohort"),
    isCumulative: measure.cumulative || query.values === "cumulative",
    filters: planFilters(catalog, query.filters),
    rows,
    isCohortRows: rows.name === `acquisition_${query.grain}`,
    span,
  };
}

function rawRows(
  plan: GridPlan,
  sizes: readonly RowSize[],
  columns: CohortGrid["columns"],
  amounts: Amounts,
): readonly RawRow[] {
  const windowsOf = cellWindows(plan.query, columns, plan.span);
  return sizes.map((size) => rawRow(plan, size, columns, amounts, windowsOf));
}

function rawRow(
  plan: GridPlan,
  size: RowSize,
  columns: CohortGrid["columns"],
  amounts: Amounts,
  windowsOf: WindowsOf,
): RawRow {
  let sum = 0;
  const own = amounts.get(size.key);
  const windowAt = windowsOf(size);
  const cells = columns.map(({ key }, column) => {
    const { isPossible, isComplete } = windowAt(column);
    const customers = size.customersAt(column, columns);
    if (!isPossible || customers === 0) return undefined;
    const amount = plan.numerator ? (own?.get(key) ?? 0) : customers;
    sum = plan.isCumulative && plan.numerator ? sum + amount : amount;
    return { amount: sum, customers, complete: isComplete || (!plan.isCohortRows && plan.query.axis === "tenure") };
  });
  return { key: size.key, label: size.key === "" ? noValue : size.key, customers: size.customers, cells };
}

/** The total of rows that share customers: counted anew without the rows' dimension. */
async function everybody(
  catalog: Catalog,
  plan: GridPlan,
  columns: CohortGrid["columns"],
  sizes: readonly RowSize[],
  run: Run,
  signal?: AbortSignal,
): Promise<GridRow> {
  const rows = {
    ...dimensionOf(catalog, "point_of_entry"),
    expression: "cast(null as varchar)",
    cube: "cast(null as varchar)",
    name: "everybody",
  };
  const { numerator } = plan;
  const amounts: Amounts = numerator ? await readCells({ ...plan, rows, numerator }, run, signal) : new Map();
  return totalRow(
    plan,
    rawRows(
      plan,
      sizes.map((size) => ({ ...size, key: "" })),
      columns,
      amounts,
    ),
    columns.length,
  );
}
