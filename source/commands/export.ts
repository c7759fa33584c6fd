import { cell } from "../domain/cell.ts";
import { exportErrors } from "../errors/export.ts";
import { exitCode } from "../errors.ts";
import { writeNewFolder } from "../export/new-folder.ts";
import type { Arguments, Command } from "./command.ts";
import { airflow } from "./exports/airflow.ts";
import type { Exporter } from "./exports/exporter.ts";
import { greatExpectations } from "./exports/great-expectations.ts";
import { lookml } from "./exports/lookml.ts";
import { semanticModelsExport } from "./exports/semantic-models.ts";
import { sourceOptions } from "./shared-options.ts";

/** Each tool that has an export, by the word that names it. */
const exporters: Readonly<Record<string, Exporter>> = {
  lookml,
  airflow,
  "great-expectations": greatExpectations,
  "semantic-models": semanticModelsExport,
};

export const exportCommand: Command = {
  name: "export",
  group: "connect",
  summary: `write a project for another tool: ${Object.keys(exporters).join(", ")}`,
  positional: { name: "TOOL", isRequired: true, choices: Object.keys(exporters) },
  options: [
    { name: "out", value: "DIR", description: "a folder that is new or empty" },
    ...Object.values(exporters).flatMap(({ options }) => options),
    ...sourceOptions,
  ],
  async run(args, streams) {
    const [tool = ""] = args.positionals;
    const exporter = exporterOf(tool);
    const folder = args.get("out");
    if (folder === undefined) throw exportErrors.noFolder({ tool });
    const { texts, leftOut, next } = await exporter.write(withoutTool(args), streams);
    await writeNewFolder(folder, texts);
    streams.log.write(`wrote ${texts.size} files to ${cell(folder)}\n`);
    for (const line of leftOut) streams.log.write(`left out: ${cell(line)}\n`);
    streams.log.write(`${next}\n`);
    return exitCode.done;
  },
};

function exporterOf(tool: string): Exporter {
  const found = Object.hasOwn(exporters, tool) ? exporters[tool] : undefined;
  if (found) return found;
  throw exportErrors.noTool({ given: tool, tools: Object.keys(exporters) });
}

/** The word that names the tool is not a source. */
function withoutTool(args: Arguments): Arguments {
  return { ...args, positionals: [] };
}
