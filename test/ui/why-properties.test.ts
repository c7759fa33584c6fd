import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type AnyQuestion, isTotals } from "../../source/analysis/totals/question.ts";
import { explainAny, homeQuestionOf } from "../../source/commands/explain.ts";
import type { Session } from "../../source/commands/session.ts";
import type { CohortQuery } from "../../source/domain/cohort.ts";
import { parsePeriod } from "../../source/domain/period.ts";
import { emptySlice, type Filter } from "../../source/domain/slice.ts";
import { answerSlice } from "../../source/query/answer-slice.ts";
import { cohortGrid } from "../../source/query/cohort-grid.ts";
import type { Why, WhyContext } from "../../source/ui/questions/why.ts";
import { whyCell } from "../../source/ui/questions/why-cell.ts";
import { whySlice } from "../../source/ui/questions/why-slice.ts";
import { generatedSession } from "../helpers/generated-session.ts";

let session: Session;
let context: WhyContext;
beforeAll(async () => {
  session = await generatedSession(900, 5);
  const home = await homeQuestionOf(session);
  context = {
    catalog: session.catalog,
    dataSet: session.dataSet,
    home: { ...home, filters: [], replicates: 40 },
  };
}, 120_000);
afterAll(() => session.close());

/** Measures of every kind: per customer with and without a driver tree, running totals, shares, totals, a cohort's size. */
const measures = [
  ..."net_revenue_per_customer list_revenue_per_customer orders_per_customer bags_per_customer".split(" "),
  ..."retention discounts_per_customer cumulative_net_per_customer".split(" "),
  ..."active_customers discounts net_revenue orders customers".split(" "),
];
const customerFilters: readonly Filter[] = [
  { dimension: "point_of_entry", op: "in", values: ["subscription"] },
  { dimension: "region", op: "not_in", values: ["west"] },
];
const lineFilters: readonly Filter[] = [
  { dimension: "transaction_type", op: "in", values: ["subscription"] },
  { dimension: "roast", op: "not_in", values: ["dark"] },
];
const often = <T>(usual: T, ...others: readonly T[]) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(usual) }, ...others.map((arbitrary) => fc.constant(arbitrary)));
const drawn = fc.record({
  measure: fc.constantFrom(...measures),
  axis: often<CohortQuery["axis"]>("tenure", "calendar"),
  grain: fc.constantFrom<CohortQuery["grain"]>("month", "quarter"),
  tenure: often<CohortQuery["tenure"]>("rolling", "calendar"),
  values: fc.constantFrom<CohortQuery["values"]>("count", "cumulative", "percent"),
  filters: fc.subarray([...customerFilters, ...lineFilters]),
  split: often<string | undefined>(undefined, "region"),
  row: fc.nat(),
  column: fc.nat({ max: 4 }),
});

/** The cohort's value among the two of the answer; undefined if the question is not asked. */
async function headline(why: Why, from: string): Promise<number | undefined> {
  if ("problem" in why) return undefined;
  const { question } = why;
  const { base, compare } = await explainAny(session, question, new AbortController().signal);
  return startOf(question) === from || from === "" ? compare.value : base.value;
}

/** The first day of what is explained: a cohort, a period, or the cohort in a group. */
function startOf(question: AnyQuestion): string {
  if (!isTotals(question) || question.of === "period") return question.compare.from;
  return parsePeriod(question.compareWhere[0]?.values[0] ?? "").from;
}

it("answers a cell of a grid only if the headline is its number", async () => {
  let answered = 0;
  await fc.assert(
    fc.asyncProperty(drawn, async ({ row: at, column, split, ...query }) => {
      const grid = await cohortGrid(
        session.catalog,
        { ...query, compare: "year", ...(split === undefined ? {} : { split }) },
        session.span,
        session.run,
      );
      const row = grid.rows[at % grid.rows.length];
      const cell = row?.cells[column];
      if (row === undefined || cell?.value === undefined || Number(cell.value) === 0) return;
      const pointed = { row: row.key, column: grid.columns[column]?.key, cell, against: row.against };
      const why = whyCell(grid.query, pointed, context);
      const value = await headline(why, cohortStart(row.key));
      if (value === undefined) return;
      answered += 1;
      expect(value, JSON.stringify({ query: grid.query, row: row.key, column })).toBeCloseTo(Number(cell.value), 6);
    }),
    { numRuns: 40 },
  );
  expect(answered).toBeGreaterThan(0);
}, 240_000);

it("answers a value of a slice only if the headline is its number", async () => {
  let answered = 0;
  const slices = fc.record({
    measure: fc.constantFrom(...measures.filter((one) => one !== "cumulative_net_per_customer")),
    filters: fc.subarray([...customerFilters, ...lineFilters]),
    cohort: fc.constantFrom("2024-03", "2024-Q1", "2025-06", undefined),
    months: fc.subarray(["0", "1", "2"]),
    period: fc.constantFrom<string | undefined>(undefined, "2024-05"),
  });
  await fc.assert(
    fc.asyncProperty(slices, async ({ measure, filters, cohort, months, period }) => {
      const acquired = cohort?.includes("Q") ? "acquisition_quarter" : "acquisition_month";
      const slice = {
        ...emptySlice,
        measures: [measure],
        filters: [
          ...filters,
          ...(cohort === undefined ? [] : [{ dimension: acquired, op: "in", values: [cohort] } as const]),
          ...(months.length === 0 ? [] : [{ dimension: "tenure_month", op: "in", values: months } as const]),
        ],
        ...(period === undefined ? {} : { period: { from: "2024-05-01", to: "2024-05-31" } }),
      };
      const value = await headline(
        whySlice(slice, { measure, selection: [] }, context),
        period === undefined ? cohortStart(cohort ?? "") : "2024-05-01",
      );
      if (value === undefined) return;
      const [row] = (await answerSlice(session.catalog, slice, session.run)).rows;
      answered += 1;
      expect(value, JSON.stringify(slice)).toBeCloseTo(Number(row?.values[0]), 6);
    }),
    { numRuns: 60 },
  );
  expect(answered).toBeGreaterThan(0);
}, 240_000);

function cohortStart(key: string): string {
  const quarter = /^(\d{4})-Q([1-4])$/.exec(key);
  return quarter ? `${quarter[1]}-${String(Number(quarter[2]) * 3 - 2).padStart(2, "0")}-01` : `${key}-01`;
}
