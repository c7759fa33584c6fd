import type { Command, Option } from "../command.ts";
import { isPath } from "./completion-words.ts";

/** A completion script for fish, with the description of each command and option. */
export function fishCompletions(commands: readonly Command[]): string {
  const names = commands.map(({ name, summary }) => {
    return `complete -c grounds -n __fish_use_subcommand -a ${name} -d ${quoted(summary)}`;
  });
  const options = commands.flatMap(({ name, options: own }) => own.map((option) => optionLine(name, option)));
  return [
    "# fish completions for grounds. Load them with: grounds completions fish | source",
    ...names,
    ...options,
    "",
  ].join("\n");
}

function optionLine(command: string, { name, value, description }: Option): string {
  const argument = value === undefined ? "" : isPath(value) ? " -r -F" : " -x";
  return `complete -c grounds -n '__fish_seen_subcommand_from ${command}' -l ${name}${argument} -d ${quoted(description)}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
