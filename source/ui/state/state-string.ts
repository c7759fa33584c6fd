import { decodeState, encodeState, type SavedState } from "../../domain/saved-state.ts";
import type { Place } from "./place.ts";
import type { Program } from "./program.ts";

/** Everything but cursors and notes as one string that needs no quotes in a shell. */
export function encodePlace({ screen, states }: Place, { screens }: Pick<Program, "screens">): string {
  const parts = screens.map((one) => one.encode?.(states[one.id]) ?? {});
  return encodeState(Object.assign({ v: 1, screen }, ...parts) as SavedState);
}

/** Decodes a string over another place, whose cursors and notes stay; throws UsageError for an invalid string. */
export function decodePlace(text: string, over: Place, { screens }: Pick<Program, "screens">): Place {
  const saved = decodeState(text);
  const states = screens.map((one) => [one.id, one.decode?.(saved, over.states[one.id]) ?? over.states[one.id]]);
  return { screen: saved.screen, states: Object.fromEntries(states) };
}
