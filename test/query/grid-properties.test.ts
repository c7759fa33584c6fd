import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Session } from "../../source/commands/session.ts";
import type { Dimension } from "../../source/domain/catalog.ts";
import { type CohortGrid, type CohortQuery, type GridRow, meaningOfRows } from "../../source/domain/cohort.ts";
import { printValue } from "../../source/domain/dimension-value.ts";
import { emptySlice, type Filter, type Slice } from "../../source/domain/slice.ts";
import type { Value } from "../../source/domain/slice-result.ts";
import { answerSlice } from "../../source/query/answer-slice.ts";
import { cohortGrid } from "../../source/query/cohort-grid.ts";
import { remembering } from "../../source/query/remembering.ts";
import type { Run } from "../../source/query/statement.ts";
import { cellFilters } from "../../source/ui/screens/cohorts/cell-filters.ts";
import { generatedSession } from "../helpers/generated-session.ts";

let session: Session;
let run: Run;
/** Some values of every dimension, as exports print them. */
let values: ReadonlyMap<string, readonly string[]>;
beforeAll(async () => {
  const all = await generatedSession(900, 5);
  // Discounts are not whole lines, so most measures are rejected by discount name.
  const dimensions = all.catalog.dimensions.filter(({ of }) => of !== "discount");
  session = { ...all, catalog: { ...all.catalog, dimensions } };
  run = remembering(session.run);
  values = new Map(
    await Promise.all(session.catalog.dimensions.map(async (one) => [one.name, await valuesOf(one)] as const)),
  );
}, 120_000);
afterAll(() => session.close());

async function valuesOf(dimension: Dimension): Promise<readonly string[]> {
  const tables = {
    customer: "silver.dim_customer_acquisition",
    line: "silver.fct_transactions",
    profile: "silver.dim_coffee_profile",
    discount: "silver.fct_line_discounts",
  };
  const sql = `select distinct ${dimension.expression} as value from ${tables[dimension.of]} order by 1 limit 40`;
  return (await session.run({ sql, params: [] })).map(([value]) =>
    printValue(dimension, typeof value === "boolean" ? String(value) : (value ?? null)),
  );
}

/** Draws by index, since the catalog exists only once the warehouse does. */
const draw = fc.record({
  measure: fc.nat(),
  axis: fc.constantFrom("tenure" as const, "calendar" as const),
  grain: fc.constantFrom("week" as const, "month" as const, "quarter" as const),
  steps: fc.constantFrom(undefined, "week" as const, "month" as const, "quarter" as const),
  tenure: fc.constantFrom("rolling" as const, "calendar" as const),
  values: fc.constantFrom("count" as const, "percent" as const, "cumulative" as const),
  split: fc.nat(),
  filters: fc.array(fc.record({ dimension: fc.nat(), value: fc.nat(), isOut: fc.boolean() }), { maxLength: 2 }),
  cell: fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 6, maxLength: 6 }),
});
type Draw = ReturnType<typeof fc.sample<typeof draw extends fc.Arbitrary<infer D> ? D : never>>[number];

function pick<T>(all: readonly T[], index: number): T {
  const found = all[index % all.length];
  if (found === undefined) throw new Error("there is nothing to draw from");
  return found;
}

function filtersOf(drawn: Draw["filters"]): readonly Filter[] {
  return drawn.map(({ dimension, value, isOut }) => {
    const { name } = pick(session.catalog.dimensions, dimension);
    return { dimension: name, op: isOut ? "not_in" : "in", values: [pick(values.get(name) ?? [], value)] };
  });
}

function queryOf({ measure, axis, grain, steps, tenure, values: kind, filters }: Draw): CohortQuery {
  const { name } = pick(session.catalog.measures, measure);
  const columns = steps === undefined ? {} : { steps };
  return { measure: name, axis, grain, ...columns, tenure, values: kind, filters: filtersOf(filters) };
}

/** A dimension, or sometimes none. */
function splitOf({ split }: Draw): string | undefined {
  return split % 4 === 0 ? undefined : pick(session.catalog.dimensions, split >> 2).name;
}

const grid = (query: CohortQuery): Promise<CohortGrid> => cohortGrid(session.catalog, query, session.span, run);
const keep = (dimension: string, value: string): Filter => ({ dimension, op: "in", values: [value] });

/** A row's values by column key, without empty cells; cents and ratios to nine places. */
function valuesByColumn(row: GridRow, { columns }: CohortGrid): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    row.cells.flatMap((cell, index) => {
      if (cell === undefined) return [];
      const value = cell.value === undefined ? undefined : Number(Number(cell.value).toFixed(9));
      const sum = cell.sum === undefined ? undefined : String(cell.sum);
      return [[columns[index]?.key, { ...cell, value: value === 0 ? 0 : value, sum }]];
    }),
  );
}

const runs = { numRuns: Number(process.env.GROUNDS_RUNS ?? 25) };

describe("a grid split by a dimension", () => {
  it(
    "has as rows the totals of the grids filtered to each value, and as total that of the unsplit grid",
    () =>
      fc.assert(
        fc.asyncProperty(draw, async (drawn) => {
          const split = pick(session.catalog.dimensions, drawn.split).name;
          const query = queryOf(drawn);
          const whole = await grid({ ...query, split });
          expect(whole.total).toEqual((await grid(query)).total);
          if (split === `acquisition_${query.grain}`) return;
          for (const row of whole.rows.slice(0, 4)) {
            const filtered = await grid({ ...query, filters: [...query.filters, keep(split, row.key)] });
            expect(valuesByColumn(row, whole), `${row.key} of ${JSON.stringify({ ...query, split })}`).toEqual(
              valuesByColumn(filtered.total, filtered),
            );
            expect(row.customers).toBe(filtered.total.customers);
          }
        }),
        runs,
      ),
    120_000,
  );

  it(
    "has no cell with more active customers than customers",
    () =>
      fc.assert(
        fc.asyncProperty(draw, fc.constantFrom("retention", "active_customers"), async (drawn, measure) => {
          const split = splitOf(drawn);
          const kind = measure === "retention" ? drawn.values : "percent";
          const query: CohortQuery = { ...queryOf(drawn), measure, values: kind, ...(split ? { split } : {}) };
          const { rows, total } = await grid(query);
          for (const cell of [...rows, total].flatMap((row) => row.cells)) {
            expect(cell?.value ?? 0, JSON.stringify(query)).toBeLessThanOrEqual(1);
          }
        }),
        runs,
      ),
    120_000,
  );
});

