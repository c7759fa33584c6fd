import { UserError } from "../../errors.ts";

/** An error in words: what happened, why, and what to do next. */
export function errorText(error: unknown): string {
  return error instanceof UserError ? `${error.message}. ${error.why} ${error.next}` : String(error);
}

/** Why reading a typed text fails, in the words of a command; undefined if it does not fail. */
export function refusal(read: () => unknown): string | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return errorText(error);
  }
}
