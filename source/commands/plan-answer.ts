import type { Figure } from "../domain/amount.ts";
import { measureOf } from "../domain/catalog.ts";
import type { CohortGrid, CohortQuery, Statement } from "../domain/cohort.ts";
import { formatOf } from "../domain/format.ts";
import { parsePeriod } from "../domain/period.ts";
import { type PlanLine, type PlanVariance, planVariances } from "../domain/plan.ts";
import { emptySlice } from "../domain/slice.ts";
import type { Sheet } from "../export/sheet.ts";
import { answerSlice } from "../query/answer-slice.ts";
import { cohortGrid } from "../query/cohort-grid.ts";
import { remembering } from "../query/remembering.ts";
import { filtersOf, whereText } from "./figure-file.ts";
import { unknownNotes } from "./figure-notes.ts";
import { planOf } from "./plan-file.ts";
import type { Session } from "./session.ts";

export interface PlanAnswer {
  /** Path of the plan. */
  readonly file: string;
  readonly variances: readonly PlanVariance[];
  /** Dimensions that the plan names. */
  readonly dimensions: readonly string[];
  /** Dimension values that the data does not have, one sentence each. */
  readonly notes: readonly string[];
  readonly sql: readonly Statement[];
}

/**
 * A plan, or the lines of it to keep, beside the actual figures; by default `plan.csv` next to the source. Throws UsageError as
 * `readPlan` does.
 */
export async function answerPlan(
  session: Session,
  file?: string,
  signal?: AbortSignal,
  isWanted: (line: PlanLine) => boolean = () => true,
): Promise<PlanAnswer> {
  const { file: path, lines } = planOf(session, file);
  const plan = lines.filter(isWanted);
  const statements: Statement[] = [];
  const run = remembering(session.run);
  const actual = new Map<PlanLine, Figure | undefined>();
  for (const line of plan) actual.set(line, await actualOf(line, session, run, statements, signal));
  const dimensions = [...new Set(plan.flatMap(({ where }) => Object.keys(where)))];
  return {
    file: path,
    variances: planVariances(plan, (line) => actual.get(line)),
    dimensions,
    notes: await unknownNotes(path, plan, session),
    sql: statements,
  };
}

/** The figure that `grounds slice` or `grounds cohorts` gives; undefined if its days are not over in the data. */
async function actualOf(
  line: PlanLine,
  { catalog, dataSet, span }: Session,
  run: Session["run"],
  statements: Statement[],
  signal?: AbortSignal,
): Promise<Figure | undefined> {
  const { month, measure, where } = line;
  if (month === undefined) {
    const grid = await cohortGrid(catalog, cohortQuery(line), span, run, signal);
    statements.push(...grid.sql);
    return cellOf(grid, where);
  }
  const period = parsePeriod(month);
  if (period.to > dataSet.to) return undefined;
  const result = await answerSlice(
    catalog,
    { ...emptySlice, measures: [measure], filters: filtersOf(where), period },
    run,
    signal,
  );
  statements.push(...result.sql);
  const value = result.rows[0]?.values[0];
  return typeof value === "string" ? undefined : (value ?? 0);
}

/** The grid with the month of lifetime of a line. */
function cohortQuery({ measure, where }: PlanLine): CohortQuery {
  const { acquisition_month: _, tenure_month: __, ...others } = where;
  const filters = filtersOf(others);
  return { measure, axis: "tenure", grain: "month", tenure: "rolling", values: "count", filters };
}

function cellOf({ rows, columns }: CohortGrid, where: PlanLine["where"]): Figure | undefined {
  const row = rows.find(({ key }) => key === where.acquisition_month);
  const cell = row?.cells[columns.findIndex(({ key }) => key === where.tenure_month)];
  return cell?.complete === true ? cell.value : undefined;
}

type Described = Pick<Session, "catalog" | "dataSet">;

/** Whether a line is about something counted; a plan of half an order keeps its decimals. */
function isCount({ measure, value, actual }: PlanVariance, catalog: Described["catalog"]): boolean {
  const isWhole = [value, actual ?? 0].every((figure) => Number.isInteger(Number(figure)));
  return isWhole && formatOf(measureOf(catalog, measure)) === "count";
}

const effectColumns = [
  { name: "of_orders", of: "volumeEffect" },
  { name: "of_value", of: "valueEffect" },
  { name: "of_customers", of: "customerEffect" },
  { name: "of_orders_per_customer", of: "frequencyEffect" },
] as const;

/** One row per line of the plan; counts have no decimals. */
export function planSheet({ variances, dimensions }: PlanAnswer, { catalog, dataSet }: Described): Sheet {
  const figures = ["plan", "actual", "variance"].map((name) => ({ name, unit: "number" as const }));
  const effects = effectColumns.filter(({ of }) => variances.some((one) => one[of] !== undefined));
  return {
    currency: dataSet.currency,
    columns: [
      { name: "month", unit: "text" },
      { name: "measure", unit: "text" },
      ...dimensions.map((name) => ({ name, unit: "text" as const })),
      ...figures,
      { name: "variance_share", unit: "ratio" },
      ...effects.map(({ name }) => ({ name, unit: "number" as const })),
    ],
    rows: variances.map((one) => [
      ...[one.month ?? null, one.measure, ...dimensions.map((name) => whereText(one.where[name]))],
      ...[one.value, one.actual ?? null, one.variance ?? null, one.share ?? null],
      ...effects.map(({ of }) => one[of] ?? null),
    ]),
    rowUnits: variances.map((one) => (isCount(one, catalog) ? "count" : "number")),
  };
}
