import { groupOfStep } from "../../../analysis/group-of-step.ts";
import type { Step, StepId } from "../../../analysis/investigation.ts";
import { type Stories, type Story, storyOf, withExcluded, withSeen, withStory } from "../../../analysis/story.ts";
import { type AnyQuestion, isTotals } from "../../../analysis/totals/question.ts";
import type { AnyInvestigation } from "../../../analysis/totals/totals-investigation.ts";
import type { ActionName } from "../../state/actions.ts";
import type { At } from "../../state/screen.ts";
import { bridgeRows, closedAt, groupsThatOpen, toggledAt } from "./bridge-rows.ts";

export interface InvestigationState {
  /** Undefined: the home question of this data. */
  readonly question?: AnyQuestion;
  readonly step: number;
  /** The step to go to once another measure is explained, because its steps differ. */
  readonly sought?: StepId;
  /** First line of the step's body in view. */
  readonly scroll: number;
  /** The row of the bridge under the cursor. */
  readonly chosen: number;
  /** The step from which Enter went to a bar of the bridge, for Esc to go back to. */
  readonly from?: number;
  /** Keys of the open rows of the bridge. */
  readonly open: readonly string[];
  /** Notes, steps left out and steps seen, by question. */
  readonly stories: Stories;
}

export const initialInvestigation: InvestigationState = { step: 0, scroll: 0, chosen: 0, open: [], stories: {} };

/** The current question: the one that was asked, or the home question once it is known. */
export function questionIn({ state, data }: At<InvestigationState>): AnyQuestion | undefined {
  return state.question ?? data.homeQuestion();
}

/** Its notes, steps left out and steps seen. */
export function storyIn(at: At<InvestigationState>): Story {
  return storyOf(at.state.stories, questionIn(at));
}

/** A new question from its first step. */
export function askQuestion(state: InvestigationState, question: AnyQuestion): InvestigationState {
  return { ...initialInvestigation, stories: state.stories, question };
}

/** The question changed (switches, periods, metric), at the step of the same name. */
export function changeQuestion(
  state: InvestigationState,
  question: AnyQuestion,
  onScreen: AnyInvestigation | undefined,
): InvestigationState {
  const changed = { ...state, question, scroll: 0 };
  if (onScreen === undefined || kindOf(onScreen.question) === kindOf(question)) return changed;
  const sought = state.sought ?? onScreen.steps[state.step]?.id;
  return { ...changed, chosen: 0, open: [], ...(sought === undefined ? {} : { sought }) };
}

/** Questions of one kind and measure have the same steps. */
function kindOf(question: AnyQuestion): string {
  return `${isTotals(question) ? question.of : "cohorts"} ${question.metric}`;
}

/** The state after an action of this screen; the same object if the action belongs elsewhere. */
export function reduceInvestigation(at: At<InvestigationState>, name: ActionName, count: number): InvestigationState {
  const { state } = at;
  const question = questionIn(at);
  const investigation = at.data.investigation();
  const steps = investigation?.steps ?? [];
  const current = steps[state.step]?.id;
  switch (name) {
    case "next_step":
    case "right":
      return toStep(state, state.step + count, steps);
    case "previous_step":
    case "left":
      return toStep(state, state.step - count, steps);
    case "first_column":
      return toStep(state, 0, steps);
    case "last_column":
      return toStep(state, steps.length - 1, steps);
    case "drill":
      return drilled(state, investigation);
    case "bars":
      return investigation === undefined ? state : allBars(state, investigation);
    case "leave_out":
      return current === undefined || question === undefined
        ? state
        : changeStory(state, question, (story) => withExcluded(story, current));
    default:
      return moved(state, name, count, investigation);
  }
}

/** The state at one of the steps on screen, scrolled to its top. */
export function toStep(state: InvestigationState, step: number, steps: readonly Step[]): InvestigationState {
  const clamped = Math.max(0, Math.min(steps.length - 1, step));
  if (clamped === state.step) return state;
  const id = steps[clamped]?.id;
  const sought = state.sought === undefined || id === undefined ? {} : { sought: id };
  const { from: _, ...others } = state;
  return { ...others, step: clamped, scroll: 0, chosen: 0, ...sought };
}

