import { cell } from "../domain/cell.ts";
import { type ExitCode, exitCode } from "../errors.ts";
import type { Arguments, Command } from "./command.ts";
import type { Finding } from "./doctor/finding.ts";
import { lookAtDisk, lookAtMemory, lookAtPermissions, lookAtTerminal, lookAtVersions } from "./doctor/look-around.ts";
import { lookAtSources, lookAtWarehouse, lookForOrphans } from "./doctor/look-at-warehouse.ts";
import { printSheet } from "./print-answer.ts";
import { chooseSource, type SourceChoice } from "./session.ts";
import { answerOptions, sourceOptions } from "./shared-options.ts";

export const doctorCommand: Command = {
  name: "doctor",
  group: "own-data",
  summary: "check versions, terminal, sources and disk, and read the warehouse in full",
  options: [...sourceOptions, ...answerOptions.filter((option) => option.name !== "sql")],
  async run(args, streams) {
    const findings: Finding[] = [];
    const looked = args.has("target")
      ? examineTarget(args, streams.signal)
      : examine(chooseSource(args), streams.signal);
    for await (const finding of looked) findings.push(finding);
    if (args.get("format") === undefined && args.get("out") === undefined) {
      for (const finding of findings) streams.out.write(linesOf(finding));
      return codeOf(findings);
    }
    const columns = ["area", "state", "what", "fix"].map((name) => ({ name, unit: "text" as const }));
    const rows = findings.map(({ area, state, what, fix }) => [area, state, what, fix]);
    await printSheet({ columns, rows }, args, streams);
    return codeOf(findings);
  },
};

const marks = { well: "✓", note: "·", wrong: "✗" } as const;

function linesOf({ area, state, what, fix }: Finding): string {
  const line = `${marks[state]} ${area.padEnd(12)} ${cell(what)}\n`;
  return fix === "" ? line : `${line}${" ".repeat(15)}fix: ${cell(fix)}\n`;
}

function codeOf(findings: readonly Finding[]): ExitCode {
  return findings.some(({ state }) => state === "wrong") ? exitCode.failed : exitCode.done;
}

/** Looks at the engine of --target and the tables there. */
async function* examineTarget(args: Arguments, signal: AbortSignal): AsyncGenerator<Finding> {
  yield await lookAtVersions();
  yield* lookAtTerminal(process.env);
  const { lookAtTarget } = await import("./doctor/look-at-target.ts");
  yield* lookAtTarget(args, signal);
}

/** Looks at everything and changes nothing. */
async function* examine(choice: SourceChoice, signal: AbortSignal): AsyncGenerator<Finding> {
  yield await lookAtVersions();
  yield* lookAtTerminal(process.env);
  yield* lookAtWarehouse(choice, signal);
  yield* lookForOrphans(choice);
  yield await lookAtSources(choice, signal);
  yield await lookAtDisk(choice);
  yield lookAtMemory();
  yield* lookAtPermissions(choice);
}
