/**
 * The rows of a table or select that a mapping's filter keeps, as a select. A filter may look at other rows through a
 * window, which SQL allows behind "qualify" alone, and that only where there is a window.
 */
export function keptRows(from: string, filter: string | undefined): string {
  const all = `select * from ${from} as own`;
  if (filter === undefined) return all;
  if (!looksAround(filter)) return `${all} where (${filter}\n)`;
  return `${all} qualify (${filter}\n) and row_number() over () > 0`;
}

/** Whether an expression may hang on other rows than its own. */
export function looksAround(expression: string): boolean {
  return /\bover\s*\(/i.test(expression);
}
