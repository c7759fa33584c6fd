import { defaultSwitches, type Question } from "../../source/analysis/investigation.ts";
import { explain } from "../../source/commands/explain.ts";
import type { Session } from "../../source/commands/session.ts";
import { parsePeriod } from "../../source/domain/period.ts";
import type { ReportInput } from "../../source/export/report/report-input.ts";
import { tinySession } from "../helpers/tiny-warehouse.ts";

const question: Question = {
  metric: "net_revenue_per_customer",
  base: parsePeriod("2024-Q1"),
  compare: parsePeriod("2025-Q1"),
  filters: [{ dimension: "point_of_entry", op: "in", values: ["subscription"] }],
  switches: defaultSwitches,
  seed: 7,
  replicates: 100,
};

/** The home question, asked of a session on the tiny source. */
export async function reportOn(session: Session): Promise<ReportInput> {
  const investigation = await explain(session, question, new AbortController().signal);
  return { investigation, dataSet: session.dataSet, version: "1.2.3", engine: "v0.0.0" };
}

/** The same from a warehouse of its own. */
export async function tinyReport(): Promise<ReportInput> {
  const session = await tinySession();
  try {
    return await reportOn(session);
  } finally {
    await session.close();
  }
}
