import type { Dimension, Measure } from "../domain/catalog.ts";
import type { Statement } from "../domain/cohort.ts";
import { printValue } from "../domain/dimension-value.ts";
import { type Aggregate, compileAggregate, rolled } from "./aggregate.ts";
import { axisDimension, observedSteps } from "./cohort-axis.ts";
import type { SizePlan } from "./cohort-sizes.ts";
import type { Cell, Run } from "./statement.ts";

/** Amounts by row and column key, money in currency units. */
export type Amounts = ReadonlyMap<string, ReadonlyMap<string, number>>;

export interface CellPlan extends SizePlan {
  readonly numerator: Measure;
  readonly isCumulative: boolean;
}

/** Rolls the measure up by row and column, over lines in steps that their customers have lived through whole. */
export async function readCells(plan: CellPlan, run: Run, signal?: AbortSignal): Promise<Amounts> {
  const axis = axisDimension(plan.query);
  const isFirsts = plan.isCumulative && plan.numerator.additivity === "distinct" && plan.numerator.unit === "customers";
  const statement = isFirsts ? compileFirsts(plan, axis) : compileCells(plan, axis);
  const amounts = new Map<string, Map<string, number>>();
  for (const [row, column, amount] of await run(statement, signal)) {
    const cells = amounts.get(print(plan.rows, row)) ?? new Map<string, number>();
    cells.set(print(axis, column), Number(amount) / (plan.numerator.unit === "money" ? 100 : 1));
    amounts.set(print(plan.rows, row), cells);
  }
  return amounts;
}

function print(dimension: Dimension, cell: Cell | undefined): string {
  return printValue(dimension, typeof cell === "boolean" ? String(cell) : (cell ?? null));
}

function aggregateOf(plan: CellPlan, axis: Dimension): Aggregate {
  const isMixed = !plan.isCohortRows && plan.query.axis === "tenure";
  return {
    by: [plan.rows, axis],
    measures: [rolled(plan.numerator)],
    filters: plan.filters,
    observed: isMixed
      ? {
          column: `${observedSteps(plan.query, plan.span)} as observed_steps`,
          condition: `${axis.expression} < observed_steps`,
        }
      : undefined,
  };
}

function compileCells(plan: CellPlan, axis: Dimension): Statement {
  return compileAggregate(aggregateOf(plan, axis));
}

/** Customers by the first column in which they appear, so that they add up to the customers seen so far. */
function compileFirsts(plan: CellPlan, axis: Dimension): Statement {
  const customer: Dimension = {
    ...axis,
    name: "customer_key",
    type: "integer",
    expression: "customer_key",
    cube: undefined,
  };
  const first = {
    name: axis.name,
    unit: "number",
    isCohort: false,
    isNullable: true,
    facts: `min(${axis.expression})`,
  } as const;
  const { sql, params } = compileAggregate({
    ...aggregateOf(plan, axis),
    by: [plan.rows, customer],
    measures: [first],
  });
  const inner = sql.replaceAll(/^(?=.)/gm, "    ");
  return {
    sql: `select\n    ${plan.rows.name},\n    ${axis.name},\n    count(*) as customers\nfrom (\n${inner}\n)\ngroup by all`,
    params,
  };
}
