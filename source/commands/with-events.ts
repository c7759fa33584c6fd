import { existsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Session, SourceChoice } from "./session.ts";

/** The session with the folder of its source and the events of its `events.yml`, if there is one. Throws as `readEvents` does. */
export async function withEvents(session: Session, { source }: Pick<SourceChoice, "source">): Promise<Session> {
  const folder = statSync(source, { throwIfNoEntry: false })?.isDirectory() === true ? source : dirname(source);
  const file = join(folder, "events.yml");
  if (!existsSync(file)) return { ...session, folder };
  try {
    const { readEvents } = await import("./events-file.ts");
    return { ...session, folder, dataSet: { ...session.dataSet, events: readEvents(file, session.catalog) } };
  } catch (error) {
    await session.close();
    throw error;
  }
}
