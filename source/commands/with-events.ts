import { existsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Session, SourceChoice } from "./session.ts";

export const eventsFile = "events.yml";

/** The folder of a source, in which files next to it are looked for. */
export function folderOfSource(source: string): string {
  return statSync(source, { throwIfNoEntry: false })?.isDirectory() === true ? source : dirname(source);
}

/** The session with the folder of its source and the events of its `events.yml`, if there is one. Throws as `readEvents` does. */
export async function withEvents(session: Session, { source }: Pick<SourceChoice, "source">): Promise<Session> {
  try {
    return await withEventsAsSaved({ ...session, folder: folderOfSource(source) });
  } catch (error) {
    await session.close();
    throw error;
  }
}

/** The same for a session that knows its folder; a session that fails stays open. */
export async function withEventsAsSaved(session: Session): Promise<Session> {
  const { folder, catalog, dataSet } = session;
  const file = folder === undefined ? undefined : join(folder, eventsFile);
  if (file === undefined || !existsSync(file)) return session;
  const { readEvents } = await import("./events-file.ts");
  return { ...session, dataSet: { ...dataSet, events: readEvents(file, catalog) } };
}
