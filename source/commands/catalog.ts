import type { Catalog } from "../domain/catalog.ts";
import { exitCode } from "../errors.ts";
import type { Sheet } from "../export/sheet.ts";
import { readCatalog } from "../query/read-catalog.ts";
import type { Arguments, Command, Streams } from "./command.ts";
import { projectDir } from "./places.ts";
import { printSheet } from "./print-answer.ts";
import { openSession } from "./session.ts";
import { answerOptions, sourceOptions } from "./shared-options.ts";

export const catalogCommand: Command = {
  name: "catalog",
  group: "analyse",
  summary: "dimensions and measures, with descriptions",
  options: [...sourceOptions, ...answerOptions.filter((option) => option.name !== "sql")],
  async run(args, streams) {
    const { dimensions, measures } = await catalogOf(args, streams);
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
  },
};

/** What a source can answer where one is named; all that there is otherwise, which needs no data. */
async function catalogOf(args: Arguments, streams: Streams): Promise<Catalog> {
  if (!args.has("source")) return readCatalog(projectDir());
  const session = await openSession(args, streams);
  await session.close();
  return session.catalog;
}
