/** The innermost message: what wraps it says little. */
export function whyOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return whyOf(error.errors.at(-1));
  if (error instanceof Error && error.cause instanceof Error) return whyOf(error.cause);
  return (error instanceof Error ? error.message : String(error)).replace(/\.$/, "");
}

/** Every message and code in an error and in those it holds. */
export function allWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const inner = error instanceof AggregateError ? error.errors : [];
  const { apiId = "" } = error as { apiId?: string };
  return [error.message, apiId, ...inner.map(allWords), error.cause ? allWords(error.cause) : ""].join(" ");
}
