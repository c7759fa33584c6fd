import { type Catalog, dimensionOf } from "../domain/catalog.ts";
import { noValue } from "../domain/dimension-value.ts";
import type { SavedState } from "../domain/saved-state.ts";
import type { Filter } from "../domain/slice.ts";
import { commandLineErrors } from "../errors/command-line.ts";
import type { Arguments, Option } from "./command.ts";

/** Where the data comes from. */
export const sourceOptions: readonly Option[] = [
  {
    name: "source",
    value: "PATH",
    description: "folder, file, glob, DuckDB file or s3://BUCKET/FOLDER to read (default: the demo set)",
  },
  { name: "mapping", value: "FILE", description: "mapping file (default: grounds.yml beside the source)" },
  { name: "warehouse", value: "FILE", description: "where the warehouse is kept (default: in the data folder)" },
  { name: "target", value: "NAME", description: "read the tables of another engine, a target of dbt's profiles.yml" },
  { name: "profiles-dir", value: "DIR", description: "folder of profiles.yml (default: as dbt looks for it)" },
  { name: "memory", description: "keep the warehouse in memory only" },
  {
    name: "bad-row-share",
    value: "SHARE",
    description: "stop when more of a table is bad (default: 0.01, that is 1 %)",
  },
];

/** Where to start: other options override it. */
export const stateOption: Option = {
  name: "state",
  value: "STRING",
  description: "begin with what a link shows (L copies one in the screens)",
};

/** What the link of --state shows; rejects with UsageError for an invalid one. Its schema is loaded only for a link. */
export async function givenState(args: Arguments): Promise<SavedState | undefined> {
  const text = args.get("state");
  if (text === undefined) return undefined;
  const { decodeState } = await import("../domain/saved-state.ts");
  return decodeState(text);
}

/** Which part of it. */
export const filterOptions: readonly Option[] = [
  {
    name: "where",
    value: '"DIM=V,V"',
    repeatable: true,
    description: 'keep (DIM=V) or leave out (DIM!=V) values; "(none)" is no value',
  },
  { name: "entry", value: "ENTRY", description: "short for --where point_of_entry=ENTRY" },
];

/** How the answer is output. */
export const answerOptions: readonly Option[] = [
  {
    name: "format",
    value: "FORMAT",
    description:
      "table, csv, json, markdown, xlsx or parquet (default: by the ending of --out, csv without one; else table on a terminal, csv elsewhere)",
  },
  { name: "out", value: "FILE", description: "write to this new file instead of stdout" },
  { name: "overwrite", description: "let --out and --report replace an existing file" },
  { name: "raw", description: "do not escape CSV text that a spreadsheet would run as a formula" },
  { name: "sql", description: "print the SQL with its parameters instead of running it" },
];

/** The filters of --where and --entry; throws UsageError for an invalid form or an unknown dimension. */
export function readFilters(catalog: Catalog, args: Arguments): readonly Filter[] {
  const filters = args.all("where").map(parseFilter);
  const entry = args.get("entry");
  if (entry !== undefined) filters.push(parseFilter(`point_of_entry=${entry}`));
  for (const filter of filters) dimensionOf(catalog, filter.dimension);
  return filters;
}

/** A filter in the form of `--where`; throws UsageError for any other form. */
export function parseFilter(text: string): Filter {
  const match = /^\s*([^=!\s]+)\s*(!?=)(.*)$/s.exec(text);
  if (!match?.[1] || match[3]?.trim() === "") {
    throw commandLineErrors.noFilter({ given: text });
  }
  return { dimension: match[1], op: match[2] === "=" ? "in" : "not_in", values: splitValues(match[3] ?? "", text) };
}

/** The text that `parseFilter` reads as this filter. */
export function filterText({ dimension, op, values }: Filter): string {
  const quoted = (value: string) =>
    /[",]|^\s|\s$/.test(value) ? `"${value.replaceAll('"', '""')}"` : value === "" ? noValue : value;
  return `${dimension}${op === "in" ? "=" : "!="}${values.map(quoted).join(",")}`;
}

/** Values between commas; one with a comma, a quote or blanks at its ends is quoted as in CSV. */
function splitValues(list: string, whole: string): string[] {
  const values: string[] = [];
  const value = /\s*(?:"((?:[^"]|"")*)"|([^,]*?))\s*(,|$)/gsy;
  let isMore = true;
  while (isMore) {
    const match = value.exec(list);
    if (!match || (match[1] === undefined && (match[2] === "" || match[2]?.startsWith('"'))))
      throw commandLineErrors.unclearValues({ given: whole, noValue });
    values.push(match[1]?.replaceAll('""', '"') ?? (match[2] === noValue ? "" : (match[2] ?? "")));
    isMore = match[3] === ",";
  }
  return [...new Set(values)];
}

/** One of the words allowed for an option; throws UsageError naming them. */
export function choice<Word extends string>(
  args: Arguments,
  name: string,
  words: readonly Word[],
  fallback: Word,
): Word {
  const given = args.get(name);
  if (given === undefined) return fallback;
  const found = words.find((word) => word === given);
  if (found !== undefined) return found;
  throw commandLineErrors.noSuchChoice({ option: name, given, words, example: fallback });
}

/** A whole number of at least `least`; undefined if the option is not given. */
export function wholeNumber(args: Arguments, name: string, least: number): number | undefined {
  const given = args.get(name);
  if (given === undefined) return undefined;
  const value = Number(given);
  if (/^\d{1,12}$/.test(given) && value >= least) return value;
  throw commandLineErrors.noWholeNumber({ option: name, given, least });
}
