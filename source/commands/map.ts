import { resolve } from "node:path";
import { cell } from "../domain/cell.ts";
import { readingLine } from "../domain/file-reading.ts";
import { commandLineErrors } from "../errors/command-line.ts";
import { exitCode } from "../errors.ts";
import type { Sheet } from "../export/sheet.ts";
import { toTextTable } from "../export/text-table.ts";
import { isS3 } from "../lake/address.ts";
import type { Preview } from "../warehouse/propose/preview.ts";
import type { Proposed } from "../warehouse/propose/propose.ts";
import { type Ask, askOnTerminal, askUnclear } from "./ask-mapping.ts";
import type { Arguments, Command, Streams } from "./command.ts";
import { copyAndTell } from "./copy-source.ts";
import { copyOf } from "./places.ts";
import { saveMapping } from "./save-mapping.ts";
import type { SourceChoice } from "./session.ts";
import { choice } from "./shared-options.ts";

export const mapCommand: Command = {
  name: "map",
  group: "own-data",
  summary: "propose a mapping of a folder's files: print it, or write it with --out or --yes",
  positional: { name: "FOLDER", isRequired: false },
  options: [
    { name: "out", value: "FILE", description: "write the mapping to this new file" },
    { name: "yes", description: "accept the proposal and write it beside the source (or to the data folder)" },
    { name: "overwrite", description: "replace an existing mapping" },
    { name: "strict", description: "with --yes: exit 1 while there is an assumption" },
    { name: "no-recipes", description: "do not use recipes for known exports: decide by the data alone" },
    { name: "format", value: "json", description: "print tables, files, decisions and totals as JSON" },
    { name: "dates", value: "ORDER", description: "day-first or month-first, for dates like 03/04/2024" },
    { name: "source", value: "PATH", description: "the folder, file or glob, in place of FOLDER" },
  ],
  async run(args, streams) {
    const terminal = args.has("yes") ? undefined : askOnTerminal(streams);
    try {
      const hasAssumptions = await proposeMapping(args, streams, terminal?.ask);
      return args.has("strict") && hasAssumptions ? exitCode.failed : exitCode.done;
    } finally {
      terminal?.close();
    }
  },
};

/**
 * Proposes, asks about what is unclear if someone can be asked, previews on the log, and writes or prints. Resolves to
 * whether the mapping rests on assumptions.
 */
export async function proposeMapping(args: Arguments, streams: Streams, ask: Ask | undefined): Promise<boolean> {
  const { source, address } = sourceOf(args);
  await copyAndTell({ address }, streams);
  const dates = args.has("dates") ? choice(args, "dates", ["day-first", "month-first"], "day-first") : undefined;
  const { withProposal } = await import("../warehouse/propose/propose.ts");
  const { mappingText } = await import("../warehouse/propose/write-mapping.ts");
  const hasRecipes = !args.has("no-recipes");
  const isJson = args.has("format") && choice(args, "format", ["json"], "json") === "json";
  const { jsonOf } = await import("../warehouse/propose/proposal-json.ts");
  const { mappedDecision } = await import("../warehouse/propose/assumption.ts");
  const { assumptionLine } = await import("../warehouse/mapping/assumptions.ts");
  const made = await withProposal({ source, dates, hasRecipes, signal: streams.signal }, async (proposed) => {
    const proposal = ask ? await askUnclear(proposed, ask) : proposed.proposal;
    if (!isJson) await tellPreview({ ...proposed, proposal }, streams);
    const assumptions = proposal.decisions.filter(({ isAssumption }) => isAssumption).map(mappedDecision);
    return {
      text: mappingText(proposal),
      json: jsonOf({ ...proposed, proposal }),
      lines: assumptions.map(assumptionLine),
    };
  });
  for (const line of made.lines) streams.log.write(`${cell(line)}\n`);
  if (args.get("out") !== undefined || args.has("yes")) await write(made.text, { source, address }, args, streams);
  if (isJson) streams.out.write(`${JSON.stringify(made.json, undefined, 2)}\n`);
  else if (args.get("out") === undefined && !args.has("yes")) streams.out.write(made.text);
  return made.lines.length > 0;
}

function sourceOf(args: Arguments): Pick<SourceChoice, "source" | "address"> {
  const given = args.positionals[0] ?? args.get("source");
  if (given !== undefined && isS3(given)) return { source: copyOf(given), address: given };
  if (given !== undefined) return { source: /[*?{}[\]]/.test(given) ? given : resolve(given), address: undefined };
  throw commandLineErrors.missingWord({ command: "map", word: "FOLDER", form: "FOLDER" });
}

async function tellPreview(proposed: Proposed, { log }: Streams): Promise<void> {
  const { previewTables } = await import("../warehouse/propose/preview.ts");
  for (const { reading } of proposed.files) log.write(`read ${cell(readingLine(reading))}\n`);
  for (const { name, why } of proposed.proposal.unreadable) log.write(`could not read ${cell(name)}: ${cell(why)}\n`);
  for (const preview of await previewTables(proposed, 3)) {
    const bad = preview.bad === 0 ? "" : `, ${preview.bad} of which lack a required value or cannot be read`;
    log.write(`${preview.table} from ${filesText(preview.files)}: ${preview.rows} rows${bad}\n`);
    log.write(`${toTextTable(sheetOf(preview)).replaceAll(/^(?=.)/gm, "  ")}\n`);
  }
  const unclear = proposed.proposal.tables.flatMap(({ table, columns }) =>
    columns.filter((column) => column.confidence === "unclear").map((column) => `${table}.${column.column}`),
  );
  if (unclear.length > 0) log.write(`not certain, see the comments: ${unclear.join(", ")}\n`);
}

/** A table may have thousands of parts: the first are named, all of them are in the mapping. */
function filesText(files: readonly string[]): string {
  const named = files.length > 6 ? files.slice(0, 3) : files;
  const rest = files.length - named.length;
  return `${named.map(cell).join(", ")}${rest > 0 ? ` and ${rest} others` : ""}`;
}

function sheetOf({ columns, sample }: Preview): Sheet {
  return { columns: columns.map((name) => ({ name, unit: "text" })), rows: sample };
}

async function write(
  text: string,
  { source, address = source }: Pick<SourceChoice, "source" | "address">,
  args: Arguments,
  streams: Streams,
): Promise<void> {
  const options = { file: args.get("out"), isOverwriting: args.has("overwrite") };
  const { file, lockedFolder, isFound } = await saveMapping(text, source, options);
  const why = lockedFolder === undefined ? "" : ` (${lockedFolder} may not be written to)`;
  streams.log.write(`wrote the mapping to ${file}${why}\n`);
  streams.log.write(`use it: grounds cohorts --source ${address}${isFound ? "" : ` --mapping ${file}`}\n`);
}
