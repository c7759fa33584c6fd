import type { Dimension } from "../domain/catalog.ts";
import type { Statement } from "../domain/cohort.ts";
import type { Aggregate, Rolled } from "./aggregate.ts";
import { compileAggregate } from "./compile-aggregate.ts";
import { groupBy, selectFrom } from "./statement.ts";

interface Retained {
  /** The row's dimension, if it has one, and the cohort. */
  readonly keys: readonly Dimension[];
  readonly axis: Dimension;
  /** The customer. */
  readonly counted: Dimension;
  /** Name of the count. */
  readonly name: string;
  readonly filters: Aggregate["filters"];
  /** The least number of orders in a cell. */
  readonly orders: number;
  /** Whether each customer counts in the first of their cells only, so that a running total counts them once. */
  readonly isFirsts: boolean;
}

const ordersThere: Rolled = {
  name: "orders_there",
  unit: "orders",
  isCohort: false,
  facts: "count(distinct order_id)",
};

/** Rows: keys, column, customers with at least that many orders in that cell. */
export function compileRetained({ keys, axis, counted, name, filters, orders, isFirsts }: Retained): Statement {
  const { sql, params } = compileAggregate({ by: [...keys, axis, counted], measures: [ordersThere], filters });
  const enough = ["where counted is not null", `    and orders_there >= $${params.length + 1}`];
  const names = keys.map((key) => key.name);
  const count = `count(*) as ${name}`;
  const by = groupBy(keys.length + 1);
  const plain = selectFrom([...names, axis.name, count], [...from(sql), ...enough, by]);
  const firstOfEach = selectFrom(
    [...names, "counted", `min(${axis.name}) as ${axis.name}`],
    [...from(sql), ...enough, by],
  );
  const firsts = selectFrom([...names, axis.name, count], [...from(firstOfEach), by]);
  return { sql: isFirsts ? firsts : plain, params: [...params, orders] };
}

function from(sql: string): readonly string[] {
  return ["from (", sql.replaceAll(/^(?=.)/gm, "    "), ")"];
}
