import { UserError } from "../../errors.ts";

/** Why reading a typed text fails, in the words of a command; undefined if it does not fail. */
export function refusal(read: () => unknown): string | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return `${error.message}. ${error.why} ${error.next}`;
  }
}
