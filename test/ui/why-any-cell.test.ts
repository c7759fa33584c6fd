import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { isTotals } from "../../source/analysis/totals/question.ts";
import { explainAny, homeQuestionOf } from "../../source/commands/explain.ts";
import type { Session } from "../../source/commands/session.ts";
import type { CohortQuery } from "../../source/domain/cohort.ts";
import { parsePeriod } from "../../source/domain/period.ts";
import { emptySlice, type Filter, type Slice } from "../../source/domain/slice.ts";
import { viewSlice } from "../../source/domain/view-slice.ts";
import { answerSlice } from "../../source/query/answer-slice.ts";
import { cohortGrid } from "../../source/query/cohort-grid.ts";
import type { Why, WhyContext } from "../../source/ui/questions/why.ts";
import { whyCell } from "../../source/ui/questions/why-cell.ts";
import { whyRecord, whySwitching } from "../../source/ui/questions/why-elsewhere.ts";
import { whySlice } from "../../source/ui/questions/why-slice.ts";
import { whyMarkedRows, whyTwoValues } from "../../source/ui/questions/why-two.ts";
import { whyPlan } from "../../source/ui/screens/plan/why-plan.ts";
import { generatedSession } from "../helpers/generated-session.ts";

let session: Session;
let context: WhyContext;
beforeAll(async () => {
  session = await generatedSession(900, 5);
  const home = await homeQuestionOf(session);
  context = { catalog: session.catalog, dataSet: session.dataSet, home: { ...home, replicates: 40 } };
}, 120_000);
afterAll(() => session.close());

const seed = 20_251;
const cells = 100;

/** Any measure that a screen may show, with filters on customers and lines of some kind. */
const anyMeasure = fc.nat().map((at) => session.catalog.measures[at % session.catalog.measures.length]?.name ?? "");
const anyFilters = fc.subarray<Filter>([
  { dimension: "point_of_entry", op: "in", values: ["subscription"] },
  { dimension: "marketing_channel", op: "not_in", values: ["email"] },
  { dimension: "transaction_type", op: "in", values: ["subscription"] },
  { dimension: "roast", op: "not_in", values: ["dark"] },
]);

/** Whether the answer's headline is the number, to the cent; a refusal must say why, and what can be asked instead. */
async function check(why: Why, number: number, about: unknown): Promise<"answered" | "refused"> {
  if ("problem" in why) {
    expect(why.problem, JSON.stringify(about)).toMatch(
      /^Cannot explain .+\. Nearest question: .+|choose (a )?later|lift a filter/,
    );
    return "refused";
  }
  const { question } = why;
  const found = await explainAny(session, question, new AbortController().signal).catch((error: unknown) => {
    throw new Error(`${JSON.stringify({ about, question })}: ${error}`);
  });
  const values = [found.compare.value, found.base.value].map((value) => value.toFixed(6));
  // If a row is compared with a later one, it is the base of its question.
  const expected = number.toFixed(6);
  const isThere = isTotals(question) && question.of === "period" ? values[0] === expected : values.includes(expected);
  expect(isThere ? expected : values, JSON.stringify({ about, question })).toBe(expected);
  return "answered";
}

it("answers any cell of any grid with its number, or says why not", async () => {
  const counts = { answered: 0, refused: 0 };
  const drawn = fc.record({
    measure: anyMeasure,
    axis: fc.constantFrom<CohortQuery["axis"]>("tenure", "tenure", "calendar"),
    grain: fc.constantFrom<CohortQuery["grain"]>("week", "month", "quarter"),
    tenure: fc.constantFrom<CohortQuery["tenure"]>("rolling", "rolling", "calendar"),
    values: fc.constantFrom<CohortQuery["values"]>("count", "count", "cumulative", "percent"),
    compare: fc.constantFrom<CohortQuery["compare"]>("year", "2024-03"),
    filters: anyFilters,
    split: fc.constantFrom(undefined, undefined, undefined, "region"),
    row: fc.nat(),
    column: fc.nat({ max: 5 }),
  });
  await fc.assert(
    fc.asyncProperty(drawn, async ({ row: at, column, split, compare, ...query }) => {
      const against = query.grain === "month" && split === undefined ? compare : "year";
      const asked = { ...query, ...(against && { compare: against }), ...(split && { split }) };
      const grid = await cohortGrid(session.catalog, asked, session.span, session.run);
      const row = grid.rows[at % Math.max(1, grid.rows.length)];
      const cell = row?.cells[column];
      if (row === undefined || cell?.value === undefined || Number(cell.value) === 0) return;
      const pointed = { row: row.key, column: grid.columns[column]?.key, cell, against: row.against };
      const about = { query: grid.query, row: row.key, column };
      counts[await check(whyCell(grid.query, pointed, context), Number(cell.value), about)] += 1;
    }),
    { numRuns: cells, seed },
  );
  expect(counts.answered).toBeGreaterThan(5);
}, 900_000);

