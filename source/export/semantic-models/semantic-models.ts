import { parse, stringify } from "yaml";
import type { Catalog, Dimension, Measure } from "../../domain/catalog.ts";
import type { Filter } from "../../domain/slice.ts";
import { refuseReserved } from "./refuse-reserved.ts";

interface Entry {
  readonly name: string;
  readonly [key: string]: unknown;
}

interface SemanticModel extends Entry {
  readonly dimensions: readonly Entry[];
  readonly measures?: readonly Entry[];
}

type InputMeasure = string | { readonly name: string };

interface Metric extends Entry {
  readonly type_params: {
    readonly measure?: InputMeasure;
    readonly numerator?: string;
    readonly denominator?: string;
  };
  readonly config: { readonly meta: { readonly wording?: { readonly name?: string } } };
}

interface SemanticFile {
  readonly version: number;
  readonly semantic_models: readonly SemanticModel[];
  readonly metrics: readonly Metric[];
}

const modelOf = {
  customer: "customers",
  line: "order_lines",
  profile: "coffee_profiles",
  discount: "line_discounts",
} as const;
const entityOf = {
  customer: "customer",
  line: "order_line",
  profile: "coffee_profile",
  discount: "line_discount",
} as const;

/**
 * The dbt project's semantic models with what a source adds to the catalog: its own dimensions, its fiscal years, its
 * discount programs and its own measures, a filtered one as a metric with a filter; and with the names of measures in its
 * business. Throws UserError if one has a name that MetricFlow does not accept.
 */
export function semanticModels(base: string, catalog: Catalog): string {
  refuseReserved(catalog);
  const file = parse(base) as SemanticFile;
  const names = namesOf(file, catalog);
  const known = new Set(file.semantic_models.flatMap(({ dimensions }) => dimensions.map(({ name }) => name)));
  const added = catalog.dimensions.filter(({ name }) => !known.has(name));
  const metrics = file.metrics.map((metric) => renamed(metric, names, catalog));
  return stringify(
    {
      ...file,
      semantic_models: file.semantic_models.map((model) => ({
        ...withPrograms(model, catalog),
        dimensions: [...model.dimensions, ...added.filter(({ of }) => modelOf[of] === model.name).map(dimensionEntry)],
      })),
      metrics: [
        ...metrics,
        ...programMeasures(catalog).map(programEntry),
        ...catalog.measures.filter(({ isOwn }) => isOwn).map((one) => metricEntry(one, metrics, catalog)),
      ],
    },
    { lineWidth: 0 },
  );
}

/** The names of the file's metrics in the catalog, if they differ. */
function namesOf({ metrics }: SemanticFile, { measures }: Catalog): ReadonlyMap<string, string> {
  const others = metrics.flatMap(({ name, config }) => {
    const other = config.meta.wording?.name;
    const isOther = other !== undefined && measures.some((one) => one.name === other);
    return isOther ? [[name, other] as const] : [];
  });
  return new Map(others);
}

/** The measures of the source's discount programs, in total and per customer. */
function programMeasures({ measures, programs = [] }: Catalog): readonly Measure[] {
  const names = new Set(programs.flatMap((one) => [`${one}_discount`, `${one}_discount_per_customer`]));
  return measures.filter(({ name }) => names.has(name));
}

/** The order lines' model with a measure for each program's column of the facts. */
function withPrograms(model: SemanticModel, catalog: Catalog): SemanticModel {
  const { measures } = model;
  if (model.name !== modelOf.line || measures === undefined) return model;
  const added = programMeasures(catalog).filter(({ expression }) => expression !== "");
  const entries = added.map(({ name, expression, description }) => ({
    name,
    agg: "sum",
    expr: expression,
    description,
  }));
  return { ...model, measures: [...measures, ...entries] };
}

function programEntry({ name, label, description, numerator, denominator, ...measure }: Measure): Entry {
  const { unit, better, needs, discount } = measure;
  const config = { meta: { ...(discount === undefined ? {} : { discount }), needs, unit, better } };
  return numerator === undefined
    ? { name, label, description, type: "simple", type_params: { measure: filled(name) }, config }
    : { name, label, description, type: "ratio", type_params: { numerator, denominator }, config };
}

function renamed(metric: Metric, names: ReadonlyMap<string, string>, { measures }: Catalog): Metric {
  const { measure, numerator, denominator } = metric.type_params;
  const called = (name: string) => names.get(name) ?? name;
  const known = measures.find(({ name }) => name === called(metric.name));
  return {
    ...metric,
    ...(known === undefined ? {} : { label: known.label, description: known.description }),
    name: called(metric.name),
    type_params: {
      ...metric.type_params,
      ...(measure === undefined ? {} : { measure: filled(measureName(measure)) }),
      ...(numerator === undefined ? {} : { numerator: called(numerator) }),
      ...(denominator === undefined ? {} : { denominator: called(denominator) }),
    },
  };
}

/** A cell without a row is 0, as in the catalog; MetricFlow leaves it empty by default. */
function filled(measure: string) {
  return { name: measure, fill_nulls_with: 0 };
}

function measureName(measure: InputMeasure): string {
  return typeof measure === "string" ? measure : measure.name;
}

function dimensionEntry({ name, label, description, expression, type, cube, finer }: Dimension): Entry {
  const meta = { ...(type === "text" ? {} : { type }), ...(cube ? { cube } : {}), ...(finer ? { finer } : {}) };
  const expr = expression === name ? {} : { expr: expression };
  return {
    name,
    type: "categorical",
    label,
    description,
    ...expr,
    ...(Object.keys(meta).length > 0 ? { config: { meta } } : {}),
  };
}

function metricEntry(measure: Measure, metrics: readonly Metric[], catalog: Catalog): Entry {
  const { name, label, description, unit, better, only, numerator, denominator } = measure;
  const config = { meta: { unit, better } };
  if (only === undefined)
    return { name, label, description, type: "ratio", type_params: { numerator, denominator }, config };
  const of = metrics.find((one) => one.name === only.of)?.type_params.measure ?? only.of;
  const filter = only.filters.map((one) => conditionOf(one, catalog)).join(" and ");
  return {
    name,
    label,
    description,
    type: "simple",
    type_params: { measure: filled(measureName(of)) },
    filter,
    config,
  };
}

/** A condition in MetricFlow's form: `{{ Dimension('customer__region') }} in ('west')`. */
function conditionOf({ dimension: name, op, values }: Filter, { dimensions }: Catalog): string {
  const found = dimensions.find((one) => one.name === name);
  const column = `{{ Dimension('${entityOf[found?.of ?? "line"]}__${name}') }}`;
  const listed = values
    .filter((value) => value !== "")
    .map((value) => (found?.type === "integer" ? value : `'${value.replaceAll("'", "''")}'`));
  const parts = [
    ...(listed.length === 0 ? [] : [`${column} in (${listed.join(", ")})`]),
    ...(values.includes("") ? [`${column} is null`] : []),
  ];
  return op === "in" ? `(${parts.join(" or ")})` : `not coalesce(${parts.join(" or ")}, false)`;
}
