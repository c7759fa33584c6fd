/** When a business's years begin, and which of its two calendar years a year is named after. */
export interface FiscalCalendar {
  /** 1 for January. */
  readonly startMonth: number;
  readonly namedBy: "start" | "end";
}
