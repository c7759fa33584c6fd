import { decodeState, encodeState } from "../domain/saved-state.ts";
import type { Place } from "./app-state.ts";
import { initialInvestigation } from "./screens/investigation/state.ts";
import { initialPipeline } from "./screens/pipeline/state.ts";

/** Everything but cursors and notes as one string that a shell takes unquoted. */
export function encodePlace(place: Place): string {
  const { screen, cohorts, slices, rows, investigation, pipeline } = place;
  const { view, shows, marked, benchmark, heat, hasPane } = cohorts;
  const { model, section, check, only } = pipeline;
  const plain = {
    v: 1,
    screen,
    cohorts: cohorts.query,
    grid: { view, shows, marked, benchmark, heat, hasPane },
    view: slices.view,
    slice: slices.slice,
    isWide: slices.isWide,
    rows: { kind: rows.kind, slice: rows.slice },
    question: investigation.question,
    story: { step: investigation.step, open: investigation.open },
    pipeline: { view: pipeline.view, model, section, check, only },
  };
  return encodeState(plain as Parameters<typeof encodeState>[0]);
}

/** The place that a string means, over another place, whose cursors and notes stay; throws UsageError for anything else. */
export function decodePlace(text: string, over: Place): Place {
  const { screen, cohorts, grid, view, slice, isWide, rows, question, story, pipeline } = decodeState(text);
  const { isWide: _, ...slices } = over.slices;
  const asked = question === undefined ? {} : { question };
  return {
    screen,
    cohorts: { ...over.cohorts, query: cohorts, ...grid },
    slices: { ...slices, view, slice, ...(isWide === undefined ? {} : { isWide }) },
    rows: { ...over.rows, ...rows },
    pipeline: pipeline === undefined ? over.pipeline : { ...initialPipeline, ...pipeline },
    investigation: { ...initialInvestigation, stories: over.investigation.stories, ...asked, ...story },
  };
}
