import { posix } from "node:path";
import type { Model } from "../project/compile.ts";
import { isRecord } from "../project/read-project.ts";
import { type Common, checksumOf, dependencies, docs, fqnOf, macrosIn, withinFolder, withinProject } from "./common.ts";

/** A model as manifest.json lists it. */
export function modelNode(common: Common, model: Model): object {
  const { database, createdAt, ids, project } = common;
  const { name, schema, described, text, sql, refs, sources, settings, materialized } = model;
  const { file, meta, columns, description } = described;
  const own = { ...settings, ...described.config };
  return {
    ...{ database, schema, name, resource_type: "model", package_name: project.name },
    ...{
      path: withinFolder(model.file),
      original_file_path: withinProject(model.file),
      unique_id: ids.of("model", name),
    },
    ...{ fqn: fqnOf(common, model.file, posix.basename(model.file, ".sql")), alias: name, checksum: checksumOf(text) },
    config: { ...modelConfig, ...own, materialized, schema: own.schema ?? null, meta },
    ...{ tags: [], description, meta, group: null, docs },
    columns: Object.fromEntries(columns.map((column) => [column.name, { ...columnHead, ...column }])),
    patch_path: file === undefined ? null : `${project.name}://${withinProject(file)}`,
    ...{ build_path: null, unrendered_config: own, created_at: createdAt },
    relation_name: `"${database}".${model.relation}`,
    ...{ raw_code: text.trim(), doc_blocks: [], language: "sql" },
    ...dependencies(common, refs, sources, macrosIn(common, text)),
    ...compiled(sql),
    ...{ access: "protected", constraints: [], version: null, latest_version: null, deprecation_date: null },
    ...{ primary_key: primaryKey(common, name), time_spine: timeSpineOf(model) },
  };
}

const contract = { enforced: false, alias_types: true, checksum: null };

/** Code as it ran. */
export function compiled(sql: string): object {
  const code = { compiled_path: null, compiled: true, compiled_code: sql };
  return { ...code, extra_ctes_injected: true, extra_ctes: [], contract };
}

function timeSpineOf({ described: { timeSpine } }: Model): object | null {
  return isRecord(timeSpine) ? { custom_granularities: [], ...timeSpine } : null;
}

/** What dbt takes as a model's key: columns tested to be unique and not null, otherwise those tested to be unique. */
function primaryKey({ project }: Common, model: string): readonly string[] {
  const tested = (kind: string) =>
    project.tests.flatMap((test) => (test.kind === kind && test.model === model ? (test.column ?? []) : []));
  const [unique, known] = [tested("unique"), new Set(tested("not_null"))];
  const both = unique.filter((column) => known.has(column));
  return (both.length > 0 ? both : unique).toSorted();
}

const columnHead = {
  ...{ meta: {}, data_type: null, constraints: [], quote: null, config: { meta: {}, tags: [] }, tags: [] },
  ...{ granularity: null, doc_blocks: [] },
};

const modelConfig = {
  ...{
    enabled: true,
    alias: null,
    schema: null,
    database: null,
    tags: [],
    meta: {},
    group: null,
    static_analysis: null,
  },
  ...{ materialized: "view", incremental_strategy: null, batch_size: null, lookback: 1, begin: null, persist_docs: {} },
  ...{ "post-hook": [], "pre-hook": [], quoting: {}, column_types: {}, full_refresh: null, unique_key: null },
  ...{ on_schema_change: "ignore", on_configuration_change: "apply", grants: {}, packages: [], docs },
  ...{ contract: { enforced: false, alias_types: true }, event_time: null, concurrent_batches: null },
  ...{ access: "protected", freshness: null },
};
