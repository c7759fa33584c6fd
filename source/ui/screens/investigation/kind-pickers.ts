import { homeReplicates, homeSeed } from "../../../analysis/home-question.ts";
import {
  type GroupsQuestion,
  isTotals,
  newestQuarter,
  type TotalsQuestion,
} from "../../../analysis/totals/question.ts";
import type { Catalog } from "../../../domain/catalog.ts";
import { cell } from "../../../domain/cell.ts";
import { isTime, noValue } from "../../../domain/dimension-value.ts";
import { type Period, yearBefore } from "../../../domain/period.ts";
import { emptySlice, type Filter } from "../../../domain/slice.ts";
import { catalogItems } from "../../overlays/filter-pickers.ts";
import { periodPicker } from "../../overlays/period-items.ts";
import { totalMetric } from "../../questions/why-total.ts";
import { type Item, matching, type PickOverlay, pick } from "../../state/overlay.ts";
import type { At, Outcome, Picker } from "../../state/screen.ts";
import { askQuestion, type InvestigationState, questionIn } from "./state.ts";

type Own = At<InvestigationState>;

const kinds: readonly Item[] = [
  { value: "cohorts", label: "two cohorts", detail: "customers acquired then and now, over the same days of lifetime" },
  { value: "period", label: "two periods", detail: "all customers: a total then and now" },
  { value: "groups", label: "two groups", detail: "two groups of customers in the same days" },
];

/** The pickers of what is compared; for groups: a dimension, its two values, then the days of both. */
export const kindPickers: Readonly<Record<string, Picker<InvestigationState>>> = {
  question: {
    title: () => "What is compared",
    items: (_, { input }) => matching(kinds, input),
    current: (at) => {
      const question = questionIn(at);
      return question !== undefined && isTotals(question) ? question.of : "cohorts";
    },
    accept: chosenKind,
  },
  group_by: {
    title: () => "Two groups of customers by",
    items: (at, { input }) => matching([...pairsOfFilters(at), ...groupDimensions(at.data.catalog)], input),
    accept(_, overlay, chosen) {
      const purpose = isChosen(chosen) ? "group_days" : "group_base";
      return { overlay: pick(purpose, { about: chosen, behind: overlay }) };
    },
  },
  group_base: valuePicker("to compare with", "group_compare"),
  group_compare: valuePicker("to explain", "group_days"),
  group_days: periodPicker("Days of both groups", daysOfGroups, chosenGroups),
};

/** A list of the values of a dimension that are not chosen yet, which leads to the next list. */
function valuePicker(title: string, next: string): Picker<InvestigationState> {
  return {
    title: (_, { about = "" }) => `${dimensionOf(about).replaceAll("_", " ")} ${title}`,
    items: valueItems,
    query: valuesQuery,
    accept(_, overlay, chosen) {
      const about = JSON.stringify([...chosenIn(overlay.about ?? ""), chosen]);
      return { overlay: pick(next, { about, behind: overlay }) };
    },
  };
}

function chosenKind(at: Own, _: PickOverlay, chosen: string): Outcome<InvestigationState> {
  if (chosen === "groups") return { overlay: pick("group_by") };
  const { state, data } = at;
  if (chosen === "cohorts") {
    const home = data.homeQuestion();
    return home === undefined ? {} : { state: askQuestion(state, home) };
  }
  const compare = newestQuarter(data.dataSet);
  return { state: askQuestion(state, { of: "period", ...aboutOf(at), base: yearBefore(compare), compare }) };
}

/** The days of the groups compared now; undefined: all days. */
function daysOfGroups(at: Own): Period | undefined {
  const question = questionIn(at);
  const { from, to } = at.data.dataSet;
  if (question === undefined || !isTotals(question) || question.of !== "groups") return undefined;
  return question.period.from === from && question.period.to === to ? undefined : question.period;
}

function chosenGroups(at: Own, days: Period | undefined, { about = "" }: PickOverlay): Outcome<InvestigationState> {
  const { from, to } = at.data.dataSet;
  const [dimension = "", base = "", compare = ""] = chosenIn(about);
  const one = (value: string) => [{ dimension, op: "in" as const, values: [value] }];
  const groups: GroupsQuestion = {
    of: "groups",
    ...aboutOf(at),
    filters: filtersBeside(at, dimension),
    period: days ?? { from, to },
    baseWhere: one(base),
    compareWhere: one(compare),
  };
  return { state: askQuestion(at.state, groups) };
}

/** The filters that apply to both groups: those on customers and lines, except the groups' own and those on a cohort's days. */
function filtersBeside(at: Own, dimension: string): readonly Filter[] {
  const { dimensions } = at.data.catalog;
  const isOnTime = (filter: Filter) => dimensions.some((one) => one.name === filter.dimension && isTime(one));
  return (questionIn(at)?.filters ?? []).filter((one) => one.dimension !== dimension && !isOnTime(one));
}

/** Two values of a customer dimension in a filter are offered as two groups. */
function pairsOfFilters(at: Own): readonly Item[] {
  const { dimensions } = at.data.catalog;
  return (questionIn(at)?.filters ?? []).flatMap(({ dimension, op, values }) => {
    const found = dimensions.find(({ name, of, type }) => name === dimension && of === "customer" && type === "text");
    if (found === undefined || op !== "in" || values.length !== 2) return [];
    const [base, compare] = values.map((value) => cell(value) || noValue);
    const detail = `what the filter on ${cell(found.label).toLowerCase()} keeps`;
    return [{ value: JSON.stringify([dimension, ...values]), label: `${base} against ${compare}`, detail }];
  });
}

/** Measure and filters of the current question, as far as a total supports them. */
function aboutOf(at: Own): Pick<TotalsQuestion, "metric" | "filters" | "seed" | "replicates"> {
  const question = questionIn(at);
  const metric = totalMetric(question?.metric ?? "", at.data.catalog);
  const filters = question !== undefined && isTotals(question) ? question.filters : [];
  return { metric, filters, seed: homeSeed, replicates: question?.replicates ?? homeReplicates };
}

function groupDimensions({ dimensions }: Catalog): readonly Item[] {
  return catalogItems(dimensions.filter(({ of, type }) => of === "customer" && type === "text"));
}

/** The values of the dimension that a list is about, but for the chosen one; undefined while being read. */
function valueItems({ data }: Own, { about = "", input }: PickOverlay): readonly Item[] | undefined {
  const result = data.slice(`groups:${dimensionOf(about)}`);
  if (result === undefined) return undefined;
  const [, ...taken] = chosenIn(about);
  const rows = result.rows.filter(
    ({ kind, values: [value] }) => kind === "row" && !taken.includes(String(value ?? "")),
  );
  const items = rows.map(({ values: [value, customers] }) => ({
    value: String(value ?? ""),
    label: cell(String(value ?? "")) || noValue,
    detail: `${customers} customers`,
  }));
  return matching(items, input);
}

function valuesQuery(_: Own, { about = "" }: PickOverlay) {
  const by = dimensionOf(about);
  const slice = { ...emptySlice, by: [by], measures: ["customers"] };
  return [`groups:${by}`, { kind: "slice", slice }] as const;
}

/** The choices so far: the dimension, the value to compare with, the value to explain. */
function chosenIn(about: string): readonly string[] {
  return isChosen(about) ? (JSON.parse(about) as string[]) : [about];
}

function isChosen(about: string): boolean {
  return about.startsWith("[");
}

/** The dimension that a list of values is about, which may be followed by the value chosen before. */
function dimensionOf(about: string): string {
  return chosenIn(about)[0] ?? "";
}
