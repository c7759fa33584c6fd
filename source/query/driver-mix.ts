import type { Measure } from "../domain/catalog.ts";
import type { Statement } from "../domain/cohort.ts";
import { rolled } from "./aggregate.ts";
import { cents, customersInScope, type DriverScope, factsOf, type Units } from "./driver-scope.ts";
import { segmentColumns } from "./driver-segments.ts";
import { groupBy, orderBy, Parameters, selectFrom, withClauses } from "./statement.ts";

/**
 * Rows like those of `segmentCells`, for any base measure: period, unit, the dimensions as text (null if unknown),
 * customers, and the measure over the order lines of the window, added up customer by customer (money in cents). A
 * customer, and an order, is in one row only, so that distinct counts add up too.
 */
export function measureCells(scope: DriverScope, units: Units, measure: Measure): Statement {
  const parameters = new Parameters();
  const customers = customersInScope(scope, units, parameters);
  const { isCohort, facts, unit } = rolled(measure, []);
  const [first, last] = [scope.firstDay, scope.firstDay + scope.windowDays - 1].map((day) => parameters.bind(day));
  const perCustomer = selectFrom(
    ["customer_key", `${isCohort ? "0" : facts} as value`],
    [
      `from ${factsOf(scope, parameters)}`,
      "where customer_key in (select customer_key from customers)",
      `    and tenure_day between cast(${first} as integer) and cast(${last} as integer)`,
      "group by customer_key",
    ],
  );
  const sum = unit === "money" ? cents("per_customer.value") : "coalesce(cast(sum(per_customer.value) as bigint), 0)";
  const value = isCohort ? "count(*)" : sum;
  const dimensions = segmentColumns(scope);
  const sql = withClauses(
    [
      ["customers", customers],
      ["per_customer", perCustomer],
    ],
    selectFrom(
      ["customers.period", "customers.unit", ...dimensions, "count(*) as customers", `${value} as value`],
      [
        "from customers",
        "inner join silver.dim_customer_acquisition as customer on customers.customer_key = customer.customer_key",
        "left join per_customer on customers.customer_key = per_customer.customer_key",
        groupBy(2 + dimensions.length),
        orderBy(4 + dimensions.length),
      ],
    ),
  );
  return { sql, params: parameters.values };
}
