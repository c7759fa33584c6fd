import type { Catalog, Dimension, Measure, Unit } from "../../domain/catalog.ts";
import { currencyDecimals } from "../../domain/currency.ts";
import { type Block, block, list, type Parameter, plain, quoted, sql, text } from "./block.ts";
import { viewOfDimension, viewOfMeasure } from "./views.ts";

type TimeDimension = Dimension & { readonly type: "day" | "week" | "month" | "quarter" };

/** A column that joins, drills and counts need. */
export function keyField(name: string, isPrimary: boolean): Block {
  const shown = name.endsWith("_key") ? [plain("hidden", "yes")] : [];
  const parts = isPrimary ? [plain("primary_key", "yes"), ...shown] : shown;
  return block("dimension", name, ...parts, plain("type", typeOfKey(name)), sql("sql", `\${TABLE}.${name}`));
}

function typeOfKey(name: string): string {
  return name.endsWith("_key") ? "number" : "string";
}

/** A view's dimensions; days, weeks, months and quarters of one date as the timeframes of one group. */
export function dimensionFields(dimensions: readonly Dimension[]): readonly Block[] {
  const groups = Map.groupBy(dimensions.filter(isTime), ({ name }) => prefixOf(name));
  const others = dimensions.filter((one) => !isTime(one));
  return [
    ...[...groups].map(([prefix, times]) => timeGroup(prefix, times)),
    ...others.map((one) => dimensionField(one, dimensions)),
  ];
}

/** A LookML field for a day, week, month or quarter is named by its group and its timeframe, as in the catalog. */
function isTime(dimension: Dimension): dimension is TimeDimension {
  return dimension.type !== "text" && dimension.type !== "integer";
}

function prefixOf(name: string): string {
  return name.replace(/_(date|week|month|quarter)$/, "");
}

function timeGroup(prefix: string, times: readonly TimeDimension[]): Block {
  const day = times.find(({ type }) => type === "day");
  return block(
    "dimension_group",
    prefix,
    text("label", prefix === "acquisition" ? "Acquired" : "Ordered"),
    text("description", day?.description ?? times[0]?.description ?? ""),
    plain("type", "time"),
    list("timeframes", ["raw", ...times.map(({ name }) => name.slice(prefix.length + 1))]),
    plain("datatype", "date"),
    plain("convert_tz", "no"),
    sql("sql", `\${TABLE}.${prefix}_date`),
  );
}

function dimensionField(dimension: Dimension, inView: readonly Dimension[]): Block {
  const { name, label, description, type, finer } = dimension;
  const drill = finer === undefined ? [] : [list("drill_fields", [fieldOf(finer, inView)])];
  return block(
    "dimension",
    name,
    text("label", label),
    text("description", description),
    plain("type", type === "integer" ? "number" : "string"),
    sql("sql", withTable(dimension.expression, inView)),
    ...drill,
  );
}

/** A drill may lead to the coffee profile, which is in another view. */
function fieldOf(finer: string, inView: readonly Dimension[]): string {
  return inView.some(({ name }) => name === finer) ? finer : `coffee_profiles.${finer}`;
}

/** An expression with `${TABLE}` before each of its columns, which are those dimensions of the view that are plain columns. */
function withTable(expression: string, inView: readonly Dimension[]): string {
  const columns = new Set(inView.filter(({ name, expression: own }) => name === own).map(({ name }) => name));
  return expression.replaceAll(/'[^']*'|\b[a-z_]\w*\b/g, (word) => (columns.has(word) ? `\${TABLE}.${word}` : word));
}

/** A measure: of columns, or of two other measures. */
export function measureField(measure: Measure, { dimensions, measures }: Catalog, currency: string): Block {
  const { name, label, description } = measure;
  return block(
    "measure",
    name,
    text("label", label),
    text("description", description),
    ...calculation(ofBase(measure, measures), measures),
    ...filtersOf(measure, dimensions),
    valueFormat(measure.unit, currency),
    list("drill_fields", [measure.additivity === "cohort" ? "detail*" : "order_lines.detail*"]),
  );
}

