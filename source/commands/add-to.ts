import { type BusinessEvent, printEvent } from "../domain/business-event.ts";
import { counted } from "../domain/format.ts";
import { emptySlice } from "../domain/slice.ts";
import { answerSlice } from "../query/answer-slice.ts";
import type { Addition } from "../ui/state/core.ts";
import { saveEvent } from "./save-event.ts";
import { saveSegment } from "./save-segment.ts";
import type { Session } from "./session.ts";
import { eventsFile, withEventsAsSaved } from "./with-events.ts";
import { segmentsFile, withSegmentsAsSaved } from "./with-segments.ts";

interface AddedTo {
  readonly session: Session;
  /** What was saved, in a sentence. */
  readonly said: string;
}

/** Saves an addition beside the source; the session that has it. Throws as `saveSegment` and `saveEvent` do. */
export async function addTo(session: Session, addition: Addition, signal?: AbortSignal): Promise<AddedTo> {
  return addition.kind === "segment" ? addSegment(session, addition, signal) : addEvent(session, addition.event);
}

async function addSegment(
  session: Session,
  { segment, isReplacing }: Extract<Addition, { kind: "segment" }>,
  signal?: AbortSignal,
): Promise<AddedTo> {
  await saveSegment(session, segment, isReplacing);
  const next = await withSegmentsAsSaved(session);
  const filters = [{ dimension: segment.name, op: "in", values: ["yes"] }] as const;
  const result = await answerSlice(next.catalog, { ...emptySlice, measures: ["customers"], filters }, next.run, signal);
  const customers = counted(Number(result.rows[0]?.values[0] ?? 0));
  return {
    session: next,
    said: `Saved ${segment.name} in ${segmentsFile}: ${customers} customers. It is a dimension now`,
  };
}

async function addEvent(session: Session, event: BusinessEvent): Promise<AddedTo> {
  await saveEvent(session, event);
  return { session: await withEventsAsSaved(session), said: `Added ${printEvent(event)} to ${eventsFile}` };
}
