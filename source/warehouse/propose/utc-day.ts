/**
 * SQL of the day in UTC that a text falls on, as the build reads it. Text with a zone's name has a branch of its own: within one
 * branch DuckDB reads the texts after it without a zone as in that zone.
 */
export function utcDay(text: string): string {
  const instant = `timezone('UTC', try_cast(${text} as timestamptz))`;
  return `(case when regexp_matches(${text}, '[A-Za-z]{2}') then ${instant} else ${instant} end)::date`;
}
