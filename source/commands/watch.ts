import { cell } from "../domain/cell.ts";
import { watchErrors } from "../errors/watch.ts";
import { exitCode } from "../errors.ts";
import type { Arguments } from "./command.ts";
import { besideSource } from "./figure-file.ts";
import { onSession } from "./on-session.ts";
import { printSheet } from "./print-answer.ts";
import { chooseSource } from "./session.ts";
import { answerOptions, sourceOptions } from "./shared-options.ts";
import { answerWatch, watchSheet } from "./watch-answer.ts";
import { readWatchFile } from "./watch-file.ts";
import { folderOfSource } from "./with-events.ts";

export const watchCommand = onSession({
  name: "watch",
  group: "connect",
  summary: "check answers against the conditions of a file; exit 1 if one is met: for cron and CI",
  positional: { name: "FILE", isRequired: false },
  options: [
    {
      name: "report",
      value: "FILE",
      description:
        "write a digest: what moved beyond chance among all measures and dimensions (.md, .csv, .xlsx, .json)",
    },
    ...sourceOptions,
    ...answerOptions.filter(({ name }) => name !== "sql" && name !== "raw"),
  ],
  check(args) {
    const file = fileOf(args);
    if (file !== undefined) readWatchFile(file);
    else if (!args.has("report")) throw watchErrors.nothingToWatch();
  },
  async answer(args, session, streams) {
    const report = args.get("report");
    if (report !== undefined) {
      const { writeDigest } = await import("./digest.ts");
      await writeDigest(report, args, session, streams);
    }
    const file = fileOf(args);
    if (file === undefined) return exitCode.done;
    const outcomes = await answerWatch(session, file, streams.signal);
    for (const { name, says } of outcomes) for (const one of says) streams.log.write(`${cell(name)}: ${cell(one)}\n`);
    await printSheet(watchSheet(outcomes), args, streams);
    return outcomes.some(({ isMet }) => isMet) ? exitCode.failed : exitCode.done;
  },
});

/** The named file, or `watch.yml` next to the source. */
function fileOf(args: Arguments): string | undefined {
  const [named] = args.positionals;
  if (named !== undefined || args.has("target")) return named;
  return besideSource({ folder: folderOfSource(chooseSource(args).source) }, "watch.yml");
}