/** The state with the story of a question changed. */
export function changeStory(
  state: InvestigationState,
  question: AnyQuestion,
  change: (story: Story) => Story,
): InvestigationState {
  const before = storyOf(state.stories, question);
  const after = change(before);
  return after === before ? state : { ...state, stories: withStory(state.stories, question, after) };
}

/** The state once its step is on screen, which marks it as seen. */
export function settleInvestigation(at: At<InvestigationState>): InvestigationState {
  const { state } = at;
  const question = questionIn(at);
  const investigation = at.data.investigation();
  const steps = investigation?.steps ?? [];
  const isOther =
    investigation === undefined || question === undefined || kindOf(investigation.question) !== kindOf(question);
  const found = isOther ? state : atSought(state, steps);
  const inside = steps.length > 0 && found.step >= steps.length ? toStep(found, steps.length - 1, steps) : found;
  const id = steps[inside.step]?.id;
  if (id === undefined || question === undefined || isOther) return inside;
  return changeStory(inside, question, (story) => withSeen(story, id));
}

/** At the sought step, otherwise the first. */
function atSought(state: InvestigationState, steps: readonly Step[]): InvestigationState {
  const { sought, ...others } = state;
  if (sought === undefined) return state;
  const step = steps.findIndex(({ id }) => id === sought);
  return { ...others, step: Math.max(0, step) };
}

/** Back to the step that led to the bridge; otherwise closes the bar around the cursor; undefined if none is open. */
export function closeBar(
  state: InvestigationState,
  investigation: AnyInvestigation | undefined,
): InvestigationState | undefined {
  if (investigation?.steps[state.step]?.id !== "bridge") return undefined;
  if (state.from !== undefined) return { ...toStep(state, state.from, investigation.steps), open: [] };
  const closed = closedAt(bridgeRows(investigation, state.open), state.chosen, state.open);
  return closed === undefined ? undefined : { ...state, ...closed };
}

/** Enter: a bar of the bridge opens or closes; a step about one group goes to its bar; others go to the next step. */
function drilled(state: InvestigationState, investigation: AnyInvestigation | undefined): InvestigationState {
  const steps = investigation?.steps ?? [];
  const current = steps[state.step]?.id;
  if (investigation === undefined || current === undefined) return state;
  if (current === "bridge") {
    const open = toggledAt(bridgeRows(investigation, state.open), state.chosen, state.open);
    return open === state.open ? state : { ...state, open };
  }
  const bridge = steps.findIndex((step) => step.id === "bridge");
  const group = groupOfStep[current];
  const chosen = investigation.groups.findIndex((bar) => bar.name === group);
  if (group === undefined || chosen < 0) return toStep(state, state.step + 1, steps);
  return { ...toStep(state, bridge, steps), chosen, open: [group], from: state.step };
}

function allBars(state: InvestigationState, investigation: AnyInvestigation): InvestigationState {
  return { ...state, chosen: 0, open: state.open.length > 0 ? [] : groupsThatOpen(investigation) };
}

function moved(
  state: InvestigationState,
  name: ActionName,
  count: number,
  investigation: AnyInvestigation | undefined,
): InvestigationState {
  const by = steps[name];
  if (by === undefined) return state;
  if (investigation?.steps[state.step]?.id !== "bridge") {
    return { ...state, scroll: Math.max(0, Math.min(500, state.scroll + by * count)) };
  }
  const last = bridgeRows(investigation, state.open).length - 1;
  return { ...state, chosen: Math.max(0, Math.min(last, state.chosen + by * count)) };
}

const steps: Readonly<Partial<Record<ActionName, number>>> = {
  up: -1,
  down: 1,
  page_up: -10,
  page_down: 10,
  first_row: -1000,
  last_row: 1000,
};
