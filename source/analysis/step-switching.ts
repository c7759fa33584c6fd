import { noValue } from "../domain/dimension-value.ts";
import { addMonths, endOf, startOf } from "../domain/period.ts";
import type { DriverScope } from "../query/driver-scope.ts";
import type { SwitchingQuestion } from "../query/switching-question.ts";
import type { Evidence } from "./evidence.ts";
import type { StepPart, StepTable } from "./investigation.ts";
import { changeColumn, column } from "./step-columns.ts";
import {
  effectPerCustomer,
  type Moves,
  type Switching,
  type SwitchingSide,
  shareOf,
  usualChanges,
} from "./switching.ts";
import { changedWords, switchingSentence, switchingVerdict } from "./switching-verdict.ts";

/** The dimensions that steps 5 and 6 look at besides the mix of new cohorts. */
const dimensions = ["bag_size", "price_point"] as const;

/** The number of changes that a table lists. */
const mostListed = 12;

/**
 * The questions about the same customers, whenever they were acquired: their changes in the days of both periods, and by
 * month. None if products have no attributes, or if a filter is on order lines, which plans do not have.
 */
export function switchingBeside(
  { base, compare, filters, dataEnd, dialect }: DriverScope,
  capabilities: Evidence["capabilities"],
): readonly SwitchingQuestion[] {
  const hasProfiles = capabilities.every(({ name, available }) => name !== "profiles" || available);
  if (!hasProfiles || filters.some(({ dimension }) => dimension.of !== "customer")) return [];
  const end = dataEnd.slice(0, 10);
  const lastDay = endOf("year", compare.to);
  const months = { from: startOf("year", base.from), to: [lastDay, end].toSorted()[0] ?? lastDay };
  return dimensions.map((of) => ({
    of,
    from: usualChanges(capabilities),
    sides: [base, compare],
    months,
    filters,
    ...(dialect && { dialect }),
  }));
}

/** How the same customers moved, beside a step on the mix of new cohorts. */
export function switchingPart(evidence: Evidence, of: (typeof dimensions)[number]): { readonly beside?: StepPart } {
  const found = evidence.switching.find(({ question }) => question.of === of);
  const [before, after] = found?.sides ?? [];
  if (found === undefined || before === undefined || after === undefined) return {};
  const { base, compare, currency, business: words } = evidence;
  return {
    beside: {
      title: `Switching: ${changedWords(of, evidence.business)}`,
      question: "Did the same customers move to something else, whenever they were acquired?",
      verdict: switchingVerdict(after),
      finding: [
        switchingSentence(found, after, compare.label, { currency, words }),
        switchingSentence(found, before, base.label, { currency, words }),
      ].join(" "),
      table: tableOf([before, after], [base.label, compare.label]),
      series: [
        ...monthly(evidence, found, "customers who changed", "count", ({ customers }) => customers),
        ...monthly(evidence, found, "price effect per customer", "money", effectPerCustomer),
      ],
      sql: found.sql,
    },
  };
}

function tableOf(
  sides: readonly [SwitchingSide, SwitchingSide],
  [base, compare]: readonly [string, string],
): StepTable {
  const keys = new Map(sides.flatMap(({ pairs }) => pairs.map((pair) => [keyOf(pair), pair] as const)));
  const rows = [...keys].map(([key, { from, to }]) => {
    const [before, after] = sides.map((side) => side.pairs.find((pair) => keyOf(pair) === key) ?? nobody);
    return { from: from ?? noValue, to: to ?? noValue, before: before ?? nobody, after: after ?? nobody };
  });
  const size = (row: (typeof rows)[number]) => row.before.customers + row.after.customers;
  const order = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);
  rows.sort((a, b) => size(b) - size(a) || order(a.from, b.from) || order(a.to, b.to));
  return {
    columns: [
      column("from", "text"),
      column("to", "text"),
      column(`customers ${base}`, "count"),
      column(`customers ${compare}`, "count"),
      column(`share ${base}`, "percent"),
      column(`share ${compare}`, "percent"),
      changeColumn(`price effect per customer ${base}`, "money"),
      changeColumn(`price effect per customer ${compare}`, "money"),
    ],
    rows: rows
      .slice(0, mostListed)
      .map(({ from, to, before, after }) => [
        from,
        to,
        before.customers,
        after.customers,
        shareOf(before, sides[0]),
        shareOf(after, sides[1]),
        effectPerCustomer(before),
        effectPerCustomer(after),
      ]),
  };
}

const nobody: Moves = { events: 0, customers: 0, effect: null };

function keyOf({ from, to }: { readonly from: string | null; readonly to: string | null }): string {
  return JSON.stringify([from, to]);
}

/** One line per year of the periods; the month in which the data ends is left out. */
function monthly(
  { question: { base, compare }, dataEnd }: Evidence,
  { months }: Switching,
  label: string,
  unit: "count" | "money",
  value: (moves: Moves) => number | null,
) {
  const isWhole = (month: string) => addMonths(`${month}-01`, 1) <= dataEnd.slice(0, 10);
  const years = [base, compare].flatMap(({ from, to }) => [from.slice(0, 4), to.slice(0, 4)]);
  return [...new Set(years)].flatMap((year) => {
    const own = months.filter(({ month }) => month.startsWith(year) && isWhole(month));
    const points = own.map((one) => ({ month: one.month, value: value(one) }));
    return points.length === 0 ? [] : [{ label: `${label} ${year}`, unit, points }];
  });
}
