import { join } from "node:path";
import type { Statement } from "../domain/cohort.ts";
import type { FilePage } from "../domain/file-page.ts";
import type { RowPage } from "../domain/slice-result.ts";
import type { Sheet, SheetColumn } from "../export/sheet.ts";
import { besideSource } from "./figure-file.ts";
import { answerPayback, paybackSheet } from "./payback-answer.ts";
import { answerPlan, planSheet } from "./plan-answer.ts";
import { planBridgeSheet } from "./plan-bridge-sheet.ts";
import type { Session } from "./session.ts";
import { eventsFile } from "./with-events.ts";

/** The file of each page that has one. */
const fileNames: Readonly<Partial<Record<FilePage, string>>> = {
  plan: "plan.csv",
  plan_bridge: "plan.csv",
  payback: "acquisition_costs.csv",
  watch: "watch.yml",
  events: eventsFile,
};

interface Answered {
  readonly title: string;
  readonly sheet: Sheet;
  readonly notes: readonly string[];
  readonly sql: readonly Statement[];
  /** What the screen shows, if that is not the whole sheet. */
  readonly onScreen?: Sheet;
  /** Columns whose values are figures of the measure that their row names; absent: all numbers. */
  readonly figures?: readonly string[];
}

/** A file next to the source, with the actual figures. Throws UsageError for a file that is missing or cannot be understood. */
export async function answerFilePage(session: Session, of: FilePage, signal?: AbortSignal): Promise<Answered> {
  const { currency } = session.dataSet;
  switch (of) {
    case "plan": {
      const answer = await answerPlan(session, undefined, signal);
      return { title: "Plan", sheet: planSheet(answer, session), notes: answer.notes, sql: answer.sql };
    }
    case "plan_bridge": {
      const { variances, sql } = await answerPlan(session, undefined, signal);
      const { sheet, sentence } = planBridgeSheet(variances, currency);
      return { title: "Bridge", sheet, notes: [sentence], sql };
    }
    case "payback": {
      const answer = await answerPayback(session, {}, signal);
      return { title: "Payback", sheet: paybackSheet(answer, currency), notes: answer.notes, sql: answer.sql };
    }
    case "watch": {
      const { answerWatch, watchSheet } = await import("./watch-answer.ts");
      const file = besideSource(session, "watch.yml");
      const outcomes = file === undefined ? [] : await answerWatch(session, file, signal);
      return { title: "Watch", sheet: watchSheet(outcomes), notes: [], sql: [] };
    }
    case "digest": {
      const { answerDigest } = await import("./digest.ts");
      const { sheet, onScreen, days, sentence, sql } = await answerDigest(session, signal);
      return { title: "What moved", sheet, onScreen, notes: [sentence], sql, figures: [days.base, days.compare] };
    }
    case "events": {
      const { answerEvents } = await import("./events-answer.ts");
      return { title: "Events", ...(await answerEvents(session)), sql: [] };
    }
  }
}

/** The same as a page of rows for the screens; a file that is not there is a page without rows. */
export async function filePageOf(session: Session, of: FilePage, signal: AbortSignal): Promise<RowPage> {
  const file = fileNames[of];
  if (file !== undefined && besideSource(session, file) === undefined) {
    const missing = session.folder === undefined ? "" : join(session.folder, file);
    return { columns: [], rows: [], total: 0, sql: [], missing };
  }
  const { notes, sql, ...answered } = await answerFilePage(session, of, signal);
  const sheet = answered.onScreen ?? answered.sheet;
  const rows = sheet.rows.map((row) => row.map((value) => (typeof value === "boolean" ? String(value) : value)));
  const named = (wanted: SheetColumn["unit"]) =>
    sheet.columns.filter(({ unit }) => unit === wanted).map(({ name }) => name);
  const [columns, shares] = [sheet.columns.map(({ name }) => name), named("ratio")];
  const figures = answered.figures ?? named("number");
  return { columns, shares, figures, rows, total: rows.length, notes, sql };
}
