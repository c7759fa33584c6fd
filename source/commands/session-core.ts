import { answerSwitching } from "../analysis/switching.ts";
import { customerTimeline } from "../query/customer-timeline.ts";
import { customersBehind, linesBehind } from "../query/drill-through.ts";
import { findRows } from "../query/find-rows.ts";
import { remembering } from "../query/remembering.ts";
import type { Activator, Core, NoteKeeper, ViewKeeper } from "../ui/state/core.ts";
import { explainAny, homeQuestionOf } from "./explain.ts";
import { gridOf } from "./grid-of.ts";
import type { Session } from "./session.ts";
import { sliceOf } from "./slice-of.ts";

/** The most rows of a user's own query on screen; an export has all of them. */
const mostOnScreen = 10_000;

/**
 * Answers the screens' questions from a session; `views` keeps named views, `notes` keeps notes, `activatorOf` sends audiences
 * of a session.
 */
export function coreOf(
  session: Session,
  views?: ViewKeeper,
  notes?: NoteKeeper,
  activatorOf?: (session: Session) => Activator,
): Core {
  const { catalog, dataSet, run, made } = session;
  const remembered = remembering(run);
  return {
    catalog,
    dataSet,
    cohorts: (query, signal) => gridOf(session, query, remembered, signal, "optional"),
    slice: (slice, signal) => sliceOf(session, slice, remembered, signal, "optional"),
    rows: (slice, page, signal) => linesBehind(catalog, slice, page, run, signal),
    customers: (slice, page, signal) => customersBehind(catalog, slice, page, run, signal),
    findRows: (search, signal) => findRows(catalog, search, run, signal),
    filePage: async (of, signal) => (await import("./file-page.ts")).filePageOf(session, of, signal),
    ownSql: async (text, signal) => {
      const { askSql } = await import("./ask-sql.ts");
      return askSql(session, text, mostOnScreen, signal);
    },
    customer: (id, signal) => customerTimeline(id, run, signal),
    homeQuestion: (signal) => homeQuestionOf(session, undefined, signal),
    investigate: (question, signal, onProgress) => explainAny(session, question, signal, onProgress),
    switching: (asked, signal) => answerSwitching(asked, session, remembered, signal),
    integrity: (signal) => made.integrity(signal),
    pipeline: (signal) => made.pipeline(signal),
    pipelineRows: (of, page, signal) => made.rows(of, page, signal),
    exportView: async (...asked) => (await import("./export-view.ts")).exportView(session, ...asked),
    ...(views ? { views } : {}),
    add: async (addition, signal) => {
      const { addTo } = await import("./add-to.ts");
      const { session: next, said } = await addTo(session, addition, signal);
      return { core: coreOf(next, views, notes, activatorOf), said };
    },
    ...(activatorOf ? { activator: activatorOf(session) } : {}),
    ...(notes ? { notes } : {}),
    close: () => session.close(),
  };
}
