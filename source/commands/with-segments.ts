import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Session } from "./session.ts";

export const segmentsFile = "segments.yml";

/** The session with the segments of `segments.yml` beside its source in the catalog. Throws as `withSegmentsOf` does. */
export async function withSavedSegments(session: Session): Promise<Session> {
  const { folder, catalog, dataSet } = session;
  const file = folder === undefined ? undefined : join(folder, segmentsFile);
  if (file === undefined || !existsSync(file)) return session;
  try {
    const { withSegmentsOf } = await import("./segments-file.ts");
    return { ...session, catalog: withSegmentsOf(file, catalog, dataSet) };
  } catch (error) {
    await session.close();
    throw error;
  }
}
