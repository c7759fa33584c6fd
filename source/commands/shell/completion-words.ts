import type { Command, Option } from "../command.ts";

/** Words that stand for a path in the option tables: the shell completes files there. */
const pathWords = /\b(FILE|PATH|DIR|FOLDER)\b/;

/** Whether the value of an option, or the word of a command, is a path. */
export function isPath(value: string | undefined): boolean {
  return value !== undefined && pathWords.test(value);
}

/** `--name` of every option of a command, `--help` last. */
export function optionFlags({ options }: Command): readonly string[] {
  return [...options.map(({ name }) => `--${name}`), "--help"];
}

/** Options of any command whose value is a path, each once. */
export function pathFlags(commands: readonly Command[]): readonly string[] {
  const flags = commands.flatMap(({ options }) => options.filter(takesPath).map(({ name }) => `--${name}`));
  return [...new Set(flags)];
}

/** Options of any command whose value is free text: the shell offers nothing there. */
export function textFlags(commands: readonly Command[]): readonly string[] {
  const options = commands.flatMap((command) => command.options);
  const flags = options.filter((option) => option.value !== undefined && !takesPath(option));
  const paths = new Set(pathFlags(commands));
  return [...new Set(flags.map(({ name }) => `--${name}`))].filter((flag) => !paths.has(flag));
}

function takesPath({ value }: Option): boolean {
  return isPath(value);
}
