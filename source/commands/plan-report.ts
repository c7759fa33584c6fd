import { createHash } from "node:crypto";
import { basename } from "node:path";
import { writePlanReport } from "../export/report/plan/write-plan-report.ts";
import { readSmallFile } from "../small-file.ts";
import { version } from "../version.ts";
import type { Arguments, Streams } from "./command.ts";
import { type PlanAnswer, planSheet } from "./plan-answer.ts";
import type { Session } from "./session.ts";

/** The files of --report, each whole or not at all. */
export async function writePlanReports(
  answer: PlanAnswer,
  session: Session,
  args: Arguments,
  streams: Streams,
): Promise<void> {
  const { catalog, dataSet } = session;
  const plan = { file: basename(answer.file), sha256: sha256Of(answer.file) };
  const { variances, notes, sql } = answer;
  const input = { variances, notes, sql, plan, catalog, dataSet, version, engine: await session.version() };
  for (const file of args.all("report")) {
    await writePlanReport(input, planSheet(answer, session), file, args.has("overwrite"));
    streams.log.write(`wrote the report to ${file}\n`);
  }
}

/** Of a small file, in hexadecimal. */
export function sha256Of(file: string): string {
  return createHash("sha256").update(readSmallFile(file)).digest("hex");
}
