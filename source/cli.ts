import { existsSync } from "node:fs";
import { allCommands, commandNamed, commandNames } from "./commands/all-commands.ts";
import { readArguments } from "./commands/arguments.ts";
import type { Command, Streams } from "./commands/command.ts";
import { commandHelp, overview } from "./commands/help.ts";
import { writeCrash } from "./crash.ts";
import { cell } from "./domain/cell.ts";
import { suggestion } from "./domain/nearest.ts";
import { commandLineErrors } from "./errors/command-line.ts";
import { systemErrors } from "./errors/system.ts";
import { DamagedError, type ExitCode, exitCode, UserError } from "./errors.ts";
import { printable } from "./printable.ts";
import { systemFailure } from "./system-failure.ts";
import { version } from "./version.ts";

const leastNode = 22;

/** Runs one command line and resolves to its exit code; messages go to the log, results to the output. */
export async function runCommandLine(words: readonly string[], streams: Streams): Promise<ExitCode | number> {
  try {
    checkNode();
    return await dispatch(words, { ...streams, out: printable(streams.out) });
  } catch (error) {
    return report(error, streams);
  }
}

async function dispatch(words: readonly string[], streams: Streams): Promise<ExitCode> {
  const [first, ...rest] = words;
  if (first === "--help" || first === "-h" || first === "help") return print(streams, overview(await allCommands()));
  if (first === "--version") return print(streams, `${version}\n`);
  const isNamed = first !== undefined && !first.startsWith("-") && !isPlace(first);
  const command = await findCommand(isNamed ? first : "open");
  const own = isNamed ? rest : words;
  streams.actions?.add(command.name);
  if (own.includes("--help")) return print(streams, commandHelp(command));
  const args = readArguments(command, own);
  try {
    return await command.run(args, streams);
  } catch (error) {
    if (!(error instanceof DamagedError)) throw error;
    streams.log.write(`grounds: ${lines(error.message)}: it is set aside and rebuilt\n`);
    return command.run(args, streams);
  }
}

/** A folder, file or pattern in place of a command's name is what to open. */
function isPlace(word: string): boolean {
  if (commandNames.includes(word)) return false;
  return /[\\/*?]/.test(word) || existsSync(word);
}

async function findCommand(name: string): Promise<Command> {
  const found = await commandNamed(name);
  if (found) return found;
  throw commandLineErrors.unknownCommand({ name, next: suggestion(name, commandNames, 'See "grounds --help".') });
}

function print(streams: Streams, text: string): ExitCode {
  streams.out.write(text);
  return exitCode.done;
}

function checkNode(): void {
  const major = Number(process.versions.node.split(".")[0]);
  if (major >= leastNode) return;
  throw commandLineErrors.oldNode({ least: leastNode, version: process.versions.node });
}

/**
 * Tells what happened, why and what next. A bug leaves a crash file (places in the code and names of actions, no values).
 * Messages quote names and words from outside, so each line passes the terminal's boundary.
 */
export function report(error: unknown, { log, signal, actions }: Streams): ExitCode | number {
  if (signal.aborted) return exitCode.failed;
  const known =
    error instanceof UserError
      ? error
      : (systemFailure(error) ?? systemErrors.bug({ file: writeCrash(error, actions?.names() ?? []) }));
  const { message, why, next, id } = known;
  log.write(`grounds: ${lines(message)}\n  why:  ${lines(why)}\n  next: ${lines(next)}\n  code: ${id}\n`);
  return known.code;
}

function lines(text: string): string {
  return text.split("\n").map(cell).join("\n");
}
