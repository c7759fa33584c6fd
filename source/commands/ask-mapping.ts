import { createInterface } from "node:readline/promises";
import { cell } from "../domain/cell.ts";
import type { Proposal } from "../warehouse/propose/proposal.ts";
import type { Proposed } from "../warehouse/propose/propose.ts";
import type { Answer } from "../warehouse/propose/revise.ts";
import type { Streams } from "./command.ts";

/** Asks the user a question; resolves to what they typed. */
export type Ask = (question: string) => Promise<string>;

/** The user at the terminal, when there is one. */
export function askOnTerminal({ log, signal }: Streams): { readonly ask: Ask; close(): void } | undefined {
  if (!process.stdin.isTTY || !log.isTTY) return undefined;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  // The prompt takes over the terminal's signals; this gives Ctrl-C and Ctrl-D their usual meaning.
  const interrupt = () => process.kill(process.pid, "SIGINT");
  terminal.on("SIGINT", interrupt);
  terminal.on("close", interrupt);
  const close = () => {
    terminal.off("close", interrupt);
    terminal.close();
  };
  return { ask: (question) => terminal.question(question, { signal }), close };
}

/** Asks only about what is unclear; Enter keeps the proposal. */
export async function askUnclear(proposed: Proposed, ask: Ask): Promise<Proposal> {
  const { revised } = await import("../warehouse/propose/revise.ts");
  let current = proposed;
  for (const { table, columns } of proposed.proposal.tables) {
    for (const column of columns.filter((each) => each.confidence === "unclear")) {
      const isDate = column.reason.includes("month first") || column.reason.includes("day first");
      const choices = column.others.map((name, index) => `${index + 1} ${cell(name)}`).join(", ");
      const ways = isDate ? "d day first, m month first" : [choices, "- none"].filter((each) => each !== "").join(", ");
      const question = `${table}.${column.column} = ${cell(column.expression)}\n  ${cell(column.reason)}\n  Enter keeps it; ${ways}: `;
      const answer = read(await ask(question), isDate, column.others);
      if (answer) current = { ...current, proposal: await revised(current, table, column.column, answer) };
    }
  }
  return askCurrency(current.proposal, ask);
}

/** The currency of the amounts, if no value names it. */
async function askCurrency(proposal: Proposal, ask: Ask): Promise<Proposal> {
  const { currencyLine, withCurrency } = await import("../warehouse/propose/draft-currency.ts");
  const { expression = "", reason, confidence } = currencyLine(proposal);
  if (confidence !== "unclear") return proposal;
  const question = `amounts are in ${expression}\n  ${cell(reason)}\n  Enter keeps it; or type a code like EUR: `;
  return withCurrency(proposal, (await ask(question)).trim().toUpperCase());
}

function read(typed: string, isDate: boolean, others: readonly string[]): Answer | undefined {
  const word = typed.trim().toLowerCase();
  if (isDate) return word === "d" ? { dates: "day-first" } : word === "m" ? { dates: "month-first" } : undefined;
  if (word === "-") return { none: true };
  const own = others[Number(word) - 1];
  return own === undefined ? undefined : { own };
}
