import type { Dimension } from "../domain/catalog.ts";
import type { Period } from "../domain/period.ts";
import type { ReversalDays } from "../domain/reversal-days.ts";
import type { SegmentDimension } from "../domain/segment-dimension.ts";
import { type Dialect, duckdbDialect } from "../engine/dialect.ts";
import { carriesDiscount, customerPredicate, type PlannedFilter, predicate } from "./predicate.ts";
import { daysLong, type Parameters, selectFrom, whereAll } from "./statement.ts";

/** Which customers and which days of their lives an investigation looks at. */
export interface DriverScope {
  readonly base: Period;
  readonly compare: Period;
  /** On customers and on their order lines; none on calendar days. */
  readonly filters: readonly PlannedFilter[];
  /** Days since acquisition: the first of the window, and how many there are. */
  readonly firstDay: number;
  readonly windowDays: number;
  readonly reversalDays: ReversalDays;
  /** Whether a reversal reduces the month of its order or of its own date. */
  readonly reversalMonth: "order" | "reversal";
  /** End of the data, exclusive: `YYYY-MM-DD` or a timestamp. */
  readonly dataEnd: string;
  readonly seed: number;
  /** The engine's dialect; DuckDB's if absent. */
  readonly dialect?: Dialect;
  /** Discount programs besides welcome and prepaid that the facts have a column for; absent: none. */
  readonly programs?: readonly string[];
  /** The dimensions of segments; absent: those that every source has. */
  readonly segmentsBy?: readonly SegmentDimension[];
  /** Values that are told apart if a factor has too many (`driver-values.ts`); the others are grouped together. */
  readonly kept?: KeptValues;
}

/** Values of the factors that are told apart; all of them if a list is absent. */
export interface KeptValues {
  readonly channels?: readonly string[];
  readonly profiles?: readonly string[];
}

/** The name of the group of values that are not told apart. */
export const otherValues = "Other";

/** How customers are grouped into resampling units: buckets by hash, or one unit each if a period has few customers. */
export type Units = readonly ["buckets" | "customers", "buckets" | "customers"];

/** One for each value of a byte. */
export const bucketCount = 256;

/** 0 for customers of the base period, 1 for those of the compare period, null for others. */
export function periodOf(scope: DriverScope, parameters: Parameters): string {
  const within = ({ from, to }: Period) => `customer.acquisition_date between ${day(from)} and ${day(to)}`;
  const day = (text: string) => `cast(${parameters.bind(text)} as date)`;
  return `case when ${within(scope.base)} then 0 when ${within(scope.compare)} then 1 end`;
}

/** Whether the customer's whole window lies before the end of the data. */
export function isMature(scope: DriverScope, parameters: Parameters): string {
  const days = daysLong(scope.firstDay + scope.windowDays, parameters);
  return `customer.acquired_at + ${days} <= cast(${parameters.bind(scope.dataEnd)} as timestamp)`;
}

/** By name, because a source's own column may have the name of one computed here. */
const customerColumns = ["customer_key", "customer_id", "acquired_at", "acquisition_month", "marketing_channel"];

/** Customers of both periods with a complete window: period, unit, channel. */
export function customersInScope(scope: DriverScope, units: Units | undefined, parameters: Parameters): string {
  const inner = selectFrom(
    [...customerColumns, `${periodOf(scope, parameters)} as period`],
    ["from silver.dim_customer_acquisition as customer", whereAll(customerConditions(scope, parameters))],
  );
  const columns = [
    "customer_key",
    "customer_id",
    "acquired_at",
    "acquisition_month",
    "period",
    `${channelIn(scope, parameters)} as channel`,
    ...(units ? [`${unitOf(units, scope, parameters)} as unit`] : []),
  ];
  return selectFrom(columns, [`from (\n${inner}\n)`, "where period is not null"]);
}

function channelIn({ kept }: DriverScope, parameters: Parameters): string {
  const channel = "coalesce(marketing_channel, 'unknown')";
  return kept?.channels ? keptOr(channel, kept.channels, `'${otherValues}'`, parameters) : channel;
}

