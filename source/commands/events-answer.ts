import { join } from "node:path";
import type { Sheet } from "../export/sheet.ts";
import { readEvents } from "./events-file.ts";
import { besideSource } from "./figure-file.ts";
import { unknownNotes } from "./figure-notes.ts";
import type { Session } from "./session.ts";
import { filterText } from "./shared-options.ts";
import { eventsFile } from "./with-events.ts";

interface EventsAnswer {
  readonly sheet: Sheet;
  /** Values of dimensions that the data does not have, one sentence each. */
  readonly notes: readonly string[];
}

/** The events of `events.yml` beside the source, in chronological order; none without that file. Throws as `readEvents` does. */
export async function answerEvents(session: Session): Promise<EventsAnswer> {
  const { catalog, folder = "" } = session;
  const events = besideSource(session, eventsFile) === undefined ? [] : readEvents(join(folder, eventsFile), catalog);
  const named = events.flatMap(({ line, filters }) =>
    filters.flatMap(({ dimension, values }) => values.map((value) => ({ line, where: { [dimension]: value } }))),
  );
  const columns = ["date", "until", "name", "where"].map((name) => ({ name, unit: "text" as const }));
  const rows = events.map(({ name, days, filters }) => [
    ...[days.from, days.to === days.from ? null : days.to],
    ...[name, filters.map(filterText).join("; ") || null],
  ]);
  return { sheet: { columns, rows }, notes: await unknownNotes(eventsFile, named, session) };
}
