import { cell } from "../domain/cell.ts";
import { schemaFault } from "../domain/schema-fault.ts";
import { watchErrors } from "../errors/watch.ts";
import { exitCode, UserError } from "../errors.ts";
import type { Sheet } from "../export/sheet.ts";
import { remembering } from "../query/remembering.ts";
import { capture } from "./capture.ts";
import { argumentsOf, askedOptions, inputOf } from "./named-options.ts";
import type { SessionCommand } from "./on-session.ts";
import type { Session } from "./session.ts";
import { readWatchFile, type WatchedQuestion } from "./watch-file.ts";

/** A question that is watched, and whether its answer meets a condition. */
export interface Outcome {
  readonly name: string;
  readonly conditions: readonly string[];
  readonly isMet: boolean;
  /** One sentence for each condition that is met. */
  readonly says: readonly string[];
}

/** Asks the questions of a watch file; throws UsageError naming the line of one that cannot be asked. */
export async function answerWatch(session: Session, file: string, signal?: AbortSignal): Promise<readonly Outcome[]> {
  const remembered = { ...session, run: remembering(session.run) };
  const outcomes: Outcome[] = [];
  for (const question of readWatchFile(file)) outcomes.push(await watchOne(file, question, remembered, signal));
  return outcomes;
}

/** Asks one question; throws UsageError naming its line if it cannot be asked. */
async function watchOne(
  file: string,
  { name, ask, with: given, failIf, line }: WatchedQuestion,
  session: Session,
  signal: AbortSignal = new AbortController().signal,
): Promise<Outcome> {
  const command = await commandOf(ask);
  const options = askedOptions(command.options);
  const fault = (why: string) => watchErrors.notSo({ file, line, key: name, why });
  const input = inputOf(options).safeParse({ ...given, fail_if: failIf });
  if (!input.success) throw fault(schemaFault(input.error).why);
  try {
    const args = argumentsOf(input.data, options, { format: "json" });
    const { code, notes } = await capture(command, args, session, signal);
    const says = notes.filter((note) => note.startsWith("grounds: ")).map((note) => note.slice("grounds: ".length));
    const isMet = code !== exitCode.done;
    return { name, conditions: failIf, isMet, says: isMet && says.length === 0 ? ["it does not tie out"] : says };
  } catch (error) {
    throw error instanceof UserError ? fault(`${error.message}. ${error.why} ${error.next}`) : error;
  }
}

async function commandOf(ask: WatchedQuestion["ask"]): Promise<SessionCommand> {
  switch (ask) {
    case "slice":
      return (await import("./slice.ts")).sliceCommand;
    case "cohorts":
      return (await import("./cohorts.ts")).cohortsCommand;
    case "investigate":
      return (await import("./investigate.ts")).investigateCommand;
  }
}

/** One row for each question. */
export function watchSheet(outcomes: readonly Outcome[]): Sheet {
  return {
    columns: ["name", "condition", "met", "says"].map((name) => ({ name, unit: "text" as const })),
    rows: outcomes.map(({ name, conditions, isMet, says }) => [
      ...[name, conditions.join("; "), isMet],
      says.map((one) => cell(one)).join("; "),
    ]),
  };
}
