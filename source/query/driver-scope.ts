import type { Period } from "../domain/period.ts";
import { Parameters, selectFrom, whereAll } from "./statement.ts";

/** A condition over the columns of silver.dim_customer_acquisition (alias `customer`), its values as `$1` to `$n`. */
export interface CustomerPredicate {
  readonly sql: string;
  readonly params: readonly (string | number)[];
}

/** Which customers and which days of their lives an investigation looks at. */
export interface DriverScope {
  readonly base: Period;
  readonly compare: Period;
  readonly predicate?: CustomerPredicate;
  /** Days since acquisition: the first of the window, and how many there are. */
  readonly firstDay: number;
  readonly windowDays: number;
  /** A reversal counts only when it came within so many days of its order. */
  readonly reversalDays: number;
  /** Whether a reversal lowers the month of its order, or of its own date. */
  readonly reversalMonth: "order" | "reversal";
  /** End of the data, exclusive: `YYYY-MM-DD` or a timestamp. */
  readonly dataEnd: string;
  readonly seed: number;
  /** Values that are told apart, where a factor has too many (`driver-values.ts`); the others are together. */
  readonly kept?: KeptValues;
}

/** Values of the factors that are told apart; all of them where a list is absent. */
export interface KeptValues {
  readonly channels?: readonly string[];
  readonly profiles?: readonly string[];
}

/** What the values that are not told apart are called together. */
export const otherValues = "Other";

/** How customers are gathered into resampling units: buckets by hash, or each its own where a period has few. */
export type Units = readonly ["buckets" | "customers", "buckets" | "customers"];

export const bucketCount = 256;

/** Parameters of a statement whose first values are the predicate's, so that its placeholders stay right. */
export function startParameters(scope: DriverScope): Parameters {
  const parameters = new Parameters();
  for (const value of scope.predicate?.params ?? []) parameters.bind(value);
  return parameters;
}

/** 0 for customers of the base period, 1 for those of the compare period, null for others. */
export function periodOf(scope: DriverScope, parameters: Parameters): string {
  const within = ({ from, to }: Period) => `customer.acquisition_date between ${day(from)} and ${day(to)}`;
  const day = (text: string) => `cast(${parameters.bind(text)} as date)`;
  return `case when ${within(scope.base)} then 0 when ${within(scope.compare)} then 1 end`;
}

/** Whether the customer's whole window lies before the end of the data. */
export function isMature(scope: DriverScope, parameters: Parameters): string {
  const days = parameters.bind(scope.firstDay + scope.windowDays);
  return `customer.acquired_at + to_days(cast(${days} as integer)) <= cast(${parameters.bind(scope.dataEnd)} as timestamp)`;
}

/** Customers of both periods with a complete window: period, unit, channel. */
export function customersInScope(scope: DriverScope, units: Units | undefined, parameters: Parameters): string {
  const inner = selectFrom(
    ["customer.*", `${periodOf(scope, parameters)} as period`],
    ["from silver.dim_customer_acquisition as customer", whereAll(customerConditions(scope, parameters))],
  );
  const columns = [
    "customer_key",
    "customer_id",
    "acquired_at",
    "acquisition_month",
    "period",
    `${channelIn(scope, parameters)} as channel`,
    ...(units ? [`${unitOf(units, scope.seed, parameters)} as unit`] : []),
  ];
  return selectFrom(columns, [`from (\n${inner}\n)`, "where period is not null"]);
}

function channelIn({ kept }: DriverScope, parameters: Parameters): string {
  const channel = "coalesce(marketing_channel, 'unknown')";
  return kept?.channels ? keptOr(channel, kept.channels, `'${otherValues}'`, parameters) : channel;
}

/** An expression where its value is among those kept, else another. */
export function keptOr(expression: string, kept: readonly string[], other: string, parameters: Parameters): string {
  const values = kept.map((value) => parameters.bind(value)).join(", ");
  return `case when ${expression} in (${values}) then ${expression} else ${other} end`;
}

/** The predicate and the maturity of the window. */
export function customerConditions(scope: DriverScope, parameters: Parameters): readonly string[] {
  return [...(scope.predicate ? [`(${scope.predicate.sql})`] : []), isMature(scope, parameters)];
}

/** Resampling unit, from 0. Buckets by md5: DuckDB's own hash changes between versions. */
export function unitOf(units: Units, seed: number, parameters: Parameters): string {
  const customer = "cast(row_number() over (partition by period order by customer_key) as integer) - 1";
  if (!units.includes("buckets")) return customer;
  const text = `customer_id || ':' || cast(${parameters.bind(seed)} as varchar)`;
  const bucket = `cast(md5_number_lower(${text}) % ${bucketCount} as integer)`;
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
      "from silver.fct_transactions as line",
      "inner join customers as customer on line.customer_key = customer.customer_key",
      `where line.tenure_day between cast(${first} as integer) and cast(${last} as integer)`,
    ],
  );
}

/** Whether a reversal (alias `reversal`, of alias `line`) counts under the switches. */
export function isCounted(scope: DriverScope, parameters: Parameters): string {
  const inTime = `coalesce(reversal.days_after_order, 0) <= cast(${parameters.bind(scope.reversalDays)} as integer)`;
  if (scope.reversalMonth === "order") return inTime;
  const end = `line.acquired_at + to_days(cast(${parameters.bind(scope.firstDay + scope.windowDays)} as integer))`;
  return `${inTime} and reversal.reversed_at < ${end}`;
}

/** A sum of money in cents, for what is divided and resampled: exact amounts are read by `moneySum`. */
export function cents(expression: string): string {
  return `coalesce(cast(sum(${expression}) * 100 as double), 0)`;
}
