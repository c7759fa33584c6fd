/** Measures of who is still there: 100 % in the first days, since coming is buying for nearly everybody. */
const ofStaying: ReadonlySet<string> = new Set(["retention"]);

/** The day of lifetime at which a metric's window begins where none is named: one from which on its value can differ. */
export function defaultFirstDay(metric: string): number {
  return ofStaying.has(metric) ? 30 : 0;
}
