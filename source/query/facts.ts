import type { Dimension } from "../domain/catalog.ts";
import type { Statement } from "../domain/cohort.ts";
import type { Aggregate, Key, Rolled, Without } from "./aggregate.ts";
import { isByTheEndOf, isTimeOfLine, lastDayOfLines } from "./customer-base.ts";
import { carriesDiscount, passesWithout, predicate } from "./predicate.ts";
import { type Clause, groupBy, named, Parameters, selectFrom, whereAll, withClauses, within } from "./statement.ts";

/** The statement over silver: the customers, their cohorts' sizes, and the cells of their order lines. */
export function compileFacts(aggregate: Aggregate, parameters: Parameters): string {
  const { by, measures } = aggregate;
  const lineMeasures = measures.filter((measure) => !measure.isCohort);
  const hasCohort = hasCohortSize(aggregate);
  const hasLineDimension = by.some((dimension) => dimension.of !== "customer");
  const clauses = lineClauses(aggregate, parameters);
  const needsCohorts = hasCohort || (lineMeasures.length === 0 && !hasLineDimension);
  if (needsCohorts && !knowsCustomer(aggregate)) clauses.unshift(["customers", customersOf(aggregate, parameters)]);
  if (lineMeasures.length > 0 || hasLineDimension)
    clauses.push(["cells", cellsOf(aggregate, lineMeasures, parameters)]);
  if (needsCohorts) clauses.push(...cohortsOf(aggregate));
  return withClauses(
    clauses,
    joined(
      aggregate,
      clauses.map(([name]) => name),
    ),
  );
}

/** The statement for how many customers a cohort's size counts for each key, whether there are order lines or not: key, customers. */
export function compileSizes(aggregate: Aggregate, keys: readonly Key[]): Statement {
  const parameters = new Parameters();
  const customers = customersOf(aggregate, parameters);
  const names = aggregate.by.map(({ name }) => `wanted.${name}`);
  const ofCustomer = aggregate.by
    .filter(isOfCustomer)
    .map(({ name }) => `customers.${name} is not distinct from wanted.${name}`);
  const acquired = timesOfRows(aggregate).map((time) => isByTheEndOf(time, "customers.acquired_on"));
  const on = [...ofCustomer, ...acquired].join(" and ") || "true";
  const sql = withClauses(
    [
      ["customers", customers],
      [
        "wanted",
        `select * from (values ${listOf(aggregate.by, keys, parameters)}) as keys(${aggregate.by.map(({ name }) => name).join(", ")})`,
      ],
    ],
    selectFrom(
      [...names, "count(*) as customers"],
      ["from wanted", `inner join customers on ${on}`, groupBy(names.length)],
    ),
  );
  return { sql, params: parameters.values };
}

function customersOf(aggregate: Aggregate, parameters: Parameters): string {
  const { filters, without, period } = aggregate;
  const columns = customerDimensions(aggregate).map((dimension) => named(dimension.expression, dimension.name));
  const conditions = filters
    .filter((filter) => isOfCustomer(filter.dimension))
    .map((filter) => predicate(filter, filter.dimension.expression, parameters));
  if (without?.by.every(isOfCustomer))
    conditions.push(...notAmong(without, (dimension) => dimension.expression, parameters));
  const last = hasCohortSize(aggregate) ? lastDayOfLines(filters, period) : undefined;
  if (last !== undefined) conditions.push(`acquisition_date <= cast(${parameters.bind(last)} as date)`);
  const acquired = timesOfRows(aggregate).length > 0 ? ["acquisition_date as acquired_on"] : [];
  const listed = guestsIn(aggregate) === "beside the listed" ? ["true as is_listed"] : [];
  return selectFrom(
    ["customer_key", ...columns, ...acquired, ...listed],
    ["from silver.dim_customer_acquisition", whereAll(conditions)],
  );
}

/** Dimensions of the customer that later clauses need by name. */
function customerDimensions({ by, without }: Aggregate): readonly Dimension[] {
  return [...new Set([...by, ...(without?.by ?? [])].filter(isOfCustomer))];
}

