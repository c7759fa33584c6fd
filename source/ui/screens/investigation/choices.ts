import { comparableValues } from "../../../analysis/books.ts";
import { defaultFirstDay } from "../../../analysis/first-day.ts";
import {
  defaultSwitches,
  type Explained,
  type Investigation,
  type MixMethod,
  type Question,
  type Switches,
} from "../../../analysis/investigation.ts";
import { treeMetric } from "../../../analysis/investigation-metric.ts";
import type { Story } from "../../../analysis/story.ts";
import { totalsMeasures } from "../../../analysis/totals/totals-investigation.ts";
import type { Catalog } from "../../../domain/catalog.ts";
import { cell } from "../../../domain/cell.ts";
import type { DataSet } from "../../../domain/data-set.ts";
import { formatNumber } from "../../../domain/format.ts";
import { endOf, justBefore, type Period, parsePeriod, printPeriod, yearBefore } from "../../../domain/period.ts";
import { comparableDays } from "../../../domain/reversal-days.ts";
import { segmentWords } from "../../../domain/segment-dimension.ts";
import { readPeriod, startsOf } from "../../overlays/period-items.ts";
import { canMix } from "../../questions/why.ts";
import type { Item } from "../../state/overlay.ts";
import { verdictWords } from "./navigator.ts";

/** The steps to jump to, with the finding of each. */
export function stepChoices(investigation: Pick<Explained, "steps"> | undefined, story: Story): readonly Item[] {
  return (investigation?.steps ?? []).map((step, index) => ({
    value: step.id,
    label: `${story.seen.includes(step.id) ? "✓" : " "} ${String(index + 1).padStart(2)} ${cell(step.title)}`,
    detail: story.excluded.includes(step.id) ? "left out of the story" : verdictWords(step.verdict),
  }));
}

/** The measures whose change can be explained. */
export function metricChoices(catalog: Catalog, isTotal = false): readonly Item[] {
  if (isTotal)
    return catalog.measures
      .filter(({ name }) => totalsMeasures[name] !== undefined)
      .map((one) => ({ value: one.name, label: one.label, detail: "customers x orders x units x prices" }));
  const hasTree = (name: string) => treeMetric(name) !== undefined;
  const rates = catalog.measures.filter((one) => hasTree(one.name) && one.additivity === "ratio");
  const trees = rates.length > 0 ? rates : catalog.measures.filter((one) => hasTree(one.name));
  const mixes = catalog.measures.filter((one) => !hasTree(one.name) && canMix(catalog, one));
  return [
    ...trees.map((one) => ({ value: one.name, label: one.label, detail: "taken apart by the driver tree" })),
    ...mixes.map((one) => ({ value: one.name, label: one.label, detail: "by mix and rate of a dimension" })),
  ];
}

/**
 * Every value of every switch, with the active ones marked; typed digits offer a window and a maturity of that many days. For a
 * measure explained by mix and rate: its dimensions, and the window, because no other switch affects it.
 */
export function switchChoices(
  { switches, firstDay = 0 }: Question,
  found: Investigation | undefined,
  input: string,
  currency = "",
): readonly Item[] {
  const method = found?.metric.method;
  const typed = /^\s*(\d{1,3})\s*d?a?y?s?\s*$/.exec(input)?.[1];
  const days = typed === undefined ? undefined : Number(typed);
  const list = (known: readonly number[], own: number) =>
    days === undefined ? [...new Set([...known, own])].sort((a, b) => a - b) : [days];
  const windows = list([7, 14, 30, 60, 90], switches.windowDays)
    .filter((count) => count > 0)
    .map(
      (count): Entry => ["windowDays", count, `window: ${daysWords(count, firstDay)}`, "of each customer's lifetime"],
    );
  const ages = list(
    [14, 30, comparableDays, 90],
    switches.reversalDays === "any" ? comparableDays : switches.reversalDays,
  );
  const comparable = found === undefined ? "" : comparableText(found, currency);
  const maturities = [
    ...(days === undefined ? [booked] : []),
    ...ages.map((count): Entry => {
      const detail = count === comparableDays && comparable !== "" ? comparable : "of their order";
      return ["reversalDays", count, `reversals: within ${count} days`, detail];
    }),
  ];
  if (method?.kind === "mix")
    return [...(days === undefined ? dimensionChoices(method) : []), ...choicesFrom(windows, switches)];
  const entries = days === undefined ? [...policies, ...windows, ...maturities] : [...windows, ...maturities];
  return choicesFrom(entries, switches);
}

const booked: Entry = ["reversalDays", "any", "reversals: all, as booked", "at any age"];

/** `comparable: $20.26 → $10.25`: the values with only the reversals that old and new orders have both had time for. */
function comparableText(found: Investigation, currency: string): string {
  const { method, format } = found.metric;
  const pair = method.kind === "tree" ? comparableValues(found, method.depth) : undefined;
  if (pair === undefined) return "";
  const [before, after] = pair.map((value) => formatNumber(value, format, { currency }));
  return `comparable: ${before} → ${after}`;
}

