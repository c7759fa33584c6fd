/** A name as SQL's identifier, whatever characters it has. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text as SQL's literal; DuckDB knows no escapes in it but the doubled quote. */
export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A path as a reader's literal: DuckDB reads `*`, `?` and `[` in it as a pattern, so only plain names may come here. */
export function quotePlainPath(path: string): string {
  if (/[*?[\]{}]/.test(path)) throw new Error("a path with pattern characters reached a DuckDB reader");
  return quoteText(path);
}