it("answers any value of leaderboards, tables and pivots with its number, or says why not", async () => {
  const counts = { answered: 0, refused: 0 };
  const days: readonly (Slice["period"] | undefined)[] = [
    undefined,
    { from: "2025-01-01", to: "2025-03-31" },
    { from: "2024-05-01", to: "2024-05-31" },
    { from: "2024-02-10", to: "2024-04-20" },
  ];
  const drawn = fc.record({
    measure: anyMeasure,
    by: fc.array(fc.nat(), { minLength: 0, maxLength: 2 }),
    view: fc.constantFrom("table", "pivot"),
    filters: anyFilters,
    cohort: fc.constantFrom<readonly string[]>(
      [],
      [],
      ["acquisition_quarter", "2025-Q1"],
      ["acquisition_month", "2024-03"],
    ),
    months: fc.constantFrom<readonly string[]>([], [], ["0"], ["0", "1"]),
    period: fc.constantFrom(...days),
    against: fc.constantFrom<Slice["against"]>(undefined, "year", "prior"),
    row: fc.nat(),
  });
  await fc.assert(
    fc.asyncProperty(drawn, async ({ measure, by, view, filters, cohort, months, period, against, row: at }) => {
      // The name of a discount can only break down discounts.
      const dimensions = session.catalog.dimensions.filter(({ of }) => of !== "discount");
      const named = [...new Set(by.map((one) => dimensions[one % dimensions.length]?.name ?? ""))];
      const [dimension, value] = cohort;
      const all: readonly Filter[] = [
        ...filters,
        ...(dimension && value ? [{ dimension, op: "in", values: [value] } as const] : []),
        ...(months.length > 0 ? [{ dimension: "tenure_month", op: "in", values: months } as const] : []),
      ].filter((one) => !named.includes(one.dimension));
      const slice: Slice = {
        ...{ ...emptySlice, by: named, measures: [measure], filters: all },
        ...(period && { period }),
        ...(against && period && { against }),
      };
      const seen = { ...viewSlice(view === "pivot" && named.length === 2 ? "pivot" : "table", slice, session.catalog) };
      const { rows, columns } = await answerSlice(session.catalog, seen, session.run);
      const plain = rows.filter(({ kind }) => kind === "row");
      const row = plain[at % Math.max(1, plain.length)];
      const column = columns.findIndex(({ role }) => role === "measure");
      const number = Number(row?.values[column] ?? 0);
      if (row === undefined || number === 0) return;
      const selection = named.map(
        (name, index): Filter => ({ dimension: name, op: "in", values: [`${row.values[index] ?? ""}`] }),
      );
      const why = whySlice(slice, { measure, selection }, context);
      counts[await check(why, number, { slice, selection })] += 1;
    }),
    { numRuns: cells, seed },
  );
  expect(counts.answered).toBeGreaterThan(5);
}, 900_000);

it("explains two values of a slice, and two marked rows of a grid, with both numbers, or says why not", async () => {
  const counts = { answered: 0, refused: 0 };
  const drawn = fc.record({
    measure: fc.oneof(anyMeasure, fc.constantFrom("net_revenue", "orders", "list_revenue")),
    isGrid: fc.boolean(),
    axis: fc.constantFrom<CohortQuery["axis"]>("calendar", "calendar", "tenure"),
    grain: fc.constantFrom<CohortQuery["grain"]>("month", "quarter"),
    values: fc.constantFrom<CohortQuery["values"]>("count", "count", "cumulative"),
    by: fc.constantFrom("region", "marketing_channel", "home_store", "point_of_entry", "bag_size"),
    filters: anyFilters,
    period: fc.constantFrom<Slice["period"]>(undefined, { from: "2024-05-01", to: "2024-08-31" }),
    rows: fc.tuple(fc.nat(), fc.nat()),
    column: fc.nat(),
  });
  await fc.assert(
    fc.asyncProperty(drawn, async ({ isGrid, by, filters: all, rows: [one, other], ...of }) => {
      const filters = all.filter(({ dimension }) => dimension !== by);
      const found = isGrid
        ? await twoOfGrid({ ...of, by, filters }, one, other)
        : await twoOfSlice({ ...of, by, filters }, one, other);
      if (found === undefined) return;
      for (const number of found.numbers) counts[await check(found.why, number, found.about)] += 1;
    }),
    { numRuns: cells, seed },
  );
  expect(counts.answered).toBeGreaterThan(20);
  expect(counts.refused).toBeGreaterThan(5);
}, 900_000);

