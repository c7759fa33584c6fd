import type { Investigation, Question } from "../analysis/investigation.ts";
import { defaultSwitches } from "../analysis/investigation.ts";
import { type Story, storyOf } from "../analysis/story.ts";
import type { ActionName } from "./actions.ts";
import { type AppData, type AppState, bodySize, type Place } from "./app-state.ts";
import { navigatorLines, stepAt } from "./screens/investigation/navigator.ts";
import { sliceOfStep } from "./screens/investigation/open-slice.ts";
import {
  askQuestion,
  closeBar,
  type InvestigationState,
  reduceInvestigation,
  settleInvestigation,
  toStep,
} from "./screens/investigation/state.ts";
import { barOnStep, mostScroll } from "./screens/investigation/step-view.ts";
import type { StepContext } from "./screens/investigation/view.ts";
import type { Why } from "./screens/investigation/why.ts";
import { whyCell } from "./screens/investigation/why-cell.ts";
import { whySlice } from "./screens/investigation/why-slice.ts";
import { slicesValue } from "./screens/slices/reduce.ts";
import { withSlice } from "./screens/slices/state.ts";

/** The question in view: the one that was asked, else the home question once it is known. */
export function questionInView(state: AppState, data: AppData): Question | undefined {
  return state.place.investigation.question ?? data.homeQuestion();
}

/** The place, or the state with a notice, after an action on the investigation. */
export function reduceOnInvestigation(
  state: AppState,
  name: ActionName,
  count: number,
  data: AppData,
): Place | AppState {
  const { place } = state;
  const investigation = data.investigation();
  const question = questionInView(state, data);
  if (name === "as_slice") return openAsSlice(state, question, data);
  if (name === "clear_filters" && question !== undefined) {
    return { ...place, investigation: { ...place.investigation, question: { ...question, filters: [] } } };
  }
  const next = reduceInvestigation(place.investigation, name, count, { question, investigation });
  return next === place.investigation ? place : { ...place, investigation: next };
}

/** The state with what Enter opened on the bridge closed; undefined where nothing is. */
export function closeOpenBar(state: AppState, data: AppData): AppState | undefined {
  const { place } = state;
  if (place.screen !== "investigation") return undefined;
  const investigation = closeBar(place.investigation, data.investigation());
  return investigation === undefined ? undefined : { ...state, place: { ...place, investigation } };
}

/** The state once what is on screen belongs to what was asked: its step was looked at. */
export function settleOnInvestigation(state: AppState, data: AppData): AppState {
  const { place } = state;
  if (data.slot("investigation")?.isStale !== false) return state;
  const about = { question: questionInView(state, data), investigation: data.investigation() };
  const settled = settleInvestigation(place.investigation, about);
  const investigation = scrolledInto(settled, state, data);
  return investigation === place.investigation ? state : { ...state, place: { ...place, investigation } };
}

/** No further down than there is something to see. */
function scrolledInto(investigation: InvestigationState, { size }: AppState, data: AppData): InvestigationState {
  const found = data.investigation();
  if (investigation.scroll === 0 || found === undefined) return investigation;
  const story = storyOf(investigation.stories, found.question);
  const { view, height } = stepInView(investigation, found, story, bodySize(size), data);
  const scroll = Math.min(investigation.scroll, mostScroll(view, height));
  return scroll === investigation.scroll ? investigation : { ...investigation, scroll };
}

/** The step or the bar of the bridge that is at a place of the body under the cursor. */
export function pointAtInvestigation(
  state: AppState,
  at: { readonly x: number; readonly y: number },
  data: AppData,
): Place {
  const { place } = state;
  const found = data.investigation();
  if (found === undefined) return place;
  const own = place.investigation;
  const story = storyOf(own.stories, questionInView(state, data));
  const { view, height } = stepInView(own, found, story, bodySize(state.size), data);
  const step = stepAt(at, found, story, view.size.columns);
  const bar = barOnStep(at.y - (view.size.rows - height), view, height);
  const next = step !== undefined ? toStep(own, step, found.steps) : bar === undefined ? own : { ...own, chosen: bar };
  return next === own ? place : { ...place, investigation: next };
}

/** The step below the strip of steps and a line, and the rows that it has. */
function stepInView(
  state: InvestigationState,
  investigation: Investigation,
  story: Story,
  size: AppState["size"],
  { catalog, dataSet }: AppData,
): { readonly view: StepContext; readonly height: number } {
  const view = { size, catalog, currency: dataSet.currency, state, story, investigation };
  const height = size.rows - navigatorLines(investigation, state.step, story, size.columns).length - 1;
  return { view, height };
}

/** Why is the cell under the cursor as it is. */
export function explainCell(state: AppState, data: AppData): Place | AppState {
  const { query, cursor } = state.place.cohorts;
  const grid = data.grid()?.grid;
  const row = grid?.rows[cursor.row];
  const against = row?.against;
  const held = [row, grid?.rows.find((one) => one.key === against)].filter((one) => one !== undefined);
  const isWhole = held.length > 0 && held.every(({ cells }) => cells[cursor.column]?.value === 1);
  const column = grid?.columns[cursor.column]?.key;
  const at = { row: row?.key, column, cell: row?.cells[cursor.column], against, isWhole };
  return investigate(state, whyCell(query, at, contextOf(data)));
}

/** Why are the customers under the cursor of a slice as they are. */
export function explainSlice(state: AppState, data: AppData): Place | AppState {
  const { slices } = state.place;
  return investigate(state, whySlice(slices.slice, slicesValue(slices, data), contextOf(data)));
}

function investigate(state: AppState, why: Why): Place | AppState {
  if ("problem" in why) return { ...state, notice: { text: why.problem, tone: "warning" } };
  const { place } = state;
  const asked: Place = {
    ...place,
    screen: "investigation",
    investigation: askQuestion(place.investigation, why.question),
  };
  return why.said.length === 0 ? asked : told({ ...state, place: asked }, why.said);
}

function openAsSlice(state: AppState, question: Question | undefined, data: AppData): Place | AppState {
  const { place } = state;
  const investigation = data.investigation();
  const step = investigation?.steps[place.investigation.step];
  if (question === undefined || step === undefined) {
    return { ...state, notice: { text: "The investigation is still being read", tone: "warning" } };
  }
  const { slice, view, said } = sliceOfStep(step.id, question, data.catalog, investigation);
  const next: Place = { ...place, screen: "slices", slices: { ...withSlice(place.slices, slice), view } };
  return said.length === 0 ? next : told({ ...state, place: next }, said);
}

function told(state: AppState, said: readonly string[]): AppState {
  const text = said.join("; ");
  return { ...state, notice: { text: text.charAt(0).toUpperCase() + text.slice(1), tone: "label" } };
}

/** Before the home question is known, the last two years of the data stand in for its periods. */
function contextOf({ catalog, dataSet, homeQuestion }: AppData) {
  const home = homeQuestion() ?? {
    metric: "net_revenue_per_customer",
    base: { from: dataSet.from, to: dataSet.from },
    compare: { from: dataSet.to, to: dataSet.to },
    filters: [],
    switches: defaultSwitches,
    seed: 1,
    replicates: 2000,
  };
  return { catalog, dataSet, home };
}
