import { existsSync } from "node:fs";
import { join } from "node:path";
import { withoutSegments } from "../domain/saved-segment.ts";
import type { Session } from "./session.ts";

export const segmentsFile = "segments.yml";

/** The session with the segments of `segments.yml` beside its source in the catalog; closed if that throws as `withSegmentsOf` does. */
export async function withSavedSegments(session: Session): Promise<Session> {
  try {
    return await withSegmentsAsSaved(session);
  } catch (error) {
    await session.close();
    throw error;
  }
}

/** The same for a session that has segments already: those of the file replace them, and a session that fails stays open. */
export async function withSegmentsAsSaved(session: Session): Promise<Session> {
  const { folder, catalog, dataSet } = session;
  const file = folder === undefined ? undefined : join(folder, segmentsFile);
  if (file === undefined || !existsSync(file)) return session;
  const { withSegmentsOf } = await import("./segments-file.ts");
  return { ...session, catalog: withSegmentsOf(file, withoutSegments(catalog), dataSet) };
}
