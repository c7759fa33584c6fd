import { parseArgs } from "node:util";
import { suggestion } from "../domain/nearest.ts";
import { commandLineErrors } from "../errors/command-line.ts";
import type { UsageError } from "../errors.ts";
import type { Arguments, Command } from "./command.ts";

/** Reads a command's words; throws UsageError naming the unknown option, the missing value or the surplus word. */
export function readArguments(command: Command, words: readonly string[]): Arguments {
  const options = Object.fromEntries(
    command.options.map(({ name, value }) => [name, { type: value ? "string" : "boolean", multiple: true } as const]),
  );
  const { tokens } = parseArgs({ args: [...words], options, allowPositionals: true, strict: false, tokens: true });
  const given = new Map<string, string[]>();
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") positionals.push(token.value);
    if (token.kind === "option") {
      const option = knownOption(command, token.name);
      if (!option.value && token.value !== undefined) throw needlessValue(command, token.name);
      const isMissing =
        option.value && (token.value === undefined || (!token.inlineValue && /^--[a-z]/.test(token.value)));
      if (isMissing) throw missingValue(command, token.name, option.value);
      given.set(token.name, [...(given.get(token.name) ?? []), token.value ?? ""]);
    }
  }
  checkPositionals(command, positionals);
  return {
    positionals,
    has: (name) => given.has(name),
    get: (name) => given.get(name)?.at(-1),
    all: (name) => given.get(name) ?? [],
  };
}

function knownOption(command: Command, name: string) {
  const option = command.options.find((candidate) => candidate.name === name);
  if (option) return option;
  const names = command.options.map((candidate) => `--${candidate.name}`);
  throw commandLineErrors.unknownOption({
    command: command.name,
    option: name,
    next: suggestion(`--${name}`, names, `See "grounds ${command.name} --help".`),
  });
}

function missingValue(command: Command, name: string, value = "VALUE"): UsageError {
  return commandLineErrors.missingValue({ command: command.name, option: name, value });
}

function needlessValue(command: Command, name: string): UsageError {
  return commandLineErrors.needlessValue({ command: command.name, option: name });
}

function checkPositionals(command: Command, positionals: readonly string[]): void {
  const allowed = command.positional ? 1 : 0;
  const extra = positionals[allowed];
  if (extra !== undefined) {
    throw commandLineErrors.needlessWord({
      command: command.name,
      word: extra,
      taken: command.positional?.name,
    });
  }
  if (command.positional?.isRequired && positionals.length === 0) {
    const { name, choices } = command.positional;
    throw commandLineErrors.missingWord({ command: command.name, word: name, form: choices?.join("|") ?? name });
  }
}
