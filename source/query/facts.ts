import type { Dimension } from "../domain/catalog.ts";
import type { Aggregate, Key, Rolled, Without } from "./aggregate.ts";
import { predicate } from "./predicate.ts";
import {
  type Clause,
  groupBy,
  named,
  type Parameters,
  selectFrom,
  whereAll,
  withClauses,
  within,
} from "./statement.ts";

/** The statement over silver: the customers, their cohorts' sizes, and the cells that their order lines make. */
export function compileFacts(aggregate: Aggregate, parameters: Parameters): string {
  const { by, measures } = aggregate;
  const lineMeasures = measures.filter((measure) => !measure.isCohort);
  const hasCohort = lineMeasures.length < measures.length;
  const hasLineDimension = by.some((dimension) => dimension.of !== "customer");
  const clauses = lineClauses(aggregate, parameters);
  const needsCohorts = hasCohort || (lineMeasures.length === 0 && !hasLineDimension);
  if (needsCohorts && !knowsCustomer(aggregate)) clauses.unshift(["customers", customersOf(aggregate, parameters)]);
  if (needsCohorts) clauses.push(["cohorts", cohortsOf(by)]);
  if (lineMeasures.length > 0 || hasLineDimension)
    clauses.push(["cells", cellsOf(aggregate, lineMeasures, parameters)]);
  return withClauses(
    clauses,
    joined(
      aggregate,
      clauses.map(([name]) => name),
    ),
  );
}

function customersOf(aggregate: Aggregate, parameters: Parameters): string {
  const { filters, without } = aggregate;
  const columns = customerDimensions(aggregate).map((dimension) => named(dimension.expression, dimension.name));
  const conditions = filters
    .filter((filter) => isOfCustomer(filter.dimension))
    .map((filter) => predicate(filter, filter.dimension.expression, parameters));
  if (without?.by.every(isOfCustomer))
    conditions.push(...notAmong(without, (dimension) => dimension.expression, parameters));
  const observed = aggregate.observed ? [aggregate.observed.column] : [];
  return selectFrom(
    ["customer_key", ...columns, ...observed],
    ["from silver.dim_customer_acquisition", whereAll(conditions)],
  );
}

/** Dimensions of the customer that later clauses need by name. */
function customerDimensions({ by, without }: Aggregate): readonly Dimension[] {
  return [...new Set([...by, ...(without?.by ?? [])].filter(isOfCustomer))];
}

function knowsCustomer(aggregate: Aggregate): boolean {
  return aggregate.observed !== undefined || dimensionsOf(aggregate).some(isOfCustomer);
}

function needsProfile(aggregate: Aggregate): boolean {
  return dimensionsOf(aggregate).some((dimension) => dimension.of === "profile");
}

/** Every dimension that the aggregate groups, filters or leaves out by. */
function dimensionsOf({ by, filters, without }: Aggregate): readonly Dimension[] {
  return [...by, ...filters.map((filter) => filter.dimension), ...(without?.by ?? [])];
}

function profilesOf(aggregate: Aggregate): string {
  const dimensions = dimensionsOf(aggregate).filter((dimension) => dimension.of === "profile");
  const columns = new Set(dimensions.map((dimension) => named(dimension.expression, dimension.name)));
  return selectFrom(["coffee_profile_key", ...columns], ["from silver.dim_coffee_profile"]);
}

function cohortsOf(by: readonly Dimension[]): string {
  const keys = by.filter(isOfCustomer).map((dimension) => dimension.name);
  return selectFrom([...keys, "count(*) as customers"], ["from customers", groupBy(keys.length)]);
}

function cellsOf(aggregate: Aggregate, measures: readonly Rolled[], parameters: Parameters): string {
  const { by } = aggregate;
  const columns = [
    ...by.map((dimension) => named(expressionOf(dimension), dimension.name)),
    ...measures.map((measure) => named(measure.facts, measure.name)),
    ...(measures.length + by.length === 0 ? ["count(*) as order_lines"] : []),
  ];
  return selectFrom(columns, [...linesFrom(aggregate, parameters), groupBy(by.length)]);
}

