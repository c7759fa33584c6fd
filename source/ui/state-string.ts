import { decodeState, encodeState } from "../domain/saved-state.ts";
import type { Place } from "./app-state.ts";

/** Everything but cursors as one string that a shell takes unquoted. */
export function encodePlace(place: Place): string {
  const { screen, cohorts, slices, rows, investigation } = place;
  const { view, shows, marked, benchmark, heat } = cohorts;
  const plain = {
    v: 1,
    screen,
    cohorts: cohorts.query,
    grid: { view, shows, marked, benchmark, heat },
    view: slices.view,
    slice: slices.slice,
    rows: { kind: rows.kind, slice: rows.slice },
    ...(investigation.question === undefined ? {} : { question: investigation.question }),
  };
  return encodeState(plain as Parameters<typeof encodeState>[0]);
}

/** The place that a string means, over a home place; throws UsageError for anything else. */
export function decodePlace(text: string, home: Place): Place {
  const { screen, cohorts, grid, view, slice, rows, question } = decodeState(text);
  return {
    screen,
    cohorts: { ...home.cohorts, query: cohorts, ...grid },
    slices: { ...home.slices, view, slice },
    rows: { ...home.rows, ...rows },
    pipeline: home.pipeline,
    investigation: question === undefined ? home.investigation : { ...home.investigation, question },
  };
}
