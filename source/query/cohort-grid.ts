import { sum } from "../domain/amount.ts";
import { baseMeasures, type Catalog, countsActive, dimensionOf, type Measure, measureOf } from "../domain/catalog.ts";
import {
  type CohortGrid,
  type CohortQuery,
  type GridRow,
  isCumulative,
  meaningOfRows,
  type Statement,
} from "../domain/cohort.ts";
import { isTime, noValue } from "../domain/dimension-value.ts";
import { addDays } from "../domain/period.ts";
import { questionErrors } from "../errors/question.ts";
import { axisColumns, cellWindows, type Span, type WindowsOf } from "./cohort-axis.ts";
import { type Amounts, type RowAmounts, readCells } from "./cohort-cells.ts";
import { compareRows } from "./cohort-comparison.ts";
import { type CohortSize, hasOwnSizes, readSizes } from "./cohort-sizes.ts";
import { cohortRow, type GridPlan, type RawCohort, rowOfCohorts } from "./cohort-values.ts";
import { noneOf } from "./measure-value.ts";
import { planFilters } from "./predicate.ts";
import type { Run } from "./statement.ts";

/** Sizes and amounts of cohorts, from which every row is computed. */
interface Figures {
  readonly sizes: readonly CohortSize[];
  readonly amounts: Amounts;
  /** Of the denominator; empty if the plan has none. */
  readonly below: Amounts;
}

/**
 * The grid of a cohort query: one row per cohort (or per value of `split`), one column per step of tenure or calendar
 * period. A row of several cohorts, such as the total, holds in each column the cohorts that are complete there, so a row
 * of a split is the total of the grid filtered to its value. Throws UsageError for names that the catalog does not have.
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
  const [all, split] = await Promise.all([
    readFigures({ ...plan, split: undefined }, traced, signal),
    plan.split === undefined ? undefined : readFigures(plan, traced, signal),
  ]);
  const columns = axisColumns(query, all.sizes, span);
  const windowsOf = cellWindows(query, columns, span);
  const cohorts = rawCohorts(plan, all.sizes, rowOf(all, ""), columns, windowsOf);
  const rows =
    split === undefined ? cohorts.map((cohort) => cohortRow(plan, cohort)) : splitRows(plan, split, columns, windowsOf);
  return {
    query,
    columns,
    rows: compareRows(query, rows, columns),
    total: rowOfCohorts(plan, { key: "total", label: totalLabel(plan) }, cohorts, columns.length),
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
  const bases = baseMeasures(catalog, measure);
  if (query.retainedOrders !== undefined && !countsActive(catalog, measure))
    throw questionErrors.noRetention({
      measure: measure.name,
      others: catalog.measures.filter((one) => countsActive(catalog, one)).map(({ name }) => name),
    });
  const cohorts = dimensionOf(catalog, `acquisition_${query.grain}`);
  return {
    query,
    measure,
    numerator: bases.find((base) => base.additivity !== "cohort"),
    denominator: bases.slice(1).find((base) => base.additivity !== "cohort"),
    isCumulative: isCumulative(query, measure),
    filters: planFilters(catalog, query.filters),
    cohorts,
    split: query.split === undefined || query.split === cohorts.name ? undefined : dimensionOf(catalog, query.split),
    span,
  };
}

async function readFigures(plan: GridPlan, run: Run, signal: AbortSignal | undefined): Promise<Figures> {
  const read = (measure: Measure | undefined): Promise<Amounts> | Amounts =>
    measure ? readCells({ ...plan, numerator: measure }, run, signal) : new Map();
  const [sizes, amounts, below] = await Promise.all([
    readSizes(plan, run, signal),
    read(plan.numerator),
    read(plan.denominator),
  ]);
  return { sizes, amounts, below };
}

/** A row's amounts and their denominators. */
interface RowFigures {
  readonly amounts: RowAmounts | undefined;
  readonly below: RowAmounts | undefined;
}

function rowOf({ amounts, below }: Figures, key: string): RowFigures {
  return { amounts: amounts.get(key), below: below.get(key) };
}

/** Rows of customers by size, of time and of order lines by value. */
function splitRows(
  plan: GridPlan,
  figures: Figures,
  columns: CohortGrid["columns"],
  windowsOf: WindowsOf,
): readonly GridRow[] {
  const { sizes, amounts } = figures;
  const sizesOf = Map.groupBy(sizes, (size) => size.row);
  const isOfCustomer = plan.split?.of === "customer";
  const isOwn = hasOwnSizes(plan.split);
  const rows = [...(isOfCustomer ? sizesOf : amounts).keys()].map((key) => {
    const cohorts = rawCohorts(plan, sizesOf.get(isOwn ? key : "") ?? [], rowOf(figures, key), columns, windowsOf);
    return rowOfCohorts(plan, { key, label: key === "" ? noValue : key }, cohorts, columns.length);
  });
  const byKey = (a: GridRow, b: GridRow) => keyOrder(plan, a.key, b.key);
  if (!isOfCustomer || (plan.split && isTime(plan.split))) return rows.sort(byKey);
  return rows.sort((a, b) => b.customers - a.customers || byKey(a, b));
}

function keyOrder({ split }: GridPlan, a: string, b: string): number {
  return (split?.type === "integer" ? Number(a) - Number(b) : 0) || (a < b ? -1 : 1);
}

function rawCohorts(
  plan: GridPlan,
  sizes: readonly CohortSize[],
  { amounts, below }: RowFigures,
  columns: CohortGrid["columns"],
  windowsOf: WindowsOf,
): readonly RawCohort[] {
  return sizes.map((size) => {
    const windowAt = windowsOf(size);
    const own = amounts?.get(size.cohort);
    const none = noneOf(plan.numerator?.unit ?? "customers");
    const ownBelow = below?.get(size.cohort);
    let total = none;
    let totalBelow = 0;
    const cells = columns.map(({ key }, column) => {
      const { isPossible, isComplete } = windowAt(column);
      if (!isPossible) return undefined;
      const amount = plan.numerator ? (own?.get(key) ?? none) : size.customers;
      total = plan.isCumulative && plan.numerator ? sum(total, amount) : amount;
      const divisor = Number(ownBelow?.get(key) ?? 0);
      totalBelow = plan.isCumulative ? totalBelow + divisor : divisor;
      return { amount: total, below: totalBelow, customers: size.customers, complete: isComplete };
    });
    return { key: size.cohort, customers: size.customers, cells };
  });
}

function totalLabel({ query, measure }: GridPlan): string {
  const meaning = meaningOfRows(query, measure);
  return meaning === "sum" ? "all" : `all (${meaning})`;
}
