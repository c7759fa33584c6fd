import type { Question } from "../../../analysis/investigation.ts";
import { type AnyQuestion, isTotals } from "../../../analysis/totals/question.ts";
import { isTotalsFound } from "../../../analysis/totals/totals-investigation.ts";
import type { DataSet } from "../../../domain/data-set.ts";
import { filterPickers } from "../../overlays/filter-pickers.ts";
import { whyNoPeriod } from "../../overlays/period-items.ts";
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
import { kindPickers } from "./kind-pickers.ts";
import { changeQuestion, type InvestigationState, questionIn, storyIn, toStep } from "./state.ts";

type Own = At<InvestigationState>;

/** The pickers of an investigation. */
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
  measure: {
    title: () => "What changed",
    items: (at, { input }) => matching(metricChoices(at.data.catalog, isOfTotals(at)), input),
    current: (at) => questionIn(at)?.metric,
    accept: (at, _, metric) =>
      changed(at, (question) =>
        isTotals(question) ? { ...question, metric } : withMetric(question, metric, at.data.catalog),
      ),
  },
  switches: {
    title: () => "Accounting switches",
    items(at, { input }) {
      const question = questionIn(at);
      const isNone = question === undefined || isTotals(question);
      const choices = isNone ? [] : switchChoices(question, foundOf(question, at), input, at.data.dataSet.currency);
      return /^\s*\d/.test(input) ? choices : matching(choices, input);
    },
    accept: (at, _, chosen) =>
      changed(at, (question) => (isTotals(question) ? question : withSwitch(question, chosen))),
  },
  ...kindPickers,
  cohort: {
    title: (at) => (isOfTotals(at) ? "Order lines of" : "Customers acquired in"),
    typed: "2024, 2024-Q1, 2024-03..2024-08",
    items: (at, { input }) => periods(at, input, (question, days) => compareChoices(question, days, input)),
    whyNot: whyNoPeriod,
    accept: (_, overlay, chosen) => ({ overlay: pick("base", { about: chosen, behind: overlay }) }),
  },
  base: {
    title: (_, { about = "" }) => `${about} compared with`,
    typed: "2024, 2024-Q1, 2024-03..2024-08",
    items: (at, { input, about }) => periods(at, input, (question, days) => baseChoices(question, about, days, input)),
    whyNot: whyNoPeriod,
    accept: (at, { about = "" }, chosen) =>
      changed(at, (question) =>
        isTotals(question) && question.of === "groups" ? question : withPeriods(question, about, chosen),
      ),
  },
  ...filterPickers<InvestigationState>({
    of: (at) => questionIn(at)?.filters ?? [],
    with: (at, filters) => changed(at, (question) => ({ ...question, filters })),
    measure: (at) => sliceMeasure(questionIn(at)?.metric ?? "", at.data.catalog),
  }),
};

/** The question changed by a choice; no change if there is no question yet. */
function changed(at: Own, change: (question: AnyQuestion) => AnyQuestion): Outcome<InvestigationState> {
  const question = questionIn(at);
  return question === undefined ? {} : { state: changeQuestion(at.state, change(question), at.data.investigation()) };
}

/** Whether the current question is about a total. */
function isOfTotals(at: Own): boolean {
  const question = questionIn(at);
  return question !== undefined && isTotals(question);
}

function periods(
  at: Own,
  input: string,
  choices: (question: Pick<Question, "base" | "compare">, days: DataSet) => readonly Item[],
): readonly Item[] {
  const question = questionIn(at);
  if (question === undefined || (isTotals(question) && question.of === "groups")) return [];
  const items = choices(question, at.data.dataSet);
  return items.length === 1 ? items : matching(items, input);
}

/** The investigation of the measure, once it has arrived. */
function foundOf({ metric }: Question, { data }: Own) {
  const found = data.investigation();
  return found === undefined || isTotalsFound(found) || found.question.metric !== metric ? undefined : found;
}
