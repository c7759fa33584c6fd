import type { Statement } from "../domain/cohort.ts";
import { segmentDimensions } from "../domain/segment-dimension.ts";
import { type Kind, programsWith } from "./driver-fields.ts";
import { bookedBy, orderedClauses, timingClauses, windowClauses } from "./driver-lines.ts";
import { cents, customersInScope, type DriverScope } from "./driver-scope.ts";
import { groupBy, orderBy, Parameters, selectFrom, withClauses } from "./statement.ts";

/** Columns of the segment dimensions over silver.dim_customer_acquisition (alias `customer`). */
export function segmentColumns({ segmentsBy }: DriverScope): readonly string[] {
  return (segmentsBy ?? segmentDimensions()).map(
    ({ name }) => `cast(customer.${name} as varchar) as ${segmentColumnOf(name)}`,
  );
}

/** The column of a segment dimension in the cells: a source's own dimension may have the name of another column there. */
export function segmentColumnOf(name: string): string {
  return segmentDimensions().some((one) => one.name === name) ? name : `by_${name}`;
}

export interface SegmentMetric {
  readonly depth: "net" | "list" | "bags" | "orders";
  readonly counted: readonly Kind[];
  readonly cash: boolean;
}

/** Rows: period, bucket, the dimensions as text (null if unknown), customers, and the metric's sum (money in cents). */
export function segmentCells(scope: DriverScope, metric: SegmentMetric): Statement {
  const parameters = new Parameters();
  const customers = customersInScope(scope, ["buckets", "buckets"], parameters);
  const dimensions = segmentColumns(scope);
  const { clauses, sum, from } = readingOf(metric, scope, parameters);
  const sql = withClauses(
    [["customers", customers], ...windowClauses(scope, parameters), ...clauses],
    selectFrom(
      ["customers.period", "customers.unit", ...dimensions, "count(*) as customers", `${sum} as value`],
      [
        "from customers",
        "inner join silver.dim_customer_acquisition as customer on customers.customer_key = customer.customer_key",
        ...from.map((name) => `left join ${name} on customers.customer_key = ${name}.customer_key`),
        groupBy(2 + dimensions.length),
        orderBy(4 + dimensions.length),
      ],
    ),
  );
  return { sql, params: parameters.values };
}

/** The sum of the metric over customers, the clauses that it is read `from`, and those before them. */
function readingOf({ depth, counted, cash }: SegmentMetric, scope: DriverScope, parameters: Parameters) {
  const own = scope.programs ?? [];
  const whole = `coalesce(cast(sum(${depth}) as bigint), 0)`;
  if (depth === "orders") return { clauses: orderedClauses(own), from: ["ordered"], sum: whole };
  const booked = bookedBy(["customer_key"], own);
  if (depth === "bags") return { clauses: [booked], from: ["booked"], sum: whole };
  if (depth === "list") return { clauses: [booked], from: ["booked"], sum: cents("list") };
  const discounts = programsWith(own).map((name) => `discount_${name}`);
  const less = [...discounts, ...counted.map((kind) => `reversal_${kind}`), "plug"];
  const terms = ["coalesce(list, 0)", ...less.map((name) => `- coalesce(${name}, 0)`)];
  if (!cash) return { clauses: [booked], from: ["booked"], sum: cents(terms.join(" ")) };
  return {
    clauses: [booked, ...timingClauses(scope, parameters)],
    from: ["booked", "timing"],
    sum: cents([...terms, "+ coalesce(deferred, 0)"].join(" ")),
  };
}
