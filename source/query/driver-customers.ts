import type { Statement } from "../domain/cohort.ts";
import { customerFilters, type DriverScope, isMature, periodOf } from "./driver-scope.ts";
import { groupBy, Parameters, selectFrom, whereAll } from "./statement.ts";

/** Rows: period (0, 1, null for neither), customers with a complete window, customers without, first and last day of acquisition. */
export function customerCounts(scope: DriverScope): Statement {
  const parameters = new Parameters();
  const period = periodOf(scope, parameters);
  const mature = isMature(scope, parameters);
  const kept = whereAll(customerFilters(scope, parameters));
  const sql = selectFrom(
    [
      `${period} as period`,
      `count(*) filter (where ${mature}) as customers`,
      `count(*) filter (where not (${mature})) as immature`,
      "min(customer.acquisition_date) as first_day",
      "max(customer.acquisition_date) as last_day",
    ],
    ["from silver.dim_customer_acquisition as customer", kept, groupBy(1), "order by period"],
  );
  return { sql, params: parameters.values };
}
