import type { Arguments, Streams } from "../command.ts";
import { openSession } from "../open-session.ts";
import type { Session } from "../session.ts";

/** After this long without a question the warehouse is closed; the next question brings it up to date and opens it again. */
const idleMs = 60_000;

export interface KeptSession {
  /** Runs a job on the open warehouse. */
  use<Result>(job: (session: Session) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

/** Keeps the warehouse of the options open between questions; the first question opens it, so that a server starts at once. */
export function keepSession(args: Arguments, streams: Streams): KeptSession {
  let opening: Promise<Session> | undefined;
  let timer: NodeJS.Timeout | undefined;
  const close = async () => {
    clearTimeout(timer);
    const closing = opening;
    opening = undefined;
    await (await closing?.catch(() => undefined))?.close();
  };
  return {
    close,
    async use(job) {
      clearTimeout(timer);
      opening ??= openSession(args, streams);
      try {
        return await job(await opening);
      } catch (error) {
        // A warehouse that could not be opened, or is damaged, is opened again by the next question.
        await close();
        throw error;
      } finally {
        timer = setTimeout(() => void close(), idleMs).unref();
      }
    },
  };
}
