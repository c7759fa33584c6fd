/**
 * A select of the rows that a mapping's filter keeps. A filter may use other rows through a window function, which SQL allows
 * only after "qualify", and "qualify" needs a window function.
 */
export function keptRows(from: string, filter: string | undefined): string {
  const all = `select * from ${from} as own`;
  if (filter === undefined) return all;
  if (!looksAround(filter)) return `${all} where (${filter}\n)`;
  return `${all} qualify (${filter}\n) and row_number() over () > 0`;
}

/** Whether an expression may depend on rows other than its own. */
export function looksAround(expression: string): boolean {
  return /\bover\s*\(/i.test(expression);
}
