import type { Investigation, Question } from "../../source/analysis/investigation.ts";
import { explain } from "../../source/commands/explain.ts";
import type { Session } from "../../source/commands/session.ts";
import type { ReportInput } from "../../source/export/report/report-input.ts";
import { tinySession } from "../helpers/tiny-warehouse.ts";
import { yearOnYear } from "../helpers/year-on-year.ts";

const question: Question = {
  ...yearOnYear,
  filters: [{ dimension: "point_of_entry", op: "in", values: ["subscription"] }],
  seed: 7,
  replicates: 100,
};

/** The home question, on a session on the tiny source. */
export async function reportOn(session: Session): Promise<ReportInput<Investigation>> {
  const investigation = await explain(session, question, new AbortController().signal);
  return { investigation, dataSet: session.dataSet, version: "1.2.3", engine: { name: "DuckDB", version: "v0.0.0" } };
}

/** The same from a warehouse of its own. */
export async function tinyReport(): Promise<ReportInput<Investigation>> {
  const session = await tinySession();
  try {
    return await reportOn(session);
  } finally {
    await session.close();
  }
}