/** An expression if its value is among those kept, otherwise `other`. */
export function keptOr(expression: string, kept: readonly string[], other: string, parameters: Parameters): string {
  const values = kept.map((value) => parameters.bind(value)).join(", ");
  return `case when ${expression} in (${values}) then ${expression} else ${other} end`;
}

/** The filters on customers and the maturity of the window. */
function customerConditions(scope: DriverScope, parameters: Parameters): readonly string[] {
  return [...customerFilters(scope, parameters), isMature(scope, parameters)];
}

/** The filters on customers, over silver.dim_customer_acquisition as alias `customer`. */
export function customerFilters({ filters }: DriverScope, parameters: Parameters): readonly string[] {
  return filters
    .filter(({ dimension }) => dimension.of === "customer")
    .map((filter) => customerPredicate(filter, parameters));
}

/** Resampling unit, from 0. Buckets by MD5: an engine's own hash changes between versions. */
function unitOf(units: Units, { seed, dialect = duckdbDialect }: DriverScope, parameters: Parameters): string {
  const customer = "cast(row_number() over (partition by period order by customer_key) as integer) - 1";
  if (!units.includes("buckets")) return customer;
  const text = `customer_id || ':' || cast(${parameters.bind(seed)} as varchar)`;
  const bucket = `cast(${dialect.byteOf(text)} as integer)`;
  const one = (unit: "buckets" | "customers") => (unit === "buckets" ? bucket : customer);
  return units[0] === units[1] ? bucket : `case period when 0 then ${one(units[0])} else ${one(units[1])} end`;
}

/** Order lines of the customers in scope within their windows; `columns` from alias `line`. */
export function linesInScope(scope: DriverScope, columns: readonly string[], parameters: Parameters): string {
  const first = parameters.bind(scope.firstDay);
  const last = parameters.bind(scope.firstDay + scope.windowDays - 1);
  return selectFrom(
    ["customer.*", ...columns],
    [
      `from ${factsOf(scope, parameters)}`,
      "inner join customers as customer on line.customer_key = customer.customer_key",
      `where line.tenure_day between cast(${first} as integer) and cast(${last} as integer)`,
    ],
  );
}

/** The order lines that the filters keep, as alias `line`. */
export function factsOf({ filters }: DriverScope, parameters: Parameters): string {
  const facts = "silver.fct_transactions as line";
  const conditions = filters
    .filter(({ dimension }) => dimension.of !== "customer")
    .map((filter) =>
      filter.dimension.of === "discount"
        ? carriesDiscount(filter, "line.transaction_id", parameters)
        : predicate(filter, lineExpression(filter.dimension), parameters),
    );
  return conditions.length === 0 ? facts : `(select line.* from ${facts} where ${conditions.join(" and ")}) as line`;
}

/** A dimension over the columns of alias `line`; null for a line without a profile. */
function lineExpression({ of, expression }: Dimension): string {
  if (of === "line") return expression;
  return `(select profile.${expression} from silver.dim_coffee_profile as profile where profile.coffee_profile_key = line.coffee_profile_key)`;
}

/** Whether a reversal (alias `reversal`, of alias `line`) counts under the switches. */
export function isCounted(scope: DriverScope, parameters: Parameters): string {
  const { reversalDays, reversalMonth } = scope;
  const conditions: string[] = [];
  if (reversalDays !== "any")
    conditions.push(`coalesce(reversal.days_after_order, 0) <= cast(${parameters.bind(reversalDays)} as integer)`);
  if (reversalMonth === "reversal") {
    const end = `line.acquired_at + ${daysLong(scope.firstDay + scope.windowDays, parameters)}`;
    conditions.push(`reversal.reversed_at < ${end}`);
  }
  return conditions.join(" and ") || "true";
}

/** A sum of money in cents, for figures that are divided and resampled; exact amounts are read by `moneySum`. */
export function cents(expression: string): string {
  return `coalesce(cast(sum(${expression}) * 100 as double), 0)`;
}
