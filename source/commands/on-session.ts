import type { ExitCode } from "../errors.ts";
import type { Arguments, Command, Streams } from "./command.ts";
import { openSession, type Session } from "./session.ts";

/** A command that answers from an open warehouse: `grounds mcp` keeps one open and asks it again and again. */
export interface SessionCommand extends Command {
  /** Refuses options that need no data to be wrong. */
  check?(args: Arguments): void;
  answer(args: Arguments, session: Session, streams: Streams): Promise<ExitCode>;
}

/** A command that opens the warehouse of its options, answers from it and closes it, also when it fails. */
export function onSession(command: Omit<SessionCommand, "run">): SessionCommand {
  return {
    ...command,
    async run(args, streams) {
      command.check?.(args);
      const session = await openSession(args, streams);
      try {
        return await command.answer(args, session, streams);
      } finally {
        await session.close();
      }
    },
  };
}
