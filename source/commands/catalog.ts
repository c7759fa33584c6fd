import type { Catalog } from "../domain/catalog.ts";
import { type ExitCode, exitCode } from "../errors.ts";
import type { Sheet } from "../export/sheet.ts";
import { readCatalog } from "../query/read-catalog.ts";
import type { Arguments, Streams } from "./command.ts";
import { onSession, type SessionCommand } from "./on-session.ts";
import { projectDir } from "./places.ts";
import { printSheet } from "./print-answer.ts";
import { answerOptions, sourceOptions } from "./shared-options.ts";

const onItsData = onSession({
  name: "catalog",
  group: "analyse",
  summary: "dimensions and measures, with descriptions",
  options: [...sourceOptions, ...answerOptions.filter((option) => option.name !== "sql")],
  answer: (args, { catalog }, streams) => printCatalog(catalog, args, streams),
});

/** What a source can answer if one is named; otherwise everything, which needs no data. */
export const catalogCommand: SessionCommand = {
  ...onItsData,
  run: async (args, streams) =>
    ["source", "target"].some((name) => args.has(name))
      ? onItsData.run(args, streams)
      : printCatalog(await readCatalog(projectDir()), args, streams),
};

async function printCatalog({ dimensions, measures }: Catalog, args: Arguments, streams: Streams): Promise<ExitCode> {
  const sheet: Sheet = {
    columns: ["kind", "name", "label", "of", "unit", "description"].map((name) => ({ name, unit: "text" })),
    rows: [
      ...dimensions.map((dimension) => [
        "dimension",
        dimension.name,
        dimension.label,
        dimension.of,
        dimension.type,
        dimension.description,
      ]),
      ...measures.map((measure) => [
        "measure",
        measure.name,
        measure.label,
        measure.additivity,
        measure.unit,
        measure.description,
      ]),
    ],
  };
  await printSheet(sheet, args, streams);
  return exitCode.done;
}
