import { cell } from "../domain/cell.ts";
import { exitCode } from "../errors.ts";
import { bringUpToDate } from "./bring-up-to-date.ts";
import type { Command } from "./command.ts";
import { projectDir } from "./places.ts";
import { chooseSource } from "./session.ts";
import { sourceOptions } from "./shared-options.ts";

const marks = { passed: "✓", warned: "!", failed: "✗" } as const;

export const checkCommand: Command = {
  name: "check",
  group: "own-data",
  summary: "run the data tests and monitors on the warehouse as it is",
  options: [{ name: "json", description: "one JSON line per check" }, ...sourceOptions],
  async run(args, streams) {
    const { checkWarehouse } = await import("../warehouse/build/check.ts");
    const database = await bringUpToDate(chooseSource(args), streams);
    const counts = { passed: 0, warned: 0, failed: 0 };
    try {
      for await (const check of checkWarehouse(database, { projectDir: projectDir(), signal: streams.signal })) {
        counts[check.status] += 1;
        if (args.has("json")) {
          const { name, model, severity, status, failures, message, when } = check;
          streams.out.write(`${JSON.stringify({ name, model, severity, status, failures, message, when })}\n`);
        } else if (check.status !== "passed") {
          streams.out.write(`${marks[check.status]} ${check.name}: ${cell(check.message)}\n`);
        }
      }
    } finally {
      await database.close();
    }
    if (!args.has("json"))
      streams.out.write(`${counts.passed} passed, ${counts.warned} warned, ${counts.failed} failed\n`);
    return counts.failed > 0 ? exitCode.failed : exitCode.done;
  },
};
