import { createHash } from "node:crypto";
import { type Declaration, isRecord } from "../project/read-project.ts";
import { type Common, declaredHead, fqnOf, refTo } from "./common.ts";

type Body = Readonly<Record<string, unknown>>;

/** A semantic model as manifest.json lists it: the contents of the `.yml`, with null or empty values for what it leaves out. */
export function semanticModel(common: Common, { name, file, body }: Declaration): object {
  const { ids, project, database, createdAt } = common;
  const model = modelIn(body.model);
  const found = project.models.find((one) => one.name === model);
  return {
    ...declaredHead(common, "semantic_model", file, name),
    ...{ unique_id: ids.of("semantic_model", name), fqn: fqnOf(common, file, name), model: body.model },
    node_relation: {
      ...{ alias: model, schema_name: found?.schema ?? "", database },
      relation_name: `"${database}".${found?.relation ?? ""}`,
    },
    ...{ description: body.description ?? null, label: body.label ?? null, defaults: body.defaults ?? null },
    entities: bodiesIn(body.entities).map((entity) => ({ ...entityHead, ...entity, config: configOf(entity) })),
    measures: bodiesIn(body.measures).map((measure) => ({ ...measureHead, ...measure, config: configOf(measure) })),
    dimensions: bodiesIn(body.dimensions).map(dimension),
    ...{ metadata: null, depends_on: { macros: [], nodes: [ids.of("model", model)] }, refs: [refTo(model)] },
    ...{ created_at: createdAt, config: { enabled: true, group: null, ...configOf(body) } },
    ...{ unrendered_config: body.config ?? {}, primary_entity: body.primary_entity ?? null, group: null },
  };
}

function dimension(body: Body): object {
  const { type_params: params } = body;
  const time = isRecord(params) ? { validity_params: null, ...params } : null;
  return { ...dimensionHead, ...body, type_params: time, config: configOf(body) };
}

/** A metric as manifest.json lists it. */
export function metricNode(common: Common, { name, file, body }: Declaration): object {
  const { ids, createdAt } = common;
  const params = isRecord(body.type_params) ? body.type_params : {};
  const parts = [params.numerator, params.denominator].filter((part) => part !== undefined);
  const measures = measuresOf(common, name);
  const nodes =
    parts.length > 0
      ? parts.map((part) => ids.of("metric", nameOf(part)))
      : measures.map((measure) => ids.of("semantic_model", modelOfMeasure(common, measure)));
  const config = configOf(body);
  return {
    ...declaredHead(common, "metric", file, name),
    ...{ unique_id: ids.of("metric", name), fqn: fqnOf(common, file, name) },
    ...{ description: body.description ?? "", label: body.label ?? "", type: body.type },
    type_params: {
      ...{ expr: null, window: null, grain_to_date: null, metrics: [], conversion_type_params: null },
      ...{ cumulative_type_params: null, metric_aggregation_params: null },
      ...params,
      measure: params.measure === undefined ? null : input(params.measure, measureInput),
      input_measures: measures.map((measure) => input(measure, measureInput)),
      numerator: params.numerator === undefined ? null : input(params.numerator, metricInput),
      denominator: params.denominator === undefined ? null : input(params.denominator, metricInput),
    },
    ...{ filter: null, metadata: null, time_granularity: null, meta: config.meta, tags: [] },
    ...{ config: { enabled: true, group: null, ...config }, unrendered_config: body.config ?? {}, sources: [] },
    ...{ depends_on: { macros: [], nodes }, refs: [], metrics: [], created_at: createdAt, group: null },
  };
}

/** The measures that a metric is ultimately based on, each once. */
function measuresOf(common: Common, metric: string): readonly string[] {
  const found = declared(common, "metrics").find(({ name }) => name === metric);
  const params = isRecord(found?.body.type_params) ? found.body.type_params : {};
  if (params.measure !== undefined) return [nameOf(params.measure)];
  const parts = [params.numerator, params.denominator].filter((part) => part !== undefined).map(nameOf);
  return [...new Set(parts.filter((part) => part !== metric).flatMap((part) => measuresOf(common, part)))];
}

