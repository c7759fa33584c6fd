import { cell } from "../domain/cell.ts";
import { watchErrors } from "../errors/watch.ts";
import { exitCode, UserError } from "../errors.ts";
import type { Sheet } from "../export/sheet.ts";
import { remembering } from "../query/remembering.ts";
import { capture } from "./capture.ts";
import type { Streams } from "./command.ts";
import { argumentsOf, askedOptions, inputOf } from "./named-options.ts";
import { onSession, type SessionCommand } from "./on-session.ts";
import { printSheet } from "./print-answer.ts";
import type { Session } from "./session.ts";
import { answerOptions, sourceOptions } from "./shared-options.ts";
import { readWatchFile, type WatchedQuestion } from "./watch-file.ts";

interface Outcome {
  readonly name: string;
  readonly isMet: boolean;
  /** One sentence for each condition that is met. */
  readonly says: readonly string[];
}

export const watchCommand = onSession({
  name: "watch",
  group: "connect",
  summary: "check answers against the conditions of a file; exit 1 if one is met: for cron and CI",
  positional: { name: "FILE", isRequired: false },
  options: [
    {
      name: "report",
      value: "FILE",
      description:
        "write a digest: what moved beyond chance among all measures and dimensions (.md, .csv, .xlsx, .json)",
    },
    ...sourceOptions,
    ...answerOptions.filter(({ name }) => name !== "sql" && name !== "raw"),
  ],
  check(args) {
    const [file] = args.positionals;
    if (file !== undefined) readWatchFile(file);
    else if (!args.has("report")) throw watchErrors.nothingToWatch();
  },
  async answer(args, session, streams) {
    const [file] = args.positionals;
    const remembered = { ...session, run: remembering(session.run) };
    const report = args.get("report");
    if (report !== undefined) {
      const { writeDigest } = await import("./digest.ts");
      await writeDigest(report, args, remembered, streams);
    }
    if (file === undefined) return exitCode.done;
    const outcomes: Outcome[] = [];
    for (const question of readWatchFile(file)) outcomes.push(await watchOne(file, question, remembered, streams));
    for (const { name, says } of outcomes) for (const one of says) streams.log.write(`${cell(name)}: ${cell(one)}\n`);
    await printSheet(sheetOf(outcomes), args, streams);
    return outcomes.some(({ isMet }) => isMet) ? exitCode.failed : exitCode.done;
  },
});

/** Asks one question; throws UsageError naming its line if it cannot be asked. */
async function watchOne(
  file: string,
  { name, ask, with: given, failIf, line }: WatchedQuestion,
  session: Session,
  { signal }: Streams,
): Promise<Outcome> {
  const command = await commandOf(ask);
  const options = askedOptions(command.options);
  const fault = (why: string) => watchErrors.notSo({ file, line, key: name, why });
  const input = inputOf(options).safeParse({ ...given, fail_if: failIf });
  if (!input.success) throw fault(input.error.issues.map(({ message }) => message).join("; "));
  try {
    const args = argumentsOf(input.data, options, { format: "json" });
    const { code, notes } = await capture(command, args, session, signal);
    const says = notes.filter((note) => note.startsWith("grounds: ")).map((note) => note.slice("grounds: ".length));
    const isMet = code !== exitCode.done;
    return { name, isMet, says: isMet && says.length === 0 ? ["it does not tie out"] : says };
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

function sheetOf(outcomes: readonly Outcome[]): Sheet {
  return {
    columns: [
      { name: "name", unit: "text" },
      { name: "met", unit: "text" },
      { name: "says", unit: "text" },
    ],
    rows: outcomes.map(({ name, isMet, says }) => [name, isMet, says.join("; ")]),
  };
}
