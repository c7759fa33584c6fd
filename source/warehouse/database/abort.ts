/** The error of work that was asked to stop; its `name` is "AbortError" as everywhere in Node. */
export function abortError(): Error {
  return new DOMException("The work was stopped", "AbortError");
}

export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === "AbortError";
}