function modelOfMeasure(common: Common, measure: string): string {
  const has = ({ body }: Declaration) => bodiesIn(body.measures).some(({ name }) => name === measure);
  return declared(common, "semantic_models").find(has)?.name ?? "";
}

/** An exposure as manifest.json lists it. */
export function exposureNode(common: Common, { name, file, body }: Declaration): object {
  const { ids, createdAt } = common;
  const models = (Array.isArray(body.depends_on) ? body.depends_on : []).map(modelIn);
  return {
    ...declaredHead(common, "exposure", file, name),
    ...{ unique_id: ids.of("exposure", name), fqn: fqnOf(common, file, name) },
    ...{ type: body.type, owner: body.owner, description: body.description ?? "", label: body.label ?? null },
    ...{ maturity: body.maturity ?? null, meta: {}, tags: [], config: { enabled: true, tags: [], meta: {} } },
    ...{ unrendered_config: {}, url: body.url ?? null },
    depends_on: { macros: [], nodes: models.map((model) => ids.of("model", model)) },
    ...{ refs: models.map(refTo), sources: [], metrics: [], created_at: createdAt },
  };
}

const noOverrides = { macros: {}, vars: {}, env_vars: {} } as const;

/** A unit test as manifest.json lists it. */
export function unitTestNode(common: Common, { name, file, body }: Declaration): object {
  const { ids, project, createdAt } = common;
  const model = String(body.model);
  const given = bodiesIn(body.given).map((one) => ({ ...rowsHead, ...one }));
  const expect = { ...rowsHead, ...(isRecord(body.expect) ? body.expect : {}) };
  return {
    ...{ model, given, expect, ...declaredHead(common, "unit_test", file, name) },
    ...{ unique_id: ids.unitTest(model, name), fqn: fqnOf(common, file, model, name) },
    ...{
      description: body.description ?? "",
      overrides: isRecord(body.overrides) ? { ...noOverrides, ...body.overrides } : null,
    },
    depends_on: { macros: [], nodes: [ids.of("model", model)] },
    config: { tags: [], meta: {}, enabled: true, static_analysis: null },
    checksum: createHash("sha256")
      .update(JSON.stringify([model, given, expect]))
      .digest("hex"),
    ...{ schema: project.models.find((one) => one.name === model)?.schema ?? null, created_at: createdAt },
    ...{ versions: null, version: null },
  };
}

export function declared({ project }: Common, kind: Declaration["kind"]): readonly Declaration[] {
  return project.declarations.filter((one) => one.kind === kind);
}

function modelIn(ref: unknown): string {
  return /ref\(\s*['"](\w+)['"]\s*\)/.exec(String(ref))?.[1] ?? "";
}

function bodiesIn(value: unknown): readonly Body[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

function nameOf(value: unknown): string {
  return String(isRecord(value) ? value.name : value);
}

function input(value: unknown, head: Body): Body {
  return { ...head, ...(isRecord(value) ? value : { name: value }) };
}

function configOf({ config }: Body): { readonly meta: unknown } {
  return { meta: {}, ...(isRecord(config) ? config : {}) };
}

const entityHead = { description: null, label: null, role: null, expr: null };
const dimensionHead = { description: null, label: null, is_partition: false, expr: null, metadata: null };
const rowsHead = { rows: [], format: "dict", fixture: null };
const measureInput = { filter: null, alias: null, join_to_timespine: false, fill_nulls_with: null };
const metricInput = { filter: null, alias: null, offset_window: null, offset_to_grain: null };
const measureHead = {
  ...{ description: null, label: null, create_metric: false, expr: null, agg_params: null },
  ...{ non_additive_dimension: null, agg_time_dimension: null },
};
