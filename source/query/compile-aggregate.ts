import type { Statement } from "../domain/cohort.ts";
import { isWholeMonths } from "../domain/period.ts";
import type { Aggregate } from "./aggregate.ts";
import { compileFacts } from "./facts.ts";
import { predicate } from "./predicate.ts";
import { groupBy, named, Parameters, selectFrom, whereAll, within } from "./statement.ts";

/**
 * One statement whose rows are the dimensions of `by`, then the measures, money as DECIMAL. Groups without lines are
 * included when a cohort's size is requested and all dimensions are the customer's. Sums are read from the cube, everything
 * else from the facts.
 */
export function compileAggregate(aggregate: Aggregate): Statement {
  const parameters = new Parameters();
  const sql = isCubeEnough(aggregate) ? fromCube(aggregate, parameters) : compileFacts(aggregate, parameters);
  return { sql, params: parameters.values };
}

/** Whether sums over the cube give the answer: no distinct counts, all dimensions in it, whole months. */
function isCubeEnough({ by, measures, filters, period, without }: Aggregate): boolean {
  return (
    without === undefined &&
    measures.every((measure) => measure.cube !== undefined) &&
    [...by, ...filters.map((filter) => filter.dimension)].every((dimension) => dimension.cube !== undefined) &&
    (period === undefined || isWholeMonths(period))
  );
}

function fromCube({ by, measures, filters, period }: Aggregate, parameters: Parameters): string {
  const conditions = filters.map((filter) => predicate(filter, filter.dimension.cube ?? "", parameters));
  if (period) conditions.push(within("transaction_month", period, parameters));
  const columns = [
    ...by.map((dimension) => named(dimension.cube ?? "", dimension.name)),
    ...measures.map((measure) => named(measure.cube ?? "", measure.name)),
  ];
  return selectFrom(columns, [
    "from gold.cube_customer_transaction_behavior",
    whereAll(conditions),
    groupBy(by.length),
  ]);
}
