import type { Figure } from "../domain/amount.ts";
import type { Dimension, Measure } from "../domain/catalog.ts";
import type { Statement } from "../domain/cohort.ts";
import { type Aggregate, rolled } from "./aggregate.ts";
import { axisDimension } from "./cohort-axis.ts";
import { compileRetained } from "./cohort-retained.ts";
import { printCell, type SizePlan } from "./cohort-sizes.ts";
import { compileAggregate } from "./compile-aggregate.ts";
import { figureOf } from "./measure-value.ts";
import { groupBy, type Run } from "./statement.ts";

/** Amounts of a row by cohort and column key, money exact. */
export type RowAmounts = Map<string, Map<string, Figure>>;

/** By row key; the key is empty without a split. */
export type Amounts = ReadonlyMap<string, RowAmounts>;

export interface CellPlan extends SizePlan {
  readonly numerator: Measure;
  readonly isCumulative: boolean;
}

/** Rolls the measure up by row, cohort and column. */
export async function readCells(plan: CellPlan, run: Run, signal?: AbortSignal): Promise<Amounts> {
  const { split, cohorts, numerator } = plan;
  const axis = axisDimension(plan.query);
  const statement = compileCells(plan, axis);
  const amounts = new Map<string, RowAmounts>();
  for (const cells of await run(statement, signal)) {
    const [cohort, column, amount] = split === undefined ? cells : cells.slice(1);
    // Guests are in no cohort.
    if (cohort === null || (column === null && axis.name.startsWith("tenure"))) continue;
    const row = split === undefined ? "" : printCell(split, cells[0]);
    const ofRow = placed(amounts, row, () => new Map());
    const ofCohort = placed(ofRow, printCell(cohorts, cohort), () => new Map<string, Figure>());
    ofCohort.set(printCell(axis, column), figureOf(numerator.unit, amount ?? 0));
  }
  return amounts;
}

function compileCells(plan: CellPlan, axis: Dimension): Statement {
  const { split, cohorts, numerator, filters, query } = plan;
  const isFirsts = plan.isCumulative && numerator.additivity === "distinct";
  if (query.retainedOrders !== undefined) {
    const [keys, counted] = [rowKeys(split, cohorts), countedDimension(plan, axis)];
    return compileRetained({
      keys,
      axis,
      counted,
      name: numerator.name,
      filters,
      orders: query.retainedOrders,
      isFirsts,
    });
  }
  return isFirsts ? compileFirsts(plan, axis) : compileAggregate(aggregateOf(plan, axis));
}

function placed<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
}

function aggregateOf({ split, cohorts, numerator, filters }: CellPlan, axis: Dimension): Aggregate {
  const by = [...rowKeys(split, cohorts), axis];
  const dimensions = [...by, ...filters.map(({ dimension }) => dimension)];
  return { by, measures: [rolled(numerator, dimensions)], filters };
}

function rowKeys(split: Dimension | undefined, cohorts: Dimension): readonly Dimension[] {
  return split === undefined ? [cohorts] : [split, cohorts];
}

/** What is counted, as a dimension. */
function countedDimension({ numerator: { expression } }: CellPlan, axis: Dimension): Dimension {
  return { ...axis, name: "counted", type: "text", expression, cube: undefined };
}

/** Customers (or orders) by the first column in which they appear, so that a running total counts each once. */
function compileFirsts(plan: CellPlan, axis: Dimension): Statement {
  const keys = rowKeys(plan.split, plan.cohorts);
  const counted = countedDimension(plan, axis);
  const first = {
    name: axis.name,
    unit: "number",
    isCohort: false,
    isNullable: true,
    facts: `min(${axis.expression})`,
  } as const;
  const { sql, params } = compileAggregate({ by: [...keys, counted], measures: [first], filters: plan.filters });
  const columns = [...keys.map(({ name }) => name), axis.name, `count(*) as ${plan.numerator.name}`];
  const inner = sql.replaceAll(/^(?=.)/gm, "    ");
  return {
    sql: `select\n    ${columns.join(",\n    ")}\nfrom (\n${inner}\n)\nwhere counted is not null\n${groupBy(keys.length + 1)}`,
    params,
  };
}
