import type { Dimension } from "../domain/catalog.ts";
import type { CohortGrain, CohortQuery, GridColumn } from "../domain/cohort.ts";
import { addGrains, daysBetween, monthsBetween, printStart, startOf } from "../domain/period.ts";

/** Days of one rolling step of tenure. */
const rollingDays: Record<CohortGrain, number> = { week: 7, month: 30, quarter: 90 };
const monthsOf = { month: 1, quarter: 3 } as const;

/** The first and the last moment of the data, as days; `end` is the day after the last one. */
export interface Span {
  readonly start: string;
  readonly end: string;
}

/** The columns of a grid as a dimension of the order line: steps of tenure (0, 1, …) or calendar periods (their first day). */
export function axisDimension({ axis, grain, tenure }: CohortQuery): Dimension {
  if (axis === "calendar") return { ...base, name: `transaction_${grain}`, type: grain, ...calendarSql(grain) };
  if (tenure === "rolling") return { ...base, name: `tenure_${grain}`, type: "integer", ...rollingSql(grain) };
  return {
    ...base,
    name: `tenure_calendar_${grain}`,
    type: "integer",
    expression: `tenure_calendar_${grain}`,
    cube: calendarTenureCube(grain),
  };
}

const base = { label: "", description: "", of: "line" } as const;

function calendarSql(grain: CohortGrain) {
  const name = `transaction_${grain}`;
  if (grain === "week") return { expression: name };
  return {
    expression: name,
    cube: grain === "month" ? name : "cast(date_trunc('quarter', transaction_month) as date)",
  };
}

function rollingSql(grain: CohortGrain) {
  if (grain === "week") return { expression: "tenure_week" };
  const expression = grain === "month" ? "tenure_month" : "tenure_month // 3";
  return { expression, cube: expression };
}

function calendarTenureCube(grain: CohortGrain): string | undefined {
  return grain === "week" ? undefined : `date_diff('${grain}', acquisition_month, transaction_month)`;
}

/** Who a row is made of: when its first and its last customer came (ISO moments), and its cohort's first day if it is one. */
export interface RowSpan {
  readonly firstAcquired: string;
  readonly lastAcquired: string;
  readonly cohortStart: string | undefined;
}

/** The columns from the first to the last that any row can have. */
export function axisColumns(query: CohortQuery, rows: readonly RowSpan[], span: Span): GridColumn[] {
  const first = (rows.map((row) => row.firstAcquired).sort()[0] ?? span.end).slice(0, 10);
  if (query.axis === "calendar") {
    const start = startOf(query.grain, first);
    return steps(grainsBetween(query.grain, start, lastDay(span))).map((step) => {
      const day = addGrains(query.grain, start, step);
      return { key: printStart(query.grain, day), label: printStart(query.grain, day) };
    });
  }
  return steps(lastStep(query, first, span)).map((step) => ({
    key: String(step),
    label: `${query.grain[0]?.toUpperCase()}${step}`,
  }));
}

function lastStep({ grain, tenure }: CohortQuery, first: string, span: Span): number {
  if (tenure === "rolling") return Math.floor(daysBetween(first, lastDay(span)) / rollingDays[grain]);
  return grainsBetween(grain, startOf(grain, first), lastDay(span));
}

function grainsBetween(grain: CohortGrain, start: string, day: string): number {
  if (grain === "week") return Math.floor(daysBetween(start, day) / 7);
  return Math.floor(monthsBetween(start, startOf(grain, day)) / monthsOf[grain]);
}

function lastDay(span: Span): string {
  return addGrains("day", span.end, -1);
}

function steps(last: number): number[] {
  return Array.from({ length: Math.max(0, last + 1) }, (_, index) => index);
}

/** When a cell can hold anything, and when all of its customers have lived through it. */
export function cellWindow(
  query: CohortQuery,
  row: RowSpan,
  column: number,
  columns: readonly GridColumn[],
  span: Span,
) {
  const end = `${span.end} 00:00:00`;
  if (query.axis === "tenure" && query.tenure === "rolling") {
    const days = rollingDays[query.grain];
    const isComplete = addDaysTo(row.lastAcquired, (column + 1) * days) <= end;
    return { isPossible: addDaysTo(row.firstAcquired, column * days) < end, isComplete };
  }
  const start = periodStart(query, row, column, columns);
  const isAfterEntry = addGrains(query.grain, start, 1) > row.firstAcquired.slice(0, 10);
  return { isPossible: isAfterEntry && start < span.end, isComplete: addGrains(query.grain, start, 1) <= span.end };
}

function periodStart(query: CohortQuery, row: RowSpan, column: number, columns: readonly GridColumn[]): string {
  if (query.axis === "calendar") return startFromKey(columns[column]?.key ?? "");
  return addGrains(query.grain, startOf(query.grain, row.cohortStart ?? row.firstAcquired.slice(0, 10)), column);
}

/** The day after the last one of a calendar column. */
export function periodEnd(query: CohortQuery, column: number, columns: readonly GridColumn[]): string {
  return addGrains(query.grain, startFromKey(columns[column]?.key ?? ""), 1);
}

function startFromKey(key: string): string {
  const quarter = /^(\d{4})-Q([1-4])$/.exec(key);
  if (quarter) return `${quarter[1]}-${String(Number(quarter[2]) * 3 - 2).padStart(2, "0")}-01`;
  return key.length === 7 ? `${key}-01` : key;
}

/** Adds whole days to a moment `YYYY-MM-DD HH:MM:SS`, keeping its time of day. */
function addDaysTo(moment: string, days: number): string {
  return `${addGrains("day", moment.slice(0, 10), days)} ${moment.slice(11, 19) || "00:00:00"}`;
}

/** SQL over the customer: how many steps of tenure they have lived through whole; for rows that mix cohorts. */
export function observedSteps({ grain, tenure }: CohortQuery, span: Span): string {
  const end = `timestamp '${span.end} 00:00:00'`;
  if (tenure === "rolling")
    return `cast(floor(epoch(${end} - acquired_at) / 86400) as integer) // ${rollingDays[grain]}`;
  return `cast(date_diff('${grain}', acquisition_${grain}, ${end}) as integer)`;
}
