import type { Story } from "../analysis/story.ts";
import type { AnyInvestigation } from "../analysis/totals/totals-investigation.ts";
import type { ReportInput } from "../export/report/report-input.ts";
import { version } from "../version.ts";
import type { Session } from "./session.ts";

/** The input of a report of an investigation on a session's data, with the analyst's notes and omissions. */
export async function reportInput(
  session: Session,
  investigation: AnyInvestigation,
  { notes, excluded }: Pick<Story, "notes" | "excluded">,
): Promise<ReportInput> {
  const { dataSet, dialect } = session;
  const { reportPlan } = await import("./report-plan.ts");
  const plan = await reportPlan(session, investigation);
  const isSqlAsRun = dialect.name !== "duckdb";
  const engine = await session.version();
  return {
    investigation,
    dataSet,
    version,
    engine,
    isSqlAsRun,
    notes,
    excluded,
    ...(plan === undefined ? {} : { plan }),
  };
}
