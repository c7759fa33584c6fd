import { commands } from "./commands/all-commands.ts";
import { readArguments } from "./commands/arguments.ts";
import type { Command, Streams } from "./commands/command.ts";
import { commandHelp, overview } from "./commands/help.ts";
import { writeCrash } from "./crash.ts";
import { cell } from "./domain/cell.ts";
import { suggestion } from "./domain/nearest.ts";
import { DamagedError, type ExitCode, exitCode, UsageError, UserError } from "./errors.ts";
import { systemFailure } from "./system-failure.ts";
import { version } from "./version.ts";

const leastNode = 22;

/** Runs one command line and resolves to its exit code; messages go to the log, results to the output. */
export async function runCommandLine(words: readonly string[], streams: Streams): Promise<ExitCode | number> {
  try {
    checkNode();
    return await dispatch(words, streams);
  } catch (error) {
    return report(error, streams);
  }
}

async function dispatch(words: readonly string[], streams: Streams): Promise<ExitCode> {
  const [first, ...rest] = words;
  if (first === "--help" || first === "-h" || first === "help") return print(streams, overview(commands));
  if (first === "--version") return print(streams, `${version}\n`);
  const isNamed = first !== undefined && !first.startsWith("-");
  const command = findCommand(isNamed ? first : "open");
  const own = isNamed ? rest : words;
  streams.actions?.add(command.name);
  if (own.includes("--help")) return print(streams, commandHelp(command));
  const args = readArguments(command, own);
  try {
    return await command.run(args, streams);
  } catch (error) {
    if (!(error instanceof DamagedError)) throw error;
    streams.log.write(`grounds: ${error.message}: it is set aside and built anew\n`);
    return command.run(args, streams);
  }
}

function findCommand(name: string): Command {
  const found = commands.find((command) => command.name === name);
  if (found) return found;
  const names = commands.map((command) => command.name);
  throw new UsageError(`There is no command "${name}"`, {
    why: 'Its commands are listed by "grounds --help".',
    next: suggestion(name, names, 'See "grounds --help".'),
  });
}

function print(streams: Streams, text: string): ExitCode {
  streams.out.write(text);
  return exitCode.done;
}

function checkNode(): void {
  const major = Number(process.versions.node.split(".")[0]);
  if (major >= leastNode) return;
  throw new UserError(`Grounds needs Node ${leastNode} or newer; this is ${process.versions.node}`, {
    why: "Older versions lack what it is built on.",
    next: 'In a checkout use "npm start" or "npm run -s grounds -- …", which run the Node that it pins.',
  });
}

/**
 * Tells what happened, why and what next. A bug leaves a crash file (places in the code and names of actions, no values).
 * Messages quote names and words from outside, so each line passes the terminal's boundary.
 */
export function report(error: unknown, { log, signal, actions }: Streams): ExitCode | number {
  if (signal.aborted) return exitCode.failed;
  const known =
    error instanceof UserError ? error : (systemFailure(error) ?? bug(writeCrash(error, actions?.names() ?? [])));
  log.write(`grounds: ${lines(known.message)}\n  why:  ${lines(known.why)}\n  next: ${lines(known.next)}\n`);
  return known.code;
}

function lines(text: string): string {
  return text.split("\n").map(cell).join("\n");
}

function bug(file: string | undefined): UserError {
  return new UserError("This is a bug in Grounds, not in your data", {
    why: "Something happened that its authors did not foresee; your data and the warehouse are untouched.",
    next: file
      ? `Please report it with the file ${file}: it tells where in the program and after which actions, and no values.`
      : "Please report what you did; no crash file could be written.",
    code: exitCode.bug,
  });
}