function knowsCustomer(aggregate: Aggregate): boolean {
  return timesOfRows(aggregate).length > 0 || dimensionsOf(aggregate).some(isOfCustomer);
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

function hasCohortSize({ measures }: Aggregate): boolean {
  return measures.some((measure) => measure.isCohort);
}

/** The dimensions of time whose rows each have a denominator of their own. */
function timesOfRows(aggregate: Aggregate): readonly Dimension[] {
  return hasCohortSize(aggregate) ? aggregate.by.filter(isTimeOfLine) : [];
}

/** The customers of each group; where rows are times of order lines, those acquired by the end of each. */
function cohortsOf(aggregate: Aggregate): Clause[] {
  const keys = aggregate.by.filter(isOfCustomer).map((dimension) => dimension.name);
  const times = timesOfRows(aggregate);
  if (times.length === 0)
    return [["cohorts", selectFrom([...keys, "count(*) as customers"], ["from customers", groupBy(keys.length)])]];
  const names = times.map((time) => time.name);
  const acquired = times.map((time) => isByTheEndOf(time, "acquired_on"));
  return [
    [
      "acquired",
      selectFrom([...keys, "acquired_on", "count(*) as customers"], ["from customers", groupBy(keys.length + 1)]),
    ],
    ["times", selectFrom([`distinct ${names.join(", ")}`], ["from cells"])],
    [
      "cohorts",
      selectFrom(
        [...keys, ...names, "cast(sum(customers) as bigint) as customers"],
        ["from acquired", `inner join times on ${acquired.join(" and ")}`, groupBy(keys.length + names.length)],
      ),
    ],
  ];
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

/** `from … join … where …` of the order lines that an aggregate is about, and that meet more conditions if there are any. */
export function linesFrom(aggregate: Aggregate, parameters: Parameters, more: readonly string[] = []): string[] {
  const { filters, period, without } = aggregate;
  const conditions = filters
    .filter((filter) => !isOfCustomer(filter.dimension))
    .map((filter) =>
      filter.dimension.of === "discount" && !readsDiscounts(aggregate)
        ? carriesDiscount(filter, "transaction_id", parameters)
        : predicate(filter, expressionOf(filter.dimension), parameters),
    );
  if (period) conditions.push(within("transaction_date", period, parameters));
  if (without && !without.by.every(isOfCustomer)) conditions.push(...notAmong(without, expressionOf, parameters));
  const guests = guestsIn(aggregate);
  if (knowsCustomer(aggregate) && guests === "beside the listed")
    conditions.push("(customer_key is null or is_listed)");
  conditions.push(...more);
  return [
    "from silver.fct_transactions",
    readsDiscounts(aggregate) ? "inner join silver.fct_line_discounts using (transaction_id)" : "",
    knowsCustomer(aggregate) ? `${guests === "left out" ? "inner" : "left"} join customers using (customer_key)` : "",
    needsProfile(aggregate) ? "left join profiles using (coffee_profile_key)" : "",
    whereAll(conditions),
  ];
}

/** Whether measures are rolled up by named discount, instead of whole lines by the discounts they carry. */
function readsDiscounts({ by, measures }: Aggregate): boolean {
  return measures.some(({ isOfDiscounts }) => isOfDiscounts) || by.some(({ of }) => of === "discount");
}

/**
 * Whether lines of guests count, which have no customer and so no value of a customer's dimension: with those of all
 * customers, beside those of the customers that conditions list, or not at all.
 */
function guestsIn({ filters, without }: Aggregate): "with all" | "beside the listed" | "left out" {
  const ofCustomers = filters.filter(({ dimension }) => isOfCustomer(dimension));
  const isOfCustomers = without?.by.every(isOfCustomer) === true && without.keys.length > 0;
  const isAmong = isOfCustomers && without.keys.some((key) => key.every((value) => value === null));
  if (isAmong || !ofCustomers.every(passesWithout)) return "left out";
  return ofCustomers.length > 0 || isOfCustomers ? "beside the listed" : "with all";
}

/** True if the row has none of the keys; an anti join, since a condition per key takes seconds with a thousand keys or more. */
function notAmong(
  { by, keys }: Without,
  expression: (dimension: Dimension) => string,
  parameters: Parameters,
): string[] {
  if (keys.length === 0) return [];
  const names = by.map((_, index) => `key_${index + 1}`);
  const matches = by.map((dimension, index) => `kept.${names[index]} is not distinct from ${expression(dimension)}`);
  return [
    `not exists (\n        select 1 from (values ${listOf(by, keys, parameters)}) as kept(${names.join(", ")})\n        where ${matches.join(" and ")}\n    )`,
  ];
}

function listOf(by: readonly Dimension[], keys: readonly Key[], parameters: Parameters): string {
  return keys
    .map((key) => `(${by.map((dimension, index) => bound(dimension, key[index] ?? null, parameters)).join(", ")})`)
    .join(", ");
}

function bound(dimension: Dimension, value: Key[number], parameters: Parameters): string {
  const type = dimension.type === "integer" ? "integer" : dimension.type === "text" ? "varchar" : "date";
  return `cast(${value === null ? "null" : parameters.bind(value)} as ${type})`;
}

function joined(aggregate: Aggregate, clauses: readonly string[]): string {
  const { by, measures } = aggregate;
  const hasCells = clauses.includes("cells");
  const hasCohorts = clauses.includes("cohorts");
  const keysFrom = !hasCohorts || by.some((dimension) => dimension.of !== "customer") ? "cells" : "cohorts";
  const columns = [
    ...by.map((dimension) => `${hasCells ? keysFrom : "cohorts"}.${dimension.name}`),
    ...measures.map((measure) => (measure.isCohort ? `cohorts.customers as ${measure.name}` : cellColumn(measure))),
  ];
  const shared = [...by.filter(isOfCustomer), ...timesOfRows(aggregate)];
  const on = shared.map(({ name }) => `cells.${name} is not distinct from cohorts.${name}`);
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