interface TwoOf {
  readonly measure: string;
  readonly by: string;
  readonly filters: readonly Filter[];
  readonly axis: CohortQuery["axis"];
  readonly grain: CohortQuery["grain"];
  readonly values: CohortQuery["values"];
  readonly period: Slice["period"] | undefined;
  readonly column: number;
}

async function twoOfGrid({ measure, by, filters, axis, grain, values, column: at }: TwoOf, one: number, other: number) {
  const query: CohortQuery = { measure, axis, grain, tenure: "rolling", values, filters, split: by, compare: "year" };
  const grid = await cohortGrid(session.catalog, query, session.span, session.run);
  const column = at % Math.max(1, grid.columns.length);
  const [base, compare] = [one, other].map((index) => grid.rows[index % Math.max(1, grid.rows.length)]);
  const both = [base, compare].map((row) => row?.cells[column]);
  if (base === undefined || compare === undefined || base === compare) return undefined;
  if (both.some((found) => found?.value === undefined || Number(found.value) === 0)) return undefined;
  const marked = { rows: [base.key, compare.key] as const, column: grid.columns[column]?.key, cells: both };
  const why = whyMarkedRows(grid.query, marked, context);
  return { why, numbers: both.map((found) => Number(found?.value)), about: { query: grid.query, marked } };
}

async function twoOfSlice({ measure, by, filters, period }: TwoOf, one: number, other: number) {
  const slice: Slice = { ...emptySlice, by: [by], measures: [measure], filters, ...(period && { period }) };
  const { rows } = await answerSlice(session.catalog, slice, session.run);
  const plain = rows.filter(({ kind, values }) => kind === "row" && Number(values[1] ?? 0) !== 0);
  const [base, compare] = [one, other].map((index) => plain[index % Math.max(1, plain.length)]);
  if (base === undefined || compare === undefined || base === compare) return undefined;
  const kept: Filter = { dimension: by, op: "in", values: [base, compare].map(({ values }) => `${values[0] ?? ""}`) };
  const marked = { ...slice, filters: [...filters, kept] };
  const why = whyTwoValues(marked, measure, kept, context);
  return { why, numbers: [base, compare].map(({ values }) => Number(values[1])), about: { marked } };
}

it("explains the actual figure of a plan, and names the nearest question for plans, changes and records", async () => {
  const months = ["2023-02", "2024-03", "2024-11", "2025-05", "2030-01"];
  const lines = fc.record({
    month: fc.constantFrom(...months),
    measure: fc.constantFrom("net_revenue", "orders", "list_revenue", "net_revenue_per_customer", "active_customers"),
    region: fc.constantFrom("", "west", "south"),
    column: fc.constantFrom("month", "actual", "plan", "variance", "variance_share"),
  });
  const counts = { answered: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(lines, async ({ month, measure, region, column }) => {
      const actual = await actualOf(month, measure, region);
      const columns = ["month", "measure", "region", "plan", "actual", "variance", "variance_share"];
      const line = [month, measure, region || null, 10, actual, actual - 10, null];
      const why = whyPlan({ columns, line, column }, context);
      if (actual === 0 && "question" in why) return;
      counts[await check(why, actual, { line, column })] += 1;
      if (["plan", "variance", "variance_share"].includes(column)) expect(why).toHaveProperty("problem");
    }),
    { numRuns: 30, seed },
  );
  expect(counts.answered).toBeGreaterThan(3);
  const region: Filter = { dimension: "region", op: "in", values: ["west"] };
  const days = { from: "2025-01-01", to: "2025-03-31" };
  expect([
    whySwitching("customers who changed bag size", { filters: [region], period: days }, context),
    whyRecord({ ...emptySlice, measures: ["net_revenue"], period: days }, "one order line", context),
  ]).toEqual([
    {
      problem:
        "Cannot explain customers who changed bag size. Nearest question: net revenue in 2025-Q1 against 2024-Q1, region: west",
    },
    { problem: "Cannot explain one order line. Nearest question: net revenue in 2025-Q1 against 2024-Q1" },
  ]);
}, 300_000);

/** The actual figure of a month, from a slice. */
async function actualOf(month: string, measure: string, region: string): Promise<number> {
  const filters: readonly Filter[] = region === "" ? [] : [{ dimension: "region", op: "in", values: [region] }];
  const slice: Slice = { ...emptySlice, measures: [measure], filters, period: parsePeriod(month) };
  const [row] = (await answerSlice(session.catalog, slice, session.run)).rows;
  return Number(row?.values[0] ?? 0);
}
