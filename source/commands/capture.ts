import type { ExitCode } from "../errors.ts";
import type { Arguments, Streams } from "./command.ts";
import type { SessionCommand } from "./on-session.ts";
import type { Session } from "./session.ts";

interface Captured {
  readonly code: ExitCode;
  readonly text: string;
  /** What the command reports besides its answer, one line each. */
  readonly notes: readonly string[];
}

/** The output of a command, as text. */
export async function capture(
  command: SessionCommand,
  args: Arguments,
  session: Session,
  signal: AbortSignal,
): Promise<Captured> {
  let [text, log] = ["", ""];
  const streams: Streams = {
    out: { write: (part) => (text += part) },
    log: { write: (part) => (log += part) },
    signal,
  };
  command.check?.(args);
  const code = await command.answer(args, session, streams);
  return { code, text, notes: log.split("\n").filter((line) => line !== "") };
}
