import { join } from "node:path";
import type { Statement } from "../domain/cohort.ts";
import type { FilePage } from "../domain/file-page.ts";
import type { RowPage } from "../domain/slice-result.ts";
import type { Sheet, SheetColumn } from "../export/sheet.ts";
import { besideSource } from "./figure-file.ts";
import { answerPayback, paybackSheet } from "./payback-answer.ts";
import { answerPlan, planSheet } from "./plan-answer.ts";
import type { Session } from "./session.ts";

const fileNames: Readonly<Record<FilePage, string>> = { plan: "plan.csv", payback: "acquisition_costs.csv" };

interface Answered {
  readonly title: string;
  readonly sheet: Sheet;
  readonly notes: readonly string[];
  readonly sql: readonly Statement[];
}

/** A file next to the source, with the actual figures. Throws UsageError for a file that is missing or cannot be understood. */
export async function answerFilePage(session: Session, of: FilePage, signal?: AbortSignal): Promise<Answered> {
  const { currency } = session.dataSet;
  if (of === "plan") {
    const answer = await answerPlan(session, undefined, signal);
    return { title: "Plan", sheet: planSheet(answer, currency), notes: answer.notes, sql: answer.sql };
  }
  const answer = await answerPayback(session, {}, signal);
  return { title: "Payback", sheet: paybackSheet(answer, currency), notes: answer.notes, sql: answer.sql };
}

/** The same as a page of rows for the screens; a file that is not there is a page without rows. */
export async function filePageOf(session: Session, of: FilePage, signal: AbortSignal): Promise<RowPage> {
  if (besideSource(session, fileNames[of]) === undefined) {
    const missing = session.folder === undefined ? "" : join(session.folder, fileNames[of]);
    return { columns: [], rows: [], total: 0, sql: [], missing };
  }
  const { sheet, notes, sql } = await answerFilePage(session, of, signal);
  const rows = sheet.rows.map((row) => row.map((value) => (typeof value === "boolean" ? String(value) : value)));
  const named = (wanted: SheetColumn["unit"]) =>
    sheet.columns.filter(({ unit }) => unit === wanted).map(({ name }) => name);
  const [columns, shares, figures] = [sheet.columns.map(({ name }) => name), named("ratio"), named("number")];
  return { columns, shares, figures, rows, total: rows.length, notes, sql };
}
