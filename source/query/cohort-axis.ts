import type { Bracket } from "../domain/bracket.ts";
import type { Dimension } from "../domain/catalog.ts";
import { type CohortGrain, type CohortQuery, type GridColumn, stepLabel, stepsOf } from "../domain/cohort.ts";
import { addGrains, daysBetween, monthsBetween, printStart, startOf } from "../domain/period.ts";

/** Days of one rolling step of tenure. */
const rollingDays: Record<CohortGrain, number> = { week: 7, month: 30, quarter: 90 };
const monthsOf = { month: 1, quarter: 3 } as const;

/** The first and the last moment of the data, as days; `end` is the day after the last one. */
export interface Span {
  readonly start: string;
  readonly end: string;
  /** The day on which weeks begin, 0 for Sunday to 6; absent: Monday. */
  readonly weekStart?: number | undefined;
}

/** The columns of a grid as a dimension of the order line: steps of tenure (0, 1, …) or calendar periods (their first day). */
export function axisDimension(query: CohortQuery): Dimension {
  const dimension = plainAxis(query);
  return dimension.name === query.split ? { ...dimension, name: `${dimension.name}_across` } : dimension;
}

function plainAxis(query: CohortQuery): Dimension {
  const { axis, tenure, brackets } = query;
  if (brackets !== undefined)
    return { ...base, name: "tenure_bracket", type: "integer", expression: bracketSql(brackets) };
  const grain = stepsOf(query);
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

/** The index of a line's bracket; null for lines outside every bracket. */
function bracketSql(brackets: readonly Bracket[]): string {
  const cases = brackets.map(({ from, to }, place) => `when tenure_day between ${from} and ${to} then ${place}`);
  return `case ${cases.join(" ")} end`;
}

function rollingSql(grain: CohortGrain) {
  if (grain === "week") return { expression: "tenure_week" };
  const expression = grain === "month" ? "tenure_month" : "cast((tenure_month - tenure_month % 3) / 3 as integer)";
  return { expression, cube: expression };
}

function calendarTenureCube(grain: CohortGrain): string | undefined {
  if (grain === "week") return undefined;
  // From first day to first day, because some engines count the quarter ends in between, others whole quarters.
  const start = (month: string) => (grain === "month" ? month : `cast(date_trunc('quarter', ${month}) as date)`);
  return `date_diff('${grain}', ${start("acquisition_month")}, ${start("transaction_month")})`;
}

/** When the first and the last customer of a cohort were acquired, as ISO moments. */
export interface RowSpan {
  readonly firstAcquired: string;
  readonly lastAcquired: string;
}

/** All columns that any cohort can have, first to last. */
export function axisColumns(query: CohortQuery, rows: readonly RowSpan[], span: Span): GridColumn[] {
  const first = (rows.map((row) => row.firstAcquired).sort()[0] ?? span.end).slice(0, 10);
  if (query.axis === "calendar") {
    const grain = stepsOf(query);
    const start = startOf(grain, first, span.weekStart);
    return numbered(grainsBetween(grain, start, lastDay(span))).map((step) => {
      const day = printStart(grain, addGrains(grain, start, step));
      return { key: day, label: day };
    });
  }
  const last = query.brackets === undefined ? lastStep(query, first, span) : query.brackets.length - 1;
  return numbered(last).map((step) => ({ key: String(step), label: stepLabel(query, step) }));
}

function lastStep(query: CohortQuery, first: string, span: Span): number {
  const grain = stepsOf(query);
  if (query.tenure === "rolling") return Math.floor(daysBetween(first, lastDay(span)) / rollingDays[grain]);
  return grainsBetween(grain, startOf(grain, first, span.weekStart), lastDay(span));
}

function grainsBetween(grain: CohortGrain, start: string, day: string): number {
  if (grain === "week") return Math.floor(daysBetween(start, day) / 7);
  return Math.floor(monthsBetween(start, startOf(grain, day)) / monthsOf[grain]);
}

function lastDay(span: Span): string {
  return addGrains("day", span.end, -1);
}

function numbered(last: number): number[] {
  return Array.from({ length: Math.max(0, last + 1) }, (_, index) => index);
}

/** Whether a cell can hold anything, and whether all of its customers have lived through it. */
export interface CellWindow {
  readonly isPossible: boolean;
  readonly isComplete: boolean;
}

/** The windows of a cohort's cells by column; a grid has tens of thousands, so dates are worked out once per cohort or grid. */
export type WindowsOf = (row: RowSpan) => (column: number) => CellWindow;

export function cellWindows(query: CohortQuery, columns: readonly GridColumn[], span: Span): WindowsOf {
  if (query.axis === "tenure" && query.tenure === "rolling") return rollingWindows(query, span);
  const grain = stepsOf(query);
  const next = nextStarts(grain);
  const starts = columns.map(({ key }) => startFromKey(key));
  if (query.axis === "calendar") {
    return (row) => {
      const entry = row.firstAcquired.slice(0, 10);
      return (column) => {
        const start = starts[column] ?? span.end;
        const end = next(start);
        return { isPossible: end > entry && start < span.end, isComplete: end <= span.end };
      };
    };
  }
  // The first customers of a row reach a calendar step of tenure before the last ones have completed it.
  return (row) => {
    const [first, last] = [row.firstAcquired, row.lastAcquired].map((moment) => {
      return chain(startOf(grain, moment.slice(0, 10), span.weekStart), columns.length, next);
    });
    return (column) => ({
      isPossible: (first?.[column] ?? span.end) < span.end,
      isComplete: next(last?.[column] ?? span.end) <= span.end,
    });
  };
}

function rollingWindows(query: CohortQuery, span: Span): WindowsOf {
  const step = rollingDays[stepsOf(query)];
  const daysOf = (column: number) => query.brackets?.[column] ?? { from: column * step, to: (column + 1) * step - 1 };
  const end = Date.parse(`${span.end}T00:00:00Z`);
  return (row) => {
    const [ofFirst, ofLast] = [end - toTheSecond(row.firstAcquired), end - toTheSecond(row.lastAcquired)];
    return (column) => {
      const { from, to } = daysOf(column);
      return { isPossible: from * dayMs < ofFirst, isComplete: (to + 1) * dayMs <= ofLast };
    };
  };
}

const dayMs = 86_400_000;

/** A moment `YYYY-MM-DD HH:MM:SS…` in ms. */
function toTheSecond(moment: string): number {
  return Date.parse(`${moment.slice(0, 10)}T${moment.slice(11, 19) || "00:00:00"}Z`);
}

/** The first day of the period after a given one, memoised. */
function nextStarts(grain: CohortGrain): (start: string) => string {
  const known = new Map<string, string>();
  return (start) => {
    const found = known.get(start) ?? addGrains(grain, start, 1);
    known.set(start, found);
    return found;
  };
}

function chain(first: string, count: number, next: (start: string) => string): readonly string[] {
  const starts: string[] = [];
  for (let start = first; starts.length < count; start = next(start)) starts.push(start);
  return starts;
}

function startFromKey(key: string): string {
  const quarter = /^(\d{4})-Q([1-4])$/.exec(key);
  if (quarter) return `${quarter[1]}-${String(Number(quarter[2]) * 3 - 2).padStart(2, "0")}-01`;
  return key.length === 7 ? `${key}-01` : key;
}
