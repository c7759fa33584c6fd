import { systemErrors } from "../errors/system.ts";
import { UserError } from "../errors.ts";

/** What an agent reads about a failure: what happened, why, what to do next, and the stable code. */
export function asError(error: unknown): string {
  if (error instanceof Error && error.name === "AbortError") return JSON.stringify({ error: "cancelled" });
  const { message, why, next, id } = error instanceof UserError ? error : systemErrors.bug({ file: undefined });
  return JSON.stringify({ error: message, why, next, code: id });
}
