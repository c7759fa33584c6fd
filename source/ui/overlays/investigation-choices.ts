import type { Question } from "../../analysis/investigation.ts";
import { storyOf } from "../../analysis/story.ts";
import type { AppData, AppState } from "../app-state.ts";
import { questionInView } from "../reduce-investigation.ts";
import {
  baseChoices,
  compareChoices,
  metricChoices,
  stepChoices,
  switchChoices,
  withMetric,
  withPeriods,
  withSwitch,
} from "../screens/investigation/choices.ts";
import { changeQuestion, toStep } from "../screens/investigation/state.ts";
import { type ExportOverlay, type Finish, type Item, matching, type PickOverlay, pick } from "./state.ts";

/** What a picker of the investigation offers; undefined for one of another screen. */
export function investigationItems(
  { purpose, input, dimension }: PickOverlay,
  state: AppState,
  data: AppData,
): readonly Item[] | undefined {
  const question = questionInView(state, data);
  switch (purpose) {
    case "step": {
      const steps = stepChoices(data.investigation(), storyOf(state.place.investigation.stories, question));
      const number = Number(input.trim());
      return number >= 1 && number <= steps.length ? steps.slice(number - 1, number) : matching(steps, input);
    }
    case "metric":
      return matching(metricChoices(data.catalog), input);
    case "switch": {
      const choices = question === undefined ? [] : switchChoices(question, methodOf(question, data), input);
      return /^\s*\d/.test(input) ? choices : matching(choices, input);
    }
    case "cohort":
      return question === undefined ? [] : narrowed(compareChoices(question, data.dataSet, input), input);
    case "base":
      return question === undefined ? [] : narrowed(baseChoices(question, dimension, data.dataSet, input), input);
    default:
      return undefined;
  }
}

/** How the measure was taken apart, once an investigation of it is there. */
function methodOf({ metric }: Question, data: AppData) {
  const investigation = data.investigation();
  return investigation?.question.metric === metric ? investigation.metric.method : undefined;
}

/** The state after a choice; undefined where the picker is one of another screen. */
export function acceptInvestigationChoice(
  state: AppState,
  overlay: PickOverlay,
  chosen: string | undefined,
  data: AppData,
  finish: Finish,
): AppState | undefined {
  switch (overlay.purpose) {
    case "step":
      return steppedTo(state, chosen, data);
    case "cohort":
      return chosen === undefined
        ? state
        : { ...state, overlay: { ...pick("base"), dimension: chosen, behind: overlay } };
    case "metric":
    case "switch":
    case "base":
      return asked(state, chosenQuestion(questionInView(state, data), overlay, chosen), data, finish);
    default:
      return undefined;
  }
}

/** To go to a step is no analysis: nothing is there to be undone. */
function steppedTo(state: AppState, chosen: string | undefined, data: AppData): AppState {
  const { place } = state;
  const steps = data.investigation()?.steps ?? [];
  const index = steps.findIndex((step) => step.id === chosen);
  if (index < 0) return state;
  return { ...state, place: { ...place, investigation: toStep(place.investigation, index, steps) } };
}

/** The state with this question asked; the same where there is none. */
function asked(state: AppState, next: Question | undefined, data: AppData, finish: Finish): AppState {
  const { place } = state;
  if (next === undefined) return state;
  return finish(state, { ...place, investigation: changeQuestion(place.investigation, next, data.investigation()) });
}

/** The question as was chosen; undefined where nothing was, or there is none yet. */
function chosenQuestion(
  question: Question | undefined,
  { purpose, dimension }: PickOverlay,
  chosen: string | undefined,
): Question | undefined {
  if (question === undefined || chosen === undefined) return undefined;
  if (purpose === "metric") return withMetric(question, chosen);
  if (purpose === "switch") return withSwitch(question, chosen);
  return dimension === undefined ? undefined : withPeriods(question, dimension, chosen);
}

function narrowed(items: readonly Item[], input: string): readonly Item[] {
  return items.length === 1 ? items : matching(items, input);
}

/** The report of what is on screen, named after what it tells; undefined while that is still being computed. */
export function reportOverlay(state: AppState, data: AppData): ExportOverlay | undefined {
  const investigation = data.investigation();
  if (investigation === undefined || data.slot("investigation")?.isStale !== false) return undefined;
  const story = storyOf(state.place.investigation.stories, investigation.question);
  const { metric } = investigation.question;
  const name = `${metric}-${investigation.base.label}-to-${investigation.compare.label}`;
  return {
    kind: "export",
    view: { kind: "report", investigation, story },
    input: `${name.replaceAll(/[^A-Za-z0-9]+/g, "-").toLowerCase()}.html`,
    status: "asking",
    rows: undefined,
  };
}
