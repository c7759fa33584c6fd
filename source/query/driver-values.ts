import type { Statement } from "../domain/cohort.ts";
import { profileLabel, profileNames } from "./driver-cells.ts";
import { customersInScope, type DriverScope, linesInScope, otherValues } from "./driver-scope.ts";
import { Parameters, selectFrom, withClauses } from "./statement.ts";

/** The most values of a factor that are told apart; the work of a bridge grows with them, and nobody reads more. */
export const mostValues = 30;

/** Rows: the largest channels by customers of both periods, their customers, the number of channels and of customers in all. */
export function largestChannels(scope: DriverScope): Statement {
  const parameters = new Parameters();
  const customers = customersInScope(scope, undefined, parameters);
  return {
    sql: withClauses([["customers", customers]], largest("channel", "count(*)", "customers")),
    params: parameters.values,
  };
}

/** Rows: the largest coffee profiles by bags of both periods, their bags, the number of profiles and of bags in all. */
export function largestProfiles(scope: DriverScope): Statement {
  const parameters = new Parameters();
  const customers = customersInScope(scope, undefined, parameters);
  const columns = ["line.coffee_profile_key", "line.price_point", "line.bags"];
  const labelled = selectFrom(
    [`${profileLabel} as profile`, "bags"],
    ["from lines", "left join profiles on lines.coffee_profile_key = profiles.coffee_profile_key"],
  );
  const sql = withClauses(
    [
      ["customers", customers],
      ["lines", linesInScope(scope, columns, parameters)],
      ["profiles", profileNames],
      ["labelled", labelled],
    ],
    largest("profile", "coalesce(sum(bags), 0)", "labelled"),
  );
  return { sql, params: parameters.values };
}

/** One row: the number of profiles of all products. */
export const profileCount: Statement = {
  sql: "select count(distinct concat_ws(' · ', method, caffeination, roast, flavor, grind, price_point)) as profiles from silver.dim_coffee_profile",
  params: [],
};

/** A value with the same name as the group of others counts with them. */
function largest(value: string, size: string, from: string): string {
  const sizes = selectFrom([value, `${size} as size`], [`from ${from}`, `group by ${value}`]);
  return selectFrom(
    [value, "cast(size as bigint) as size", "number", "cast(whole as bigint) as whole"],
    [
      `from (select *, count(*) over () as number, sum(size) over () as whole from (\n${sizes}\n))`,
      `where ${value} <> '${otherValues}'`,
      `order by size desc, ${value}`,
      `limit ${mostValues}`,
    ],
  );
}
