import type { Question } from "../../analysis/investigation.ts";
import { storyOf } from "../../analysis/story.ts";
import type { AppData, AppState, Place } from "../app-state.ts";
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
import { type ExportOverlay, type Item, matching, type PickOverlay, pick } from "./state.ts";

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
  { purpose, dimension }: PickOverlay,
  chosen: string | undefined,
  data: AppData,
  finish: (state: AppState, place: Place) => AppState,
): AppState | undefined {
  const question = questionInView(state, data);
  const { place } = state;
  const asked = (next: typeof question) =>
    next === undefined ? state : finish(state, { ...place, investigation: changeQuestion(place.investigation, next) });
  switch (purpose) {
    case "step": {
      const steps = data.investigation()?.steps ?? [];
      const index = steps.findIndex((step) => step.id === chosen);
      if (index < 0) return state;
      return { ...state, place: { ...place, investigation: toStep(place.investigation, index, steps.length) } };
    }
    case "metric":
      return asked(question && chosen !== undefined ? withMetric(question, chosen) : undefined);
    case "switch":
      return asked(question && chosen !== undefined ? withSwitch(question, chosen) : undefined);
    case "cohort":
      return chosen === undefined ? state : { ...state, overlay: { ...pick("base"), dimension: chosen } };
    case "base":
      return asked(
        question && chosen !== undefined && dimension !== undefined
          ? withPeriods(question, dimension, chosen)
          : undefined,
      );
    default:
      return undefined;
  }
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
