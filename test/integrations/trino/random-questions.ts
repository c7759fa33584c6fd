import fc from "fast-check";
import type { Session } from "../../../source/commands/session.ts";
import type { Dimension } from "../../../source/domain/catalog.ts";
import type { CohortQuery } from "../../../source/domain/cohort.ts";
import { isTime, printValue } from "../../../source/domain/dimension-value.ts";
import { emptySlice, type Filter, type Slice } from "../../../source/domain/slice.ts";
import { ownerTables } from "../../../source/query/owner-tables.ts";

/** Values of each dimension, as exports print them. */
export type Values = ReadonlyMap<string, readonly string[]>;

/** Some values of every dimension of a session's catalog. */
export async function someValues({ catalog, run }: Session): Promise<Values> {
  const values = new Map<string, readonly string[]>();
  for (const one of catalog.dimensions) values.set(one.name, await valuesOf(one, run));
  return values;
}

async function valuesOf(one: Dimension, run: Session["run"]): Promise<readonly string[]> {
  const sql = `select distinct ${one.expression} as value from ${ownerTables[one.of]} order by 1 limit 40`;
  const rows = await run({ sql, params: [] });
  return rows.map(([value]) => printValue(one, typeof value === "boolean" ? String(value) : (value ?? null)));
}

/** Draws questions for a session by seed. */
export function randomQuestions({ catalog, dataSet }: Session, values: Values, seed: number) {
  const measure = fc.constantFrom(...catalog.measures.map(({ name }) => name));
  const dimension = fc.constantFrom(...catalog.dimensions);
  const filter = fc.tuple(dimension, fc.nat(), fc.boolean()).map(([{ name }, at, isOut]): Filter => {
    const known = values.get(name) ?? [];
    return { dimension: name, op: isOut ? "not_in" : "in", values: [known[at % Math.max(known.length, 1)] ?? ""] };
  });
  const grain = fc.constantFrom("week", "month", "quarter");
  const ofCohort = filter.filter(({ dimension: name }) => !isTimeOfLines(name));
  const split = fc.option(dimension, { nil: undefined, freq: 2 });
  const grid = fc
    .record({
      ...{ measure, grain, axis: fc.constantFrom("tenure", "calendar"), split },
      steps: fc.option(grain, { nil: undefined }),
      tenure: fc.constantFrom("rolling", "calendar"),
      values: fc.constantFrom("count", "percent", "cumulative"),
      filters: fc.array(ofCohort, { maxLength: 2 }),
    })
    .map(({ split: by, steps, ...rest }) => {
      const columns = steps === undefined || rest.axis === "calendar" ? {} : { steps };
      return { ...rest, ...columns, ...(by === undefined ? {} : { split: by.name }) } as CohortQuery;
    });
  const months = fc.constantFrom({ from: "2024-01-01", to: "2024-06-30" }, { from: "2024-02-10", to: "2025-03-09" });
  const slice = fc
    .record({
      by: fc.uniqueArray(dimension, { maxLength: 2, selector: ({ name }) => name }),
      measures: fc.uniqueArray(measure, { minLength: 1, maxLength: 3 }),
      filters: fc.array(filter, { maxLength: 2 }),
      period: fc.option(months, { nil: undefined }),
      top: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
      totals: fc.boolean(),
    })
    .map(({ by, ...rest }) => ({ ...emptySlice, ...rest, by: by.map(({ name }) => name) }) as Slice);
  const draw = <Drawn>(arbitrary: fc.Arbitrary<Drawn>, count: number) => fc.sample(arbitrary, { seed, numRuns: count });
  return { grids: (count: number) => draw(grid, count), slices: (count: number) => draw(slice, count), dataSet };

  function isTimeOfLines(name: string): boolean {
    const found = catalog.dimensions.find((one) => one.name === name);
    return found !== undefined && found.of === "line" && isTime(found);
  }
}
