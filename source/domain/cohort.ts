import type { Measure } from "./catalog.ts";
import type { Filter } from "./slice.ts";

export type CohortGrain = "week" | "month" | "quarter";

/** What a cohort grid shows; plain, so that it can be saved, compared and sent. */
export interface CohortQuery {
  readonly measure: string;
  readonly axis: "tenure" | "calendar";
  readonly grain: CohortGrain;
  /** Rolling: 30-day (7-day) steps from each customer's own acquisition; calendar: calendar months (weeks) since. */
  readonly tenure: "rolling" | "calendar";
  readonly values: "count" | "percent" | "cumulative";
  readonly filters: readonly Filter[];
  /** `year`, or the key of a cohort that every row is compared with at equal age. */
  readonly compare?: string;
  /** A dimension whose values are the rows in place of acquisition cohorts. */
  readonly split?: string;
}

/** `value` is undefined where nothing could be measured; money is in currency units (cents exact in the hundredths). */
export interface GridCell {
  readonly value: number | undefined;
  /** Customers who make up the denominator. */
  readonly customers: number;
  /** Whether every customer of the cell lived through its whole window before the data ended. */
  readonly complete: boolean;
}

/** Rates of fewer customers than this are noise: muted on screen, flagged `small` in exports. */
export const smallCohort = 30;

/** Whether a cell is a rate of too few customers to say anything. */
export function isSmall(
  cell: Pick<GridCell, "customers">,
  query: Pick<CohortQuery, "values">,
  measure: Pick<Measure, "additivity"> | undefined,
): boolean {
  const isRate = query.values === "percent" || measure?.additivity === "ratio";
  return isRate && cell.customers < smallCohort;
}

export interface GridColumn {
  readonly key: string;
  readonly label: string;
}

export interface GridRow {
  readonly key: string;
  readonly label: string;
  readonly customers: number;
  /** One per column; undefined where no customer of the row can be (before acquisition, after the data's end). */
  readonly cells: readonly (GridCell | undefined)[];
  /** Change against the compared row at equal age, over the columns both have complete. */
  readonly comparison?: GridComparison;
}

export interface GridComparison {
  readonly against: string;
  readonly columns: number;
  readonly value: number;
  readonly before: number;
  /** (value - before) / before; undefined where before is 0. */
  readonly change: number | undefined;
}

export interface CohortGrid {
  readonly query: CohortQuery;
  readonly columns: readonly GridColumn[];
  readonly rows: readonly GridRow[];
  /** Weighted over the customers of complete cells; never a mean of means. */
  readonly total: GridRow;
  /** Last day the data holds. */
  readonly dataEnd: string;
  readonly sql: readonly Statement[];
}

/** SQL with its bound values, in order of `$1`, `$2` … */
export interface Statement {
  readonly sql: string;
  readonly params: readonly (string | number)[];
}
