import { exitCode } from "../errors.ts";
import type { Sheet } from "../export/sheet.ts";
import { readCatalog } from "../query/read-catalog.ts";
import type { Command } from "./command.ts";
import { projectDir } from "./places.ts";
import { printSheet } from "./print-answer.ts";
import { answerOptions } from "./shared-options.ts";

export const catalogCommand: Command = {
  name: "catalog",
  group: "analyse",
  summary: "dimensions and measures, with descriptions",
  options: answerOptions.filter((option) => option.name !== "sql"),
  async run(args, streams) {
    const { dimensions, measures } = await readCatalog(projectDir());
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