/** The clauses before the lines (`customers`, `profiles`) that an aggregate's order lines need. */
export function lineClauses(aggregate: Aggregate, parameters: Parameters): Clause[] {
  const clauses: Clause[] = [];
  if (knowsCustomer(aggregate)) clauses.push(["customers", customersOf(aggregate, parameters)]);
  if (needsProfile(aggregate)) clauses.push(["profiles", profilesOf(aggregate)]);
  return clauses;
}

/** `from … join … where …` of the order lines that an aggregate is about. */
export function linesFrom(aggregate: Aggregate, parameters: Parameters): string[] {
  const { filters, period, without, observed } = aggregate;
  const conditions = filters
    .filter((filter) => !isOfCustomer(filter.dimension))
    .map((filter) => predicate(filter, expressionOf(filter.dimension), parameters));
  if (period) conditions.push(within("transaction_date", period, parameters));
  if (observed) conditions.push(observed.condition);
  if (without && !without.by.every(isOfCustomer)) conditions.push(...notAmong(without, expressionOf, parameters));
  return [
    "from silver.fct_transactions",
    knowsCustomer(aggregate) ? "inner join customers using (customer_key)" : "",
    needsProfile(aggregate) ? "left join profiles using (coffee_profile_key)" : "",
    whereAll(conditions),
  ];
}

/** True where the row has none of the keys; an anti join, since a condition per key takes seconds from a thousand on. */
function notAmong(
  { by, keys }: Without,
  expression: (dimension: Dimension) => string,
  parameters: Parameters,
): string[] {
  if (keys.length === 0) return [];
  const rows = keys.map((key) => `(${by.map((dimension, index) => bound(dimension, key[index] ?? null, parameters))})`);
  const names = by.map((_, index) => `key_${index + 1}`);
  const matches = by.map((dimension, index) => `kept.${names[index]} is not distinct from ${expression(dimension)}`);
  return [
    `not exists (\n        select 1 from (values ${rows.join(", ")}) as kept(${names.join(", ")})\n        where ${matches.join(" and ")}\n    )`,
  ];
}

function bound(dimension: Dimension, value: Key[number], parameters: Parameters): string {
  const type = dimension.type === "integer" ? "integer" : dimension.type === "text" ? "varchar" : "date";
  return `cast(${value === null ? "null" : parameters.bind(value)} as ${type})`;
}

function joined({ by, measures }: Aggregate, clauses: readonly string[]): string {
  const hasCells = clauses.includes("cells");
  const hasCohorts = clauses.includes("cohorts");
  const keysFrom = !hasCohorts || by.some((dimension) => dimension.of !== "customer") ? "cells" : "cohorts";
  const columns = [
    ...by.map((dimension) => `${hasCells ? keysFrom : "cohorts"}.${dimension.name}`),
    ...measures.map((measure) => (measure.isCohort ? `cohorts.customers as ${measure.name}` : cellColumn(measure))),
  ];
  const on = by.filter(isOfCustomer).map(({ name }) => `cells.${name} is not distinct from cohorts.${name}`);
  const join =
    hasCells && hasCohorts
      ? `left join ${keysFrom === "cells" ? "cohorts" : "cells"} on ${on.join(" and ") || "true"}`
      : "";
  return selectFrom(columns, [`from ${hasCells ? keysFrom : "cohorts"}`, join]);
}

function expressionOf(dimension: Dimension): string {
  return dimension.of === "line" ? dimension.expression : dimension.name;
}

function isOfCustomer(value: Dimension): boolean {
  return value.of === "customer";
}

function cellColumn({ name, isNullable }: Rolled): string {
  return isNullable ? `cells.${name}` : named(`coalesce(cells.${name}, 0)`, name);
}
