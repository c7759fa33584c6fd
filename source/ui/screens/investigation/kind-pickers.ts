import { homeReplicates, homeSeed } from "../../../analysis/home-question.ts";
import {
  type GroupsQuestion,
  isTotals,
  newestQuarter,
  type TotalsQuestion,
} from "../../../analysis/totals/question.ts";
import { totalsMeasures } from "../../../analysis/totals/totals-investigation.ts";
import { type Catalog, totalMeasure } from "../../../domain/catalog.ts";
import { cell } from "../../../domain/cell.ts";
import { noValue } from "../../../domain/dimension-value.ts";
import { yearBefore } from "../../../domain/period.ts";
import { emptySlice } from "../../../domain/slice.ts";
import { type Item, matching, type PickOverlay, pick } from "../../state/overlay.ts";
import type { At, Outcome, Picker } from "../../state/screen.ts";
import { questionIn } from "./question.ts";
import { askQuestion, type InvestigationState } from "./state.ts";

type Own = At<InvestigationState>;

const kinds: readonly Item[] = [
  { value: "cohorts", label: "two cohorts", detail: "customers acquired then and now, over the same days of lifetime" },
  { value: "period", label: "two periods", detail: "all customers: a total then and now" },
  { value: "groups", label: "two groups", detail: "two groups of customers in the same days" },
];

/** The lists that choose what is compared; those of groups name a dimension, then its two values. */
export const kindPickers: Readonly<Record<string, Picker<InvestigationState>>> = {
  kind: {
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
    items: ({ data }, { input }) => matching(groupDimensions(data.catalog), input),
    accept: (_, overlay, chosen) =>
      chosen === undefined ? {} : { overlay: pick("group_base", { about: chosen, behind: overlay }) },
  },
  group_base: {
    title: (_, { about = "" }) => `${about.replaceAll("_", " ")} to compare with`,
    items: valueItems,
    query: valuesQuery,
    accept: (_, overlay, chosen) =>
      chosen === undefined || overlay.about === undefined
        ? {}
        : { overlay: pick("group_compare", { about: JSON.stringify([overlay.about, chosen]), behind: overlay }) },
  },
  group_compare: {
    title: (_, { about = "" }) => `${dimensionOf(about).replaceAll("_", " ")} to explain`,
    items: (at, overlay) => valueItems(at, overlay)?.filter(({ value }) => value !== baseOf(overlay.about ?? "")),
    query: valuesQuery,
    accept: chosenGroups,
  },
};

function chosenKind(at: Own, _: PickOverlay, chosen: string | undefined): Outcome<InvestigationState> {
  if (chosen === undefined) return {};
  if (chosen === "groups") return { overlay: pick("group_by") };
  const { state, data } = at;
  if (chosen === "cohorts") {
    const home = data.homeQuestion();
    return home === undefined ? {} : { state: askQuestion(state, home) };
  }
  const compare = newestQuarter(data.dataSet);
  return { state: askQuestion(state, { of: "period", ...aboutOf(at), base: yearBefore(compare), compare }) };
}

function chosenGroups(at: Own, { about = "" }: PickOverlay, chosen: string | undefined): Outcome<InvestigationState> {
  if (chosen === undefined) return {};
  const { from, to } = at.data.dataSet;
  const dimension = dimensionOf(about);
  const one = (value: string) => [{ dimension, op: "in" as const, values: [value] }];
  const groups: GroupsQuestion = {
    of: "groups",
    ...aboutOf(at),
    period: { from, to },
    baseWhere: one(baseOf(about)),
    compareWhere: one(chosen),
  };
  return { state: askQuestion(at.state, groups) };
}

/** Measure and filters of the question in view, as far as a total has them. */
function aboutOf(at: Own): Pick<TotalsQuestion, "metric" | "filters" | "seed" | "replicates"> {
  const question = questionIn(at);
  const { catalog } = at.data;
  const asked = catalog.measures.find(({ name }) => name === question?.metric);
  const total = asked === undefined ? "" : totalMeasure(catalog, asked).name;
  const metric = totalsMeasures[total] === undefined ? "net_revenue" : total;
  const filters = question !== undefined && isTotals(question) ? question.filters : [];
  return { metric, filters, seed: homeSeed, replicates: question?.replicates ?? homeReplicates };
}

function groupDimensions({ dimensions }: Catalog): readonly Item[] {
  return dimensions
    .filter(({ of, type }) => of === "customer" && type === "text")
    .map((one) => ({ value: one.name, label: cell(one.label), detail: one.description }));
}

/** The values of the dimension that a list is about; undefined while they are read. */
function valueItems({ data }: Own, { about = "", input }: PickOverlay): readonly Item[] | undefined {
  const result = data.slice(`groups:${dimensionOf(about)}`);
  if (result === undefined) return undefined;
  const rows = result.rows.filter(({ kind }) => kind === "row");
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

/** The dimension that a list of values is about, which may come with the value chosen before. */
function dimensionOf(about: string): string {
  return about.startsWith("[") ? String(JSON.parse(about)[0]) : about;
}

function baseOf(about: string): string {
  return about.startsWith("[") ? String(JSON.parse(about)[1]) : "";
}
