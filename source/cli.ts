import { commands } from "./commands/all-commands.ts";
import { readArguments } from "./commands/arguments.ts";
import type { Command, Streams } from "./commands/command.ts";
import { commandHelp, overview } from "./commands/help.ts";
import { suggestion } from "./domain/nearest.ts";
import { type ExitCode, exitCode, UsageError, UserError } from "./errors.ts";
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
  if (own.includes("--help")) return print(streams, commandHelp(command));
  return command.run(readArguments(command, own), streams);
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

/** Tells what happened, why and what next; a bug tells its place in the code but no values. */
export function report(error: unknown, { log, signal }: Streams): ExitCode | number {
  if (signal.aborted) return exitCode.failed;
  if (error instanceof UserError) {
    log.write(`grounds: ${error.message}\n  why:  ${error.why}\n  next: ${error.next}\n`);
    return error.code;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  log.write(
    `grounds: a bug in Grounds: ${stack}\n  next: please report it with these lines; your data and the warehouse are untouched.\n`,
  );
  return exitCode.bug;
}
