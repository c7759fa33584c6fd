/** When a business's years begin, and which of the two calendar years that one touches names it. */
export interface FiscalCalendar {
  /** 1 for January. */
  readonly startMonth: number;
  readonly namedBy: "start" | "end";
}
