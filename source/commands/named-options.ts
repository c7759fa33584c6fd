import * as z from "zod";
import type { Arguments, Option } from "./command.ts";

/** Options for where the answer goes or how it looks: by name one can only ask a question, and nothing is written. */
const ofOutput = new Set(["format", "out", "overwrite", "raw", "sql", "report"]);
/** The data source is chosen beforehand. */
const ofSource = new Set(["source", "mapping", "warehouse", "memory", "bad-row-share", "target", "profiles-dir"]);

/** The options of a command that are part of its question. */
export function askedOptions(options: readonly Option[]): readonly Option[] {
  return options.filter(({ name }) => !ofOutput.has(name) && !ofSource.has(name));
}

/**
 * The schema of a question's options by name: one field per option, such as `share_of` for `--share-of`; unknown fields are
 * rejected.
 */
export function inputOf(options: readonly Option[]): z.ZodObject {
  const fields = options.map((option) => [fieldOf(option), schemaOf(option).describe(option.description).optional()]);
  return z.strictObject(Object.fromEntries(fields));
}

/** The arguments of a command line with these fields. */
export function argumentsOf(
  given: Readonly<Record<string, unknown>>,
  options: readonly Option[],
  fixed: Readonly<Record<string, string>> = {},
): Arguments {
  const words = new Map<string, readonly string[]>(Object.entries(fixed).map(([name, value]) => [name, [value]]));
  for (const option of options) {
    const values = wordsOf(given[fieldOf(option)], option);
    if (values.length > 0) words.set(option.name, values);
  }
  return {
    positionals: [],
    has: (name) => words.has(name),
    get: (name) => words.get(name)?.at(-1),
    all: (name) => words.get(name) ?? [],
  };
}

function fieldOf({ name }: Option): string {
  return name.replaceAll("-", "_");
}

const word = z.union([z.string().max(10_000), z.number()]);

function schemaOf({ value, repeatable }: Option): z.ZodType {
  if (value === undefined) return z.boolean();
  return repeatable || isList(value) ? z.union([word, z.array(word).max(100)]) : word;
}

/** Whether an option is like `DIM[,DIM]`: one word on the command line, a list by name. */
function isList(value: string): boolean {
  return value.includes("[,");
}

function wordsOf(given: unknown, { value, repeatable }: Option): readonly string[] {
  if (given === undefined || given === false) return [];
  if (value === undefined) return [""];
  const words = (Array.isArray(given) ? given : [given]).map(String);
  return repeatable ? words : [words.join(",")];
}
