import type { Question } from "../../../analysis/investigation.ts";
import type { DataSet } from "../../../domain/data-set.ts";
import { filterPickers } from "../../overlays/filter-pickers.ts";
import { sliceMeasure } from "../../state/measures.ts";
import { type Item, matching, pick } from "../../state/overlay.ts";
import type { At, Outcome, Picker } from "../../state/screen.ts";
import {
  baseChoices,
  compareChoices,
  metricChoices,
  stepChoices,
  switchChoices,
  withMetric,
  withPeriods,
  withSwitch,
} from "./choices.ts";
import { questionIn, storyIn } from "./question.ts";
import { changeQuestion, type InvestigationState, toStep } from "./state.ts";

type Own = At<InvestigationState>;

/** The lists that an investigation opens. */
export const investigationPickers: Readonly<Record<string, Picker<InvestigationState>>> = {
  step: {
    title: () => "Go to step",
    items(at, { input }) {
      const steps = stepChoices(at.data.investigation(), storyIn(at));
      const number = Number(input.trim());
      return number >= 1 && number <= steps.length ? steps.slice(number - 1, number) : matching(steps, input);
    },
    current: ({ state, data }) => data.investigation()?.steps[state.step]?.id,
    accept({ state, data }, _, chosen) {
      const steps = data.investigation()?.steps ?? [];
      const index = steps.findIndex((step) => step.id === chosen);
      return index < 0 ? {} : { state: toStep(state, index, steps) };
    },
  },
  metric: {
    title: () => "What changed",
    items: ({ data }, { input }) => matching(metricChoices(data.catalog), input),
    current: (at) => questionIn(at)?.metric,
    accept: (at, _, chosen) => changed(at, chosen, withMetric),
  },
  switch: {
    title: () => "Accounting switches",
    items(at, { input }) {
      const question = questionIn(at);
      const choices =
        question === undefined ? [] : switchChoices(question, foundOf(question, at), input, at.data.dataSet.currency);
      return /^\s*\d/.test(input) ? choices : matching(choices, input);
    },
    accept: (at, _, chosen) => changed(at, chosen, withSwitch),
  },
  cohort: {
    title: () => "Customers acquired in",
    typed: "2024, 2024-Q1, 2024-03..2024-08",
    items: (at, { input }) => periods(at, input, (question, days) => compareChoices(question, days, input)),
    accept(_, overlay, chosen) {
      if (chosen === undefined) return {};
      return { overlay: pick("base", { about: chosen, behind: overlay }) };
    },
  },
  base: {
    title: (_, { about = "" }) => `${about} compared with`,
    typed: "2024, 2024-Q1, 2024-03..2024-08",
    items: (at, { input, about }) => periods(at, input, (question, days) => baseChoices(question, about, days, input)),
    accept(at, { about }, chosen) {
      if (about === undefined) return {};
      return changed(at, chosen, (question, base) => withPeriods(question, about, base));
    },
  },
  ...filterPickers<InvestigationState>({
    of: (at) => questionIn(at)?.filters ?? [],
    with: (at, filters) => changed(at, "", (question) => ({ ...question, filters })),
    measure: (at) => sliceMeasure(questionIn(at)?.metric ?? "", at.data.catalog),
  }),
};

/** The question changed by a choice; nothing where there is none yet, or nothing was chosen. */
function changed(
  at: Own,
  chosen: string | undefined,
  change: (question: Question, chosen: string) => Question,
): Outcome<InvestigationState> {
  const question = questionIn(at);
  if (question === undefined || chosen === undefined) return {};
  return { state: changeQuestion(at.state, change(question, chosen), at.data.investigation()) };
}

function periods(
  at: Own,
  input: string,
  choices: (question: Question, days: DataSet) => readonly Item[],
): readonly Item[] {
  const question = questionIn(at);
  const items = question === undefined ? [] : choices(question, at.data.dataSet);
  return items.length === 1 ? items : matching(items, input);
}

/** The investigation of the measure, once it is there. */
function foundOf({ metric }: Question, { data }: Own) {
  const investigation = data.investigation();
  return investigation?.question.metric === metric ? investigation : undefined;
}
