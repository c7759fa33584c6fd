import type { AnyQuestion } from "../analysis/totals/question.ts";
import type { CohortQuery } from "../domain/cohort.ts";
import type { ListingOrder } from "../domain/listing-order.ts";
import type { Slice } from "../domain/slice.ts";
import type { ExitCode } from "../errors.ts";
import type { Arguments, Command, Streams } from "./command.ts";
import { openSession } from "./open-session.ts";
import type { Session } from "./session.ts";

/** A listing of the records behind a slice. */
interface ListedRows {
  readonly kind: "lines" | "customers";
  readonly slice: Slice;
  readonly order?: ListingOrder;
}

/** The parts of a screen's state that an answer decides. */
export type Place =
  | { readonly screen: "cohorts"; readonly cohorts: CohortQuery }
  | { readonly screen: "slices"; readonly view: "table"; readonly slice: Slice }
  | { readonly screen: "rows"; readonly rows: ListedRows }
  | { readonly screen: "investigation"; readonly question: AnyQuestion };

/** A command that answers from an open warehouse: `grounds mcp` keeps one open and queries it repeatedly. */
export interface SessionCommand extends Command {
  /** Rejects options that are wrong whatever the data. */
  check?(args: Arguments): void;
  /** Where the screens show its answer. */
  place?(args: Arguments, session: Session): Promise<Place>;
  answer(args: Arguments, session: Session, streams: Streams): Promise<ExitCode>;
}

/** A command that opens the warehouse of its options, answers from it and closes it, even if it fails. */
export function onSession(command: Omit<SessionCommand, "run">): SessionCommand {
  return {
    ...command,
    async run(args, streams) {
      command.check?.(args);
      // A positional word of such a command is not its source.
      const session = await openSession({ ...args, positionals: [] }, streams);
      try {
        return await command.answer(args, session, streams);
      } finally {
        await session.close();
      }
    },
  };
}
