import type { Catalog, Dimension, Measure } from "../../domain/catalog.ts";
import { weekdays, weekStartOf } from "../../domain/week.ts";
import { version } from "../../version.ts";
import type { FolderTexts } from "../new-folder.ts";
import { type Block, block, list, lookmlText, plain, sql, text } from "./block.ts";
import { dimensionFields, filterField, keyField, measureField } from "./field.ts";
import { type View, viewsOf } from "./views.ts";

export interface LookmlSettings {
  /** Looker's name of the connection to the warehouse. */
  readonly connection: string;
  /** ISO 4217 code of the amounts. */
  readonly currency: string;
}

/** A LookML project of the catalog: one view per table, one explore of customers and one of order lines. */
export function lookmlProject(catalog: Catalog, { connection, currency }: LookmlSettings): FolderTexts {
  const views = viewsOf(catalog);
  const heading = `Written by Grounds ${version} from its catalog. Do not edit it: write it again.`;
  const filters = filtersOf(catalog);
  const model = [
    text("connection", connection),
    text("include", "/views/*.view.lkml"),
    plain("week_start_day", weekdays[weekStartOf(catalog) ?? 1] ?? "monday"),
    customersExplore(filters),
    orderLinesExplore(),
  ];
  return new Map([
    ["manifest.lkml", lookmlText(heading, [text("project_name", "grounds")])],
    ["grounds.model.lkml", lookmlText(heading, model)],
    ...views.map(
      (view) => [`views/${view.name}.view.lkml`, lookmlText(heading, [viewBlock(view, catalog, currency)])] as const,
    ),
    ["views/bought.view.lkml", lookmlText(heading, [boughtView(filters)])],
  ]);
}

/** The filters on order lines that keep customers who bought nothing; for times the day is enough. */
function filtersOf({ dimensions }: Catalog): readonly Dimension[] {
  return dimensions.filter(({ of, type }) => of === "line" && ["text", "integer", "day"].includes(type));
}

function viewBlock(view: View, catalog: Catalog, currency: string): Block {
  const { name, table, primaryKey, keys, dimensions, measures } = view;
  const ofCohort = measures.filter((measure) => isOfCohort(measure, catalog)).map((measure) => measure.name);
  return block(
    "view",
    name,
    sql("sql_table_name", table),
    text("view_label", titleOf(name)),
    block(
      "set",
      "dimensions",
      list(
        "fields",
        dimensions.map((dimension) => dimension.name),
      ),
    ),
    ...(ofCohort.length === 0 ? [] : [block("set", "of_cohort", list("fields", ofCohort))]),
    ...(measures.length === 0 ? [] : [block("set", "detail", list("fields", detailOf(view)))]),
    keyField(primaryKey, true),
    ...keys.map((key) => keyField(key, false)),
    ...dimensionFields(dimensions),
    ...measures.map((measure) => measureField(measure, catalog, currency)),
  );
}

/** Whether a measure is the size of a cohort, or is divided by it: it is meaningless broken down by what was bought. */
function isOfCohort({ additivity, denominator }: Measure, { measures }: Catalog): boolean {
  return additivity === "cohort" || measures.some((one) => one.name === denominator && one.additivity === "cohort");
}

/** The columns of a drill to single rows, which both explores have. */
function detailOf({ name, keys, dimensions, measures }: View): readonly string[] {
  if (name === "customers")
    return [
      ...keys,
      ...dimensions.filter(({ isOwn, type }) => isOwn !== true && type === "text").map((one) => one.name),
    ];
  const amounts = measures.filter(({ additivity }) => additivity === "sum").map((measure) => measure.name);
  return ["transaction_id", "order_id", "customers.customer_id", ...amounts.filter((one) => detailAmounts.has(one))];
}

const detailAmounts: ReadonlySet<string> = new Set(["bags", "list_revenue", "discounts", "reversals", "net_revenue"]);

function titleOf(name: string): string {
  const words = name.replaceAll("_", " ");
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}

function boughtView(filters: readonly Dimension[]): Block {
  return block("view", "bought", text("view_label", "Bought"), ...filters.map(filterField));
}

/** Customers with what they bought: those who bought nothing count in the size of the cohort. */
function customersExplore(filters: readonly Dimension[]): Block {
  const conditions = filters.map(
    ({ name, type }) =>
      `{% condition bought.${name} %} \${order_lines.${type === "day" ? name.replace(/_date$/, "_raw") : name}} {% endcondition %}`,
  );
  return block(
    "explore",
    "customers",
    text("label", "Customers"),
    text(
      "description",
      "What customers bought, by what was known when they were acquired. Filters of Bought keep customers who bought nothing in the cohort's size.",
    ),
    list("fields", ["ALL_FIELDS*", "-order_lines.dimensions*"]),
    block("join", "bought", plain("relationship", "one_to_one"), sql("sql", "")),
    block(
      "join",
      "order_lines",
      plain("type", "left_outer"),
      plain("relationship", "one_to_many"),
      sql("sql_on", [`\${customers.customer_key} = \${order_lines.customer_key}`, ...conditions].join("\n      and ")),
    ),
  );
}

/** Order lines by any dimension, including guests'; no measure that needs the size of a cohort. */
function orderLinesExplore(): Block {
  return block(
    "explore",
    "order_lines",
    text("label", "Order lines"),
    text("description", "What was bought, by anything known of the order line, the coffee and the customer."),
    list("fields", ["ALL_FIELDS*", "-order_lines.of_cohort*", "-customers.of_cohort*"]),
    block(
      "join",
      "customers",
      plain("type", "left_outer"),
      plain("relationship", "many_to_one"),
      sql("sql_on", `\${order_lines.customer_key} = \${customers.customer_key}`),
    ),
    block(
      "join",
      "coffee_profiles",
      plain("type", "left_outer"),
      plain("relationship", "many_to_one"),
      sql("sql_on", `\${order_lines.coffee_profile_key} = \${coffee_profiles.coffee_profile_key}`),
    ),
  );
}
