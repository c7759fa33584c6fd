import { exitCode } from "../errors.ts";
import type { Command } from "./command.ts";
import type { Finding } from "./doctor/finding.ts";
import { lookAtDisk, lookAtMemory, lookAtPermissions, lookAtTerminal, lookAtVersions } from "./doctor/look-around.ts";
import { lookAtSources, lookAtWarehouse, lookForOrphans } from "./doctor/look-at-warehouse.ts";
import { printSheet } from "./print-answer.ts";
import { chooseSource, type SourceChoice } from "./session.ts";
import { answerOptions, sourceOptions } from "./shared-options.ts";

export const doctorCommand: Command = {
  name: "doctor",
  summary: "is everything well: versions, terminal, warehouse read in full, sources, disk",
  options: [...sourceOptions, ...answerOptions.filter((option) => option.name !== "sql")],
  async run(args, streams) {
    const findings: Finding[] = [];
    for await (const finding of examine(chooseSource(args), streams.signal)) findings.push(finding);
    const columns = ["area", "state", "what", "fix"].map((name) => ({ name, unit: "text" as const }));
    const rows = findings.map(({ area, state, what, fix }) => [area, state, what, fix]);
    await printSheet({ columns, rows }, args, streams);
    return findings.some(({ state }) => state === "wrong") ? exitCode.failed : exitCode.done;
  },
};

/** Looks at everything and changes nothing. */
async function* examine(choice: SourceChoice, signal: AbortSignal): AsyncGenerator<Finding> {
  yield await lookAtVersions();
  yield* lookAtTerminal(process.env);
  yield* lookAtWarehouse(choice, signal);
  yield* lookForOrphans(choice);
  yield await lookAtSources(choice);
  yield await lookAtDisk(choice);
  yield lookAtMemory();
  yield* lookAtPermissions(choice);
}