function daysWords(count: number, firstDay: number): string {
  return firstDay === 0 ? `first ${count} days` : `${count} days from day ${firstDay} on`;
}

function choicesFrom(entries: readonly Entry[], switches: Switches): readonly Item[] {
  return entries.map(([name, value, label, detail]) => ({
    value: `${name}=${value}`,
    label: `${switches[name] === value ? "●" : " "} ${label}`,
    detail: defaultSwitches[name] === value ? `${detail} (default)` : detail,
  }));
}

/** The first is the dimension that the bridge uses. */
function dimensionChoices({ dimensions }: MixMethod): readonly Item[] {
  return dimensions.map((name, at) => ({
    value: `by=${name}`,
    label: `${at === 0 ? "●" : " "} by ${segmentWords(name)}`,
    detail: "mix and rate",
  }));
}

type Entry = readonly [name: keyof Switches, value: string | number, label: string, detail: string];

const policies: readonly Entry[] = [
  ["replacements", "cost", "replacements: cost", "no effect on revenue"],
  ["replacements", "contra", "replacements: contra", "lower net revenue"],
  ["replacements", "exclude", "replacements: exclude", "left out altogether"],
  ["prepaid", "recognised", "prepaid: recognised", "delivered orders only"],
  ["prepaid", "cash", "prepaid: cash", "plans count when paid"],
  ["reversalMonth", "order", "reversals: by order", "in the month of the order"],
  ["reversalMonth", "reversal", "reversals: by date", "in the month they were booked"],
];

/** The question about another measure; if its first day of lifetime was the default, it becomes the new measure's default. */
export function withMetric(question: Question, metric: string, catalog: Catalog): Question {
  const { firstDay = 0, ...others } = question;
  const first = firstDay === defaultFirstDay(catalog, question.metric) ? defaultFirstDay(catalog, metric) : firstDay;
  return { ...others, metric, ...(first === 0 ? {} : { firstDay: first }) };
}

/** The question with the switch of a choice set to its value, or explained by another dimension. */
export function withSwitch(question: Question, choice: string): Question {
  const [name = "", value = ""] = choice.split("=");
  if (name === "by") return { ...question, by: value };
  const isDays = name === "windowDays" || (name === "reversalDays" && value !== "any");
  return { ...question, switches: { ...question.switches, [name]: isDays ? Number(value) : value } };
}

/** A question with two periods: about cohorts, or about all customers. */
type Compared = Pick<Question, "base" | "compare">;

/** Cohorts to explain: the current one first, then quarters, months and years of the data, newest first, or a typed period. */
export function compareChoices(question: Compared, dataSet: DataSet, input: string): readonly Item[] {
  const typed = typedPeriod(input, dataSet);
  if (typed !== undefined) return [typed];
  const here = periodChoice(question.compare, "as now");
  return distinct([here, ...periodsOf(dataSet).map(({ period, grain }) => periodChoice(period, grain))]);
}

/** Cohorts to compare with: the year before, the one just before, the current one, then any other. */
export function baseChoices(
  question: Compared,
  compare: string | undefined,
  dataSet: DataSet,
  input: string,
): readonly Item[] {
  const typed = typedPeriod(input, dataSet);
  if (typed !== undefined) return [typed];
  const chosen = compare === undefined ? question.compare : parsePeriod(compare);
  const first = [
    ...(printPeriod(chosen) === printPeriod(question.compare) ? [[question.base, "as now"] as const] : []),
    [yearBefore(chosen), "the year before"] as const,
    [justBefore(chosen), "the period just before"] as const,
  ]
    .filter(([period]) => period.to >= dataSet.from)
    .map(([period, detail]) => periodChoice(period, detail));
  const others = periodsOf(dataSet)
    .filter(({ period }) => period.to < chosen.from || period.from > chosen.to)
    .map(({ period, grain }) => periodChoice(period, grain));
  return distinct([...first, ...others]);
}

/** Each value once, as it comes first. */
function distinct(items: readonly Item[]): readonly Item[] {
  return items.filter((one, index) => items.findIndex((other) => other.value === one.value) === index);
}

/** The question about two periods, the earlier one as its base. */
export function withPeriods<Of extends Compared>(question: Of, one: string, other: string): Of {
  const [compare, base] = [parsePeriod(one), parsePeriod(other)];
  return base.from <= compare.from ? { ...question, base, compare } : { ...question, base: compare, compare: base };
}

function typedPeriod(input: string, { fiscal }: DataSet): Item | undefined {
  const period = /^\s*(FY)?\d{4}/i.test(input) ? readPeriod(input, fiscal) : undefined;
  return period && periodChoice(period, "as typed");
}

function periodChoice(period: Period, detail: string): Item {
  const value = printPeriod(period);
  return { value, label: value, detail };
}

/** Full quarters, months and years that the data covers at least in part, newest first, at most 400 of each. */
function periodsOf(days: Period): readonly { readonly period: Period; readonly grain: string }[] {
  return (["quarter", "month", "year"] as const).flatMap((grain) =>
    startsOf(grain, days)
      .slice(0, 400)
      .map((from) => ({ period: { from, to: endOf(grain, from) }, grain })),
  );
}
