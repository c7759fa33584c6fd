import { resolve } from "node:path";
import { answerSwitching } from "../analysis/switching.ts";
import { measureOf } from "../domain/catalog.ts";
import type { RowPage, Value } from "../domain/slice-result.ts";
import { writeReport } from "../export/report/write-report.ts";
import { gridSheet, pageSheet, type Sheet, sliceSheet } from "../export/sheet.ts";
import { switchingSheet } from "../export/switching-sheet.ts";
import { answerSlice } from "../query/answer-slice.ts";
import { cohortGrid } from "../query/cohort-grid.ts";
import { customersAsCsv, customersBehind, linesAsCsv, linesBehind } from "../query/drill-through.ts";
import { readIntegrity } from "../query/integrity.ts";
import { remembering } from "../query/remembering.ts";
import type { Core, ExportView, NoteKeeper, ViewKeeper } from "../ui/state/core.ts";
import { writeCsvRows } from "./csv-rows.ts";
import { explainAny, homeQuestionOf } from "./explain.ts";
import { pipelineRowsOf, readPipelineOf } from "./pipeline.ts";
import { reportInput } from "./report-input.ts";
import type { Session } from "./session.ts";
import { demandFormat, writeSheet } from "./write-sheet.ts";

/** What the screens may ask, answered by a session; `views` keeps those that are given a name, `notes` what is noted. */
export function coreOf(session: Session, views?: ViewKeeper, notes?: NoteKeeper): Core {
  const { catalog, dataSet, span, run } = session;
  const remembered = remembering(run);
  return {
    catalog,
    dataSet,
    cohorts: (query, signal) => cohortGrid(catalog, query, span, remembered, signal),
    slice: (slice, signal) => answerSlice(catalog, slice, remembered, signal),
    rows: (slice, page, signal) => linesBehind(catalog, slice, page, run, signal),
    customers: (slice, page, signal) => customersBehind(catalog, slice, page, run, signal),
    homeQuestion: async () => homeQuestionOf(session),
    investigate: (question, signal, onProgress) => explainAny(session, question, signal, onProgress),
    switching: (asked, signal) => answerSwitching(asked, catalog, remembered, signal),
    integrity: (signal) => readIntegrity((statement) => run(statement, signal)),
    pipeline: (signal) => readPipelineOf(session, signal),
    pipelineRows: (of, page, signal) => pipelineRowsOf(session, of, page, signal),
    exportView: async (view, file, isOverwriting) => {
      if (view.kind === "report") return writeReportOf(session, view, file, isOverwriting);
      const format = demandFormat(file);
      if (format === "csv" && (view.kind === "lines" || view.kind === "customers")) {
        const asCsv = view.kind === "lines" ? linesAsCsv : customersAsCsv;
        const rows = await writeCsvRows(asCsv(catalog, view.slice), session, file, isOverwriting);
        return { file: resolve(file), rows };
      }
      const sheet = await sheetOf(session, view);
      await writeSheet(sheet, file, format, { isOverwriting });
      return { file: resolve(file), rows: sheet.rows.length };
    },
    ...(views ? { views } : {}),
    ...(notes ? { notes } : {}),
    close: () => session.close(),
  };
}

type ReportView = Extract<ExportView, { kind: "report" }>;
type SheetView = Exclude<ExportView, ReportView>;

/** The report of an investigation that was computed before; it is no rows. */
async function writeReportOf(
  session: Session,
  { investigation, story }: ReportView,
  file: string,
  isOverwriting: boolean,
) {
  await writeReport(await reportInput(session, investigation, story), file, isOverwriting);
  return { file: resolve(file), rows: 0 };
}

/** What a view means, whole. */
async function sheetOf(session: Session, view: SheetView): Promise<Sheet> {
  const { catalog, span, run, dataSet } = session;
  const { currency } = dataSet;
  switch (view.kind) {
    case "slice":
      return sliceSheet(await answerSlice(catalog, view.slice, run), currency);
    case "cohorts":
      return gridSheet(
        await cohortGrid(catalog, view.query, span, run),
        measureOf(catalog, view.query.measure),
        currency,
      );
    case "switching":
      return switchingSheet(await answerSwitching(view.asked, catalog, run), false, currency);
    case "pipeline":
      return allRows(currency, (page) => pipelineRowsOf(session, view.of, page));
    case "lines":
      return allRows(currency, (page) => linesBehind(catalog, view.slice, page, run));
    case "customers":
      return allRows(currency, (page) => customersBehind(catalog, view.slice, page, run));
  }
}

/** Rows are read in parts of this size, so that the screens stay alive. */
const partSize = 20_000;

async function allRows(
  currency: string,
  read: (page: { offset: number; limit: number }) => Promise<RowPage>,
): Promise<Sheet> {
  const rows: (readonly Value[])[] = [];
  let part: RowPage;
  do {
    part = await read({ offset: rows.length, limit: partSize });
    rows.push(...part.rows);
  } while (part.rows.length > 0 && rows.length < part.total);
  return pageSheet({ ...part, rows }, currency);
}
