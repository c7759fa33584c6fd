import type { Statement } from "../domain/cohort.ts";
import { customerFilters, type DriverScope, isMature, periodOf } from "./driver-scope.ts";
import { Parameters, selectFrom, whereAll } from "./statement.ts";

/** Rows: period (0, 1, null for neither), customers with a complete window, customers without, first and last day of acquisition. */
export function customerCounts(scope: DriverScope): Statement {
  const parameters = new Parameters();
  const period = periodOf(scope, parameters);
  const mature = isMature(scope, parameters);
  const kept = whereAll(customerFilters(scope, parameters));
  const sql = selectFrom(
    [
      `${period} as period`,
      `count(*) filter (${mature}) as customers`,
      `count(*) filter (not (${mature})) as immature`,
      "min(customer.acquisition_date) as first_day",
      "max(customer.acquisition_date) as last_day",
    ],
    ["from silver.dim_customer_acquisition as customer", kept, "group by all", "order by period"],
  );
  return { sql, params: parameters.values };
}
