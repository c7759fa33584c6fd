import { conditionText } from "../../../analysis/condition-text.ts";
import type { Explained, Question, StepId } from "../../../analysis/investigation.ts";
import { type AnyQuestion, isTotals, type TotalsQuestion } from "../../../analysis/totals/question.ts";
import type { Catalog } from "../../../domain/catalog.ts";
import { endOf, isWholeMonths, type Period, printStart, startOf } from "../../../domain/period.ts";
import { emptySlice, type Filter, type Slice } from "../../../domain/slice.ts";
import { startsOf } from "../../overlays/period-items.ts";

export interface OpenedSlice {
  readonly slice: Slice;
  readonly view: "pivot" | "table";
  /** How the slice differs from the step. */
  readonly said: readonly string[];
}

interface Shape {
  readonly by?: string;
  readonly measures: readonly string[];
}

const net: Shape = { by: "marketing_channel", measures: ["net_revenue"] };

/** The subject of each step, as a dimension and measures of the catalog. */
const shapes: Readonly<Record<StepId, Shape>> = {
  confirm: net,
  true_up: {
    measures: [
      "list_revenue",
      "welcome_discount",
      "prepaid_discount",
      "other_discount",
      "reversals",
      "plug",
      "net_revenue",
    ],
  },
  welcome: { by: "discount_program", measures: ["list_revenue"] },
  prepaid: { by: "prepaid_orders", measures: ["orders"] },
  customers: { by: "point_of_entry", measures: ["active_customers", "net_revenue"] },
  product_mix: { by: "price_point", measures: ["units"] },
  discounts: { by: "discount_program", measures: ["list_revenue", "discounts"] },
  bag_size: { by: "bag_size", measures: ["units"] },
  profile: { by: "price_point", measures: ["units"] },
  list_price: { by: "price_point", measures: ["list_revenue"] },
  returns: { by: "marketing_channel", measures: ["reversals"] },
  volume: { by: "transaction_type", measures: ["orders"] },
  bridge: net,
  segments: net,
  report: net,
};

/** The slice behind a step: its customers of both periods, in the days of lifetime that count, by the step's dimension. */
export function sliceOfStep(
  step: StepId,
  question: AnyQuestion,
  catalog: Catalog,
  found?: Pick<Explained, "segments">,
): OpenedSlice {
  if (isTotals(question)) return sliceOfTotals(step, question, catalog, found);
  const said: string[] = [];
  const has = (name: string) => catalog.dimensions.some((one) => one.name === name);
  const cohort = cohortFilter(question, said);
  const age = ageFilter(question, said);
  const shape = shapes[step];
  const measures = measuresOf(shape, catalog);
  const segment = step === "segments" ? (found?.segments[0]?.where ?? []) : [];
  const dimension = segment[0]?.dimension ?? shape.by;
  const by = [...(dimension !== undefined && has(dimension) ? [dimension] : []), cohort.dimension];
  const others = segment.slice(1).filter((one) => has(one.dimension));
  const filters = [...question.filters, ...others, ...[cohort, age].filter((one) => has(one.dimension))];
  const view = by.length === 2 && measures.length === 1 ? "pivot" : "table";
  return { slice: { ...emptySlice, by, measures, filters, totals: true }, view, said };
}

/** The measures that the catalog has, units under their name there. */
function measuresOf({ measures }: Shape, catalog: Catalog): readonly string[] {
  const units = catalog.measures.find(({ unit, additivity }) => unit === "units" && additivity === "sum")?.name;
  const names = measures.flatMap((name) => (name === "units" ? (units ?? []) : name));
  return names.filter((name) => catalog.measures.some((one) => one.name === name));
}

/** The order lines behind a step of a total: both periods side by side, or those of the group to explain. */
function sliceOfTotals(
  step: StepId,
  question: TotalsQuestion,
  catalog: Catalog,
  found?: Pick<Explained, "segments">,
): OpenedSlice {
  const has = (name: string) => catalog.dimensions.some((one) => one.name === name);
  const segment = step === "segments" ? (found?.segments[0]?.where ?? []) : [];
  const dimension = segment[0]?.dimension ?? shapes[step].by;
  const by = dimension !== undefined && has(dimension) ? [dimension] : [];
  const measures = measuresOf(shapes[step], catalog);
  const kept = [...question.filters, ...segment.slice(1).filter((one) => has(one.dimension))];
  if (question.of === "period") {
    const { base, compare } = question;
    const slice = { ...emptySlice, by, measures, filters: kept, period: compare, against: base, totals: true };
    return { slice, view: "table", said: [] };
  }
  const filters = [...kept, ...question.compareWhere];
  const slice = { ...emptySlice, by, measures, filters, period: question.period, totals: true };
  const said = question.baseWhere.map((filter) => `compared with ${conditionText(filter)}`);
  return { slice, view: "table", said };
}

/** The two cohorts: quarters if both are full ones, otherwise months; days within a month cannot be expressed. */
function cohortFilter({ base, compare }: Question, said: string[]): Filter {
  const isWhole = (period: Period) =>
    startOf("quarter", period.from) === period.from && endOf("quarter", period.to) === period.to;
  const grain = [base, compare].every((one) => isWholeMonths(one) && isWhole(one)) ? "quarter" : "month";
  if (![base, compare].every(isWholeMonths)) said.push("whole months: the periods begin or end within one");
  const values = [base, compare].flatMap((period) => startsOf(grain, period).toReversed());
  return {
    dimension: `acquisition_${grain}`,
    op: "in",
    values: [...new Set(values)].map((start) => printStart(grain, start)),
  };
}

/** The days of lifetime that count, as months of tenure if they are full ones, otherwise as weeks. */
function ageFilter({ switches, firstDay = 0 }: Question, said: string[]): Filter {
  const { windowDays } = switches;
  const isMonths = firstDay % 30 === 0 && windowDays % 30 === 0;
  const unit = isMonths ? 30 : 7;
  if (firstDay % unit !== 0 || windowDays % unit !== 0) said.push(`${windowDays} days are taken as whole weeks`);
  const first = Math.floor(firstDay / unit);
  const count = Math.max(1, Math.round(windowDays / unit));
  const values = Array.from({ length: Math.min(400, count) }, (_, index) => String(first + index));
  return { dimension: isMonths ? "tenure_month" : "tenure_week", op: "in", values };
}
