import { storyOf } from "../analysis/story.ts";
import type { AnyInvestigation } from "../analysis/totals/totals-investigation.ts";
import { writeReport } from "../export/report/write-report.ts";
import type { Arguments, Streams } from "./command.ts";
import { openNotes } from "./notes-file.ts";
import { reportInput } from "./report-input.ts";
import { chooseSource, type Session } from "./session.ts";

/** The files of --report, each whole or not at all. */
export async function writeReports(
  investigation: AnyInvestigation,
  session: Session,
  args: Arguments,
  streams: Streams,
): Promise<void> {
  const files = args.all("report");
  if (files.length === 0) return;
  const { stories } = await openNotes(chooseSource(args).warehouse);
  const story = storyOf(stories, investigation.question);
  const input = await reportInput(session, investigation, story);
  for (const file of files) {
    await writeReport({ ...input, isOnePage: args.has("one-page") }, file, args.has("overwrite"));
    streams.log.write(`wrote the report to ${file}\n`);
  }
}
