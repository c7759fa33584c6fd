import { measureOf } from "../domain/catalog.ts";
import { toCsv } from "../export/csv.ts";
import { gridSheet, type Sheet, sliceSheet } from "../export/sheet.ts";
import { writeNewFile } from "../export/write-file.ts";
import { answerSlice } from "../query/answer-slice.ts";
import { cohortGrid } from "../query/cohort-grid.ts";
import { customersBehind, linesBehind } from "../query/drill-through.ts";
import type { Core, ExportView } from "../ui/core.ts";
import { explain, homeQuestionOf } from "./explain.ts";
import type { Session } from "./session.ts";

/** What the screens may ask, answered by a session. */
export function coreOf(session: Session): Core {
  const { catalog, dataSet, span, run } = session;
  const sheetOf = async (view: ExportView): Promise<Sheet> => {
    if (view.kind === "slice") return sliceSheet(await answerSlice(catalog, view.slice, run));
    return gridSheet(await cohortGrid(catalog, view.query, span, run), measureOf(catalog, view.query.measure));
  };
  return {
    catalog,
    dataSet,
    cohorts: (query, signal) => cohortGrid(catalog, query, span, run, signal),
    slice: (slice, signal) => answerSlice(catalog, slice, run, signal),
    rows: (slice, page, signal) => linesBehind(catalog, slice, page, run, signal),
    customers: (slice, page, signal) => customersBehind(catalog, slice, page, run, signal),
    homeQuestion: () => homeQuestionOf(session),
    investigate: (question, signal, onProgress) => explain(session, question, signal, onProgress),
    exportView: async (view, file, overwrite) => {
      const sheet = await sheetOf(view);
      await writeNewFile(file, toCsv(sheet), overwrite);
      return { file, rows: sheet.rows.length };
    },
  };
}
