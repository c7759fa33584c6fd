import type { Story } from "../analysis/story.ts";
import type { AnyInvestigation } from "../analysis/totals/totals-investigation.ts";
import type { ReportInput } from "../export/report/report-input.ts";
import { version } from "../version.ts";
import type { Session } from "./session.ts";

/** The input of a report of an investigation on a session's data, with the analyst's notes and omissions. */
export async function reportInput(
  { dataSet, dialect, version: engineVersion }: Pick<Session, "dataSet" | "dialect" | "version">,
  investigation: AnyInvestigation,
  { notes, excluded }: Pick<Story, "notes" | "excluded">,
): Promise<ReportInput> {
  const isSqlAsRun = dialect.name !== "duckdb";
  return { investigation, dataSet, version, engine: await engineVersion(), isSqlAsRun, notes, excluded };
}
