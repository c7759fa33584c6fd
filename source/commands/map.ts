import { access, constants, readFile, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { cell } from "../domain/cell.ts";
import { exitCode } from "../errors.ts";
import { commandLineErrors } from "../errors/command-line.ts";
import type { Sheet } from "../export/sheet.ts";
import { toTextTable } from "../export/text-table.ts";
import { writeNewFile } from "../export/write-file.ts";
import type { Preview } from "../warehouse/propose/preview.ts";
import type { Proposed } from "../warehouse/propose/propose.ts";
import { type Ask, askOnTerminal, askUnclear } from "./ask-mapping.ts";
import type { Arguments, Command, Streams } from "./command.ts";
import { ownMappingOf } from "./places.ts";
import { choice } from "./shared-options.ts";

export const mapCommand: Command = {
  name: "map",
  summary: "propose a mapping of a folder's files: print it, or write it with --out or --yes",
  positional: { name: "FOLDER", isRequired: false },
  options: [
    { name: "out", value: "FILE", description: "write the mapping to this new file" },
    { name: "yes", description: "take the proposal, and write it beside the source (or into the data folder)" },
    { name: "overwrite", description: "replace a mapping that is there" },
    { name: "dates", value: "ORDER", description: "day-first or month-first, for dates like 03/04/2024" },
    { name: "source", value: "PATH", description: "the folder, file or glob, in place of FOLDER" },
  ],
  async run(args, streams) {
    const terminal = args.has("yes") ? undefined : askOnTerminal(streams);
    try {
      await proposeMapping(args, streams, terminal?.ask);
      return exitCode.done;
    } finally {
      terminal?.close();
    }
  },
};

/** Proposes, asks about what is unclear where someone can be asked, previews on the log, and writes or prints. */
export async function proposeMapping(args: Arguments, streams: Streams, ask: Ask | undefined): Promise<void> {
  const source = sourceOf(args);
  const dates = args.has("dates") ? choice(args, "dates", ["day-first", "month-first"], "day-first") : undefined;
  const { withProposal } = await import("../warehouse/propose/propose.ts");
  const { mappingText } = await import("../warehouse/propose/write-mapping.ts");
  const text = await withProposal({ source, dates, signal: streams.signal }, async (proposed) => {
    const proposal = ask ? await askUnclear(proposed, ask) : proposed.proposal;
    await tellPreview({ ...proposed, proposal }, streams);
    return mappingText(proposal);
  });
  if (args.get("out") === undefined && !args.has("yes")) return void streams.out.write(text);
  await write(text, source, args, streams);
}

function sourceOf(args: Arguments): string {
  const given = args.positionals[0] ?? args.get("source");
  if (given !== undefined) return /[*?{}[\]]/.test(given) ? given : resolve(given);
  throw commandLineErrors.missingWord({ command: "map", word: "FOLDER" });
}

async function tellPreview(proposed: Proposed, { log }: Streams): Promise<void> {
  const { previewTables } = await import("../warehouse/propose/preview.ts");
  for (const preview of await previewTables(proposed, 3)) {
    const bad = preview.bad === 0 ? "" : `, ${preview.bad} of which lack a required value or cannot be read`;
    log.write(`${preview.table} from ${preview.files.map(cell).join(", ")}: ${preview.rows} rows${bad}\n`);
    log.write(`${toTextTable(sheetOf(preview)).replaceAll(/^(?=.)/gm, "  ")}\n`);
  }
  const unclear = proposed.proposal.tables.flatMap(({ table, columns }) =>
    columns.filter((column) => column.confidence === "unclear").map((column) => `${table}.${column.column}`),
  );
  if (unclear.length > 0) log.write(`not certain, see the comments: ${unclear.join(", ")}\n`);
}

function sheetOf({ columns, sample }: Preview): Sheet {
  return { columns: columns.map((name) => ({ name, unit: "text" })), rows: sample };
}

/** Beside the source where that may be written, so that it is found by itself; else where the program looks next. */
async function write(text: string, source: string, args: Arguments, streams: Streams): Promise<void> {
  const given = args.get("out");
  const folder = /[*?{}[\]]|\.[a-z]+$/i.test(source) ? dirname(source) : source;
  const beside = join(folder, "grounds.yml");
  const isWritable = await mayWrite(folder);
  const file = given ?? (isWritable ? beside : ownMappingOf(source));
  const isSame = (await readFile(file, "utf8").catch(() => undefined)) === text;
  if (!isSame) await writeNewFile(file, text, args.has("overwrite"));
  const isFound = resolve(file) === resolve(beside) || file === ownMappingOf(source);
  streams.log.write(
    `wrote the mapping to ${file}${given === undefined && !isWritable ? ` (${folder} may not be written to)` : ""}\n`,
  );
  streams.log.write(`use it: grounds cohorts --source ${source}${isFound ? "" : ` --mapping ${file}`}\n`);
}

/** A folder marked read-only is left alone, also by those whom the system would let. */
async function mayWrite(folder: string): Promise<boolean> {
  const stats = await stat(folder).catch(() => undefined);
  if (!stats || (stats.mode & 0o222) === 0) return false;
  return access(folder, constants.W_OK).then(
    () => true,
    () => false,
  );
}
