/** A name as SQL identifier, whatever characters it has. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text as SQL literal; DuckDB has no escapes in it except the doubled quote. */
export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A path as a reader's literal: DuckDB reads `*`, `?` and `[` in it as a pattern, so only plain names are allowed here. */
export function quotePlainPath(path: string): string {
  if (/[*?[\]{}]/.test(path)) throw new Error("a path with pattern characters reached a DuckDB reader");
  return quoteText(path);
}
