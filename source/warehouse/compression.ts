import type { Model } from "./project/compile.ts";

/**
 * The statement that leaves out the compressions of text that cost a build more than they save. FSST takes as long as all
 * the rest of writing a table of names and ids, and reading it is slower too. Tables that only models read, and then people by hand,
 * have their texts left as they are; those that screens read keep dictionaries, which are read faster than plain text.
 */
export function compressionOf(isReadOften: boolean): string {
  return `set disabled_compression_methods = '${isReadOften ? "fsst" : "fsst,dictionary"}'`;
}

/** The names of gold models and of what these are made from directly: what answers are made of. */
export function readOften(models: readonly Pick<Model, "name" | "schema" | "refs">[]): ReadonlySet<string> {
  const gold = models.filter(({ schema }) => schema === "gold");
  return new Set(gold.flatMap(({ name, refs }) => [name, ...refs]));
}
