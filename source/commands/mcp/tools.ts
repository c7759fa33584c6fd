import type { Tool } from "../../mcp/tool.ts";
import { remembering } from "../../query/remembering.ts";
import { capture } from "../capture.ts";
import { catalogCommand } from "../catalog.ts";
import { cohortsCommand } from "../cohorts.ts";
import { investigateCommand } from "../investigate.ts";
import { argumentsOf, askedOptions, inputOf } from "../named-options.ts";
import type { SessionCommand } from "../on-session.ts";
import { quarantineCommand } from "../quarantine.ts";
import { rowsCommand } from "../rows.ts";
import { sliceCommand } from "../slice.ts";
import { summaryCommand } from "../summary.ts";
import { switchingCommand } from "../switching.ts";
import { firstRows, jsonOf } from "./answer.ts";
import type { KeptSession } from "./kept-session.ts";
import { stateWord } from "./state-word.ts";

/** The commands that are tools, and advice for an agent on each, besides its summary. */
export const askable: readonly (readonly [command: SessionCommand, advice: string])[] = [
  [summaryCommand, "Ask it first: days, currency, assumptions that nobody has confirmed, what was left out."],
  [catalogCommand, "The names that every other tool takes."],
  [
    cohortsCommand,
    "`complete` false: not all customers of the cohort lived through that period. `small` true: too few customers for a rate.",
  ],
  [sliceCommand, "Rates and customers do not add up over rows; ask with fewer dimensions, or with totals."],
  [rowsCommand, "At most 1,000 rows; no names, addresses or e-mails are in them."],
  [
    investigateCommand,
    "Bars add up to the change; each has an interval and a verdict. `true_up` is the tie-out: every `difference` must be 0.",
  ],
  [switchingCommand, "The same customers before and after."],
  [quarantineCommand, "Records that are in no figure, with their line and the reason."],
];

/** More rows than this would flood an agent. */
const mostRows = 1000;

/** Answers of a command as a tool: the rows or the document that the command prints as JSON, with what they are based on. */
export function toolOf(command: SessionCommand, advice: string, kept: KeptSession): Tool {
  const { name, summary } = command;
  const options = askedOptions(command.options);
  return {
    name,
    title: summary,
    description: `${capital(summary)}. ${advice}`,
    input: inputOf(options),
    call: (given, signal) =>
      kept.use(async (session) => {
        const remembered = { ...session, run: remembering(session.run) };
        const args = argumentsOf(name === "rows" ? { limit: mostRows, ...given } : given, options, { format: "json" });
        const { text, notes } = await capture(command, args, remembered, signal);
        const sql = hasSql(command) ? await statementsOf(command, given, remembered, signal) : undefined;
        const place = await command.place?.(args, remembered);
        return jsonOf({
          ...answerOf(text),
          notes: JSON.stringify(notes),
          assumptions: JSON.stringify(session.dataSet.assumptions),
          sql: sql === undefined ? undefined : JSON.stringify(sql),
          state: place === undefined ? undefined : JSON.stringify(stateWord(place)),
        });
      }),
  };
}

/** The SQL of a command's answer, with its parameters as comments. */
export async function statementsOf(
  command: SessionCommand,
  given: Readonly<Record<string, unknown>>,
  session: Parameters<SessionCommand["answer"]>[1],
  signal: AbortSignal,
): Promise<string> {
  const args = argumentsOf(given, askedOptions(command.options), { sql: "" });
  return (await capture(command, args, session, signal)).text;
}

/** Whether a command prints its SQL. */
export function hasSql({ options }: SessionCommand): boolean {
  return options.some(({ name }) => name === "sql");
}

function answerOf(text: string): Readonly<Record<string, string>> {
  if (!text.startsWith("[")) return { answer: text.trim() };
  const { rows, count } = firstRows(text, mostRows);
  return { rows, ...(count > mostRows ? { rows_in_all: String(count) } : {}) };
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