/** A filtered measure is calculated as its base measure, with filters. */
function ofBase(measure: Measure, measures: readonly Measure[]): Measure {
  return measures.find(({ name }) => name === measure.only?.of) ?? measure;
}

/** `filters: [order_lines.transaction_type: "subscription"]`; guests have no customer attributes. */
function filtersOf({ only }: Measure, dimensions: readonly Dimension[]): readonly Parameter[] {
  if (only === undefined) return [];
  const conditions = only.filters.flatMap(({ dimension: name, op, values }) => {
    const found = dimensions.find((one) => one.name === name);
    if (found === undefined) return [];
    const own = `${viewOfDimension(found)}.${name}: ${quoted(filterText(found, op, values))}`;
    const isOfGuestsToo = found.of === "customer" && op === "not_in";
    return isOfGuestsToo ? [own, 'customers.customer_key: "NOT NULL"'] : [own];
  });
  return [list("filters", [...new Set(conditions)])];
}

/** Values in the form of Looker's filters. */
function filterText({ type }: Dimension, op: "in" | "not_in", values: readonly string[]): string {
  if (type === "integer")
    return values.map((value) => `${op === "in" ? "" : "NOT "}${value === "" ? "NULL" : value}`).join(", ");
  const sign = op === "in" ? "" : "-";
  return values
    .map((value) => `${sign}${value === "" ? "NULL" : value.replaceAll(/[\^,%_"-]/g, (letter) => `^${letter}`)}`)
    .join(",");
}

function calculation(measure: Measure, measures: readonly Measure[]): readonly Parameter[] {
  switch (measure.additivity) {
    case "cohort":
      return [plain("type", "count")];
    case "distinct":
      return [plain("type", "count_distinct"), sql("sql", ofColumns(measure.expression))];
    case "sum":
      // A sum of 1 per row would also count customers without an order line.
      return measure.expression === "1"
        ? [plain("type", "count")]
        : [plain("type", "sum"), sql("sql", ofColumns(measure.expression))];
    case "ratio": {
      const [above, below] = [measure.numerator, measure.denominator].map((name) => referenceTo(name, measures));
      return [plain("type", "number"), sql("sql", `1.0 * ${above} / nullif(${below}, 0)`)];
    }
  }
}

/** A measure's expression names only columns of the order line. */
function ofColumns(expression: string): string {
  return expression.replaceAll(/\b[a-z_]\w*\b(?!\s*\()/g, (column) => `\${TABLE}.${column}`);
}

function referenceTo(name: string | undefined, measures: readonly Measure[]): string {
  const found = measures.find((one) => one.name === name);
  const view = viewOfMeasure(found ?? { additivity: "sum" });
  return `\${${view}.${name}}`;
}

const namedFormats: Readonly<Record<string, string>> = { USD: "usd", EUR: "eur", GBP: "gbp" };

/** Money in the currency of the data, with its decimals. */
function valueFormat(unit: Unit, currency: string): Parameter {
  if (unit === "ratio") return plain("value_format_name", "percent_1");
  if (unit === "number") return plain("value_format_name", "decimal_2");
  if (unit !== "money") return plain("value_format_name", "decimal_0");
  const named = namedFormats[currency];
  const decimals = currencyDecimals(currency);
  return named === undefined
    ? text("value_format", `#,##0${decimals === 0 ? "" : `.${"0".repeat(decimals)}`}`)
    : plain("value_format_name", named);
}

/** A filter on what was bought that keeps customers who bought none of it in the answer. */
export function filterField(dimension: Dimension): Block {
  const { name, label, description, type } = dimension;
  return block(
    "filter",
    name,
    text("label", label),
    text("description", description),
    plain("type", isTime(dimension) ? "date" : type === "integer" ? "number" : "string"),
    ...(isTime(dimension)
      ? []
      : [plain("suggest_explore", "order_lines"), plain("suggest_dimension", `${viewOfDimension(dimension)}.${name}`)]),
  );
}