describe("a cell of a grid", () => {
  it(
    "is the slice that it opens",
    () =>
      fc.assert(
        fc.asyncProperty(draw, async (drawn) => {
          const split = splitOf(drawn);
          const query: CohortQuery = { ...queryOf(drawn), ...(split ? { split } : {}) };
          const shown = await grid(query);
          const measure = session.catalog.measures.find((one) => one.name === query.measure);
          if (measure === undefined || shown.rows.length === 0) return;
          for (const [at, column] of drawn.cell.map(([row, cell]) => [row, cell % shown.columns.length] as const)) {
            const row = pick(shown.rows, at);
            const cell = row.cells[column];
            const filters = cellFilters({ grid: shown, measure }, row, column, session.catalog);
            if (cell === undefined || filters === undefined) continue;
            const name = measure.name === "cumulative_net_per_customer" ? "net_revenue_per_customer" : measure.name;
            const [value, customers] = await only({ ...emptySlice, filters, measures: [name, "customers"] });
            const said = JSON.stringify({ query, row: row.key, column, filters });
            expect(customers, said).toBe(cell.customers);
            if (query.values === "percent" && measure.unit !== "ratio") continue;
            const parts = meaningOfRows(query, measure) === "average" ? (cell.cohorts ?? 1) : 1;
            expect(Number(value), said).toBeCloseTo(Number(cell.value ?? 0) * parts, 6);
          }
        }),
        runs,
      ),
    120_000,
  );
});

async function only(slice: Slice): Promise<readonly Value[]> {
  return (await answerSlice(session.catalog, slice, run)).rows[0]?.values ?? [];
}

const drawSlice = fc.record({
  by: fc.nat(),
  measures: fc.uniqueArray(fc.nat(), { minLength: 1, maxLength: 4 }),
  filters: draw.map(({ filters }) => filters),
  period: fc.option(
    fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 0, max: 6 })).map(([month, more]) => ({
      from: `2024-${String(month).padStart(2, "0")}-01`,
      to: `2024-12-${String(10 + more).padStart(2, "0")}`,
    })),
    { nil: undefined },
  ),
  isCompared: fc.boolean(),
});

describe("a row of a slice", () => {
  it(
    "is the slice filtered to it, in both periods",
    () =>
      fc.assert(
        fc.asyncProperty(drawSlice, async ({ by, measures, filters, period, isCompared }) => {
          const dimension = pick(session.catalog.dimensions, by).name;
          const names = [...new Set(measures.map((one) => pick(session.catalog.measures, one).name))];
          const slice: Slice = {
            ...emptySlice,
            measures: names,
            filters: filtersOf(filters),
            ...(period ? { period } : {}),
            ...(period && isCompared ? { against: "year" as const } : {}),
          };
          const { columns, rows } = await answerSlice(session.catalog, { ...slice, by: [dimension] }, run);
          for (const row of rows.slice(0, 5)) {
            const key = String(row.values[0]);
            const own = await answerSlice(
              session.catalog,
              { ...slice, filters: [...slice.filters, keep(dimension, key)] },
              run,
            );
            const byName = new Map(own.columns.map((column, index) => [column.name, own.rows[0]?.values[index]]));
            columns.forEach((column, index) => {
              if (column.role !== "measure" && column.role !== "before") return;
              const said = `${column.name} of ${key} of ${JSON.stringify({ ...slice, by: dimension })}`;
              expect(row.values[index] ?? 0, said).toBeCloseTo(Number(byName.get(column.name) ?? 0), 9);
            });
          }
        }),
        runs,
      ),
    120_000,
  );

  it("divides by the customers acquired by the end of its own days, so that no retention exceeds 100 %", async () => {
    const period = { from: "2024-04-01", to: "2024-06-30" };
    const { columns, rows } = await answerSlice(
      session.catalog,
      { ...emptySlice, measures: ["retention", "customers"], period, against: "year" },
      run,
    );
    const valuesByColumn = Object.fromEntries(columns.map((column, index) => [column.name, rows[0]?.values[index]]));
    const sql = (to: string) =>
      session.run({
        sql: `select count(*) from silver.dim_customer_acquisition where acquisition_date <= '${to}'`,
        params: [],
      });
    expect(valuesByColumn.customers).toBe(Number((await sql("2024-06-30"))[0]?.[0]));
    expect(valuesByColumn.customers_before).toBe(Number((await sql("2023-06-30"))[0]?.[0]));
    const byMonth = await answerSlice(
      session.catalog,
      { ...emptySlice, by: ["transaction_month"], measures: ["customers"] },
      run,
    );
    for (const {
      values: [month, count],
    } of byMonth.rows)
      expect(count).toBe(
        Number(
          (
            await session.run({
              sql: `select count(*) from silver.dim_customer_acquisition where strftime(acquisition_date, '%Y-%m') <= '${month}'`,
              params: [],
            })
          )[0]?.[0],
        ),
      );
  });
});
