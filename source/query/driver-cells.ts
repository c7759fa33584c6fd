import type { Statement } from "../domain/cohort.ts";
import { cellClauses } from "./driver-lines.ts";
import {
  cents,
  customersInScope,
  type DriverScope,
  keptOr,
  linesInScope,
  otherValues,
  type Units,
} from "./driver-scope.ts";
import { groupBy, orderBy, Parameters, selectFrom, withClauses } from "./statement.ts";

/** Rows: period, unit, channel, then every field of `driver-fields.ts` in its order; money in cents. */
export function channelCells(scope: DriverScope, units: Units): Statement {
  return cellsBy(scope, units, ["period", "unit", "channel"]);
}

/** Rows: period, unit, channel, bag size, coffee profile, bags, list value in cents. */
export function productCells(scope: DriverScope, units: Units): Statement {
  return products(scope, units, ["period", "unit", "channel"]);
}

/** Rows: period, channel, coffee profile, bag size … over all customers of the scope, by month of acquisition. */
export function productMonths(scope: DriverScope): Statement {
  return products(scope, undefined, ["acquisition_month"]);
}

/** Rows: month of acquisition, then every field; for customers of the scope's two periods. */
export function monthCells(scope: DriverScope): Statement {
  return cellsBy(scope, undefined, ["acquisition_month"]);
}

function cellsBy(scope: DriverScope, units: Units | undefined, keys: readonly string[]): Statement {
  const parameters = new Parameters();
  const customers = customersInScope(scope, units, parameters);
  const sql = withClauses(
    [["customers", customers], ...cellClauses(scope, keys, parameters)],
    selectFrom(["*"], ["from summed", orderBy(keys.length)]),
  );
  return { sql, params: parameters.values };
}

function products(scope: DriverScope, units: Units | undefined, by: readonly string[]): Statement {
  const parameters = new Parameters();
  const customers = customersInScope(scope, units, parameters);
  const columns = ["line.coffee_profile_key", "line.price_point", "line.bag_size", "line.bags", "line.list_revenue"];
  const keys = [...by, "bag_size", "profile"];
  const sql = withClauses(
    [
      ["customers", customers],
      ["lines", linesInScope(scope, columns, parameters)],
      ["profiles", profileNames],
    ],
    selectFrom(
      [
        ...by,
        "coalesce(bag_size, 'unknown') as bag_size",
        `${profileIn(scope, parameters)} as profile`,
        "coalesce(cast(sum(bags) as bigint), 0) as bags",
        `${cents("list_revenue")} as list`,
      ],
      [
        "from lines",
        "left join profiles on lines.coffee_profile_key = profiles.coffee_profile_key",
        "where bags <> 0",
        groupBy(keys.length),
        `order by ${keys.join(", ")}`,
      ],
    ),
  );
  return { sql, params: parameters.values };
}

/** A coffee's profile and price segment; profiles that are not told apart are grouped by price segment. */
function profileIn({ kept }: DriverScope, parameters: Parameters): string {
  if (!kept?.profiles) return profileLabel;
  return keptOr(
    profileLabel,
    kept.profiles,
    `concat_ws(' · ', '${otherValues}', nullif(price_point, 'unknown'))`,
    parameters,
  );
}

/** The label of a coffee over `profileNames` (alias `profiles`) and the line's price segment. */
export const profileLabel =
  "case when profiles.name is null then 'unknown' else concat_ws(' · ', profiles.name, nullif(price_point, 'unknown')) end";

/** A coffee profile is everything about a coffee except the size of its bag. */
export const profileNames = selectFrom(
  ["coffee_profile_key", "nullif(concat_ws(' · ', method, caffeination, roast, flavor, grind), '') as name"],
  ["from silver.dim_coffee_profile"],
);
