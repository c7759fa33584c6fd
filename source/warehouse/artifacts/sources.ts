import type { SourceTable, SqlFile } from "../project/read-project.ts";
import { type Common, docs, fqnOf, macrosIn, withinProject } from "./common.ts";

/** A raw table as manifest.json lists it. */
export function sourceNode(common: Common, table: SourceTable): object {
  const { ids, project, createdAt } = common;
  const { name, source, file, description, sourceDescription, config } = table;
  const path = withinProject(file);
  const freshness = freshnessOf(config.freshness);
  const age = { freshness, loaded_at_field: null, loaded_at_query: config.loaded_at_query ?? null };
  return {
    ...{ database: "landing", schema: source, name, resource_type: "source", package_name: project.name },
    ...{ path, original_file_path: path, unique_id: ids.source(name), fqn: fqnOf(common, file, source, name) },
    ...{ source_name: source, source_description: sourceDescription, loader: "", identifier: name, ...age },
    ...{ quoting: { database: null, schema: null, identifier: null, column: null }, external: null },
    ...{ description, columns: {}, meta: {}, source_meta: {}, tags: [] },
    config: { enabled: true, event_time: null, ...age, meta: {}, tags: [], static_analysis: null },
    ...{ patch_path: null, unrendered_config: { ...age, meta: {}, tags: [] } },
    ...{ relation_name: `"landing"."${source}"."${name}"`, created_at: createdAt, doc_blocks: [] },
    ...{ unrendered_database: "{{ var('raw_database', 'landing') }}", unrendered_schema: source },
  };
}

function freshnessOf(freshness: unknown): object {
  const never = { count: null, period: null };
  return { warn_after: never, error_after: never, filter: null, ...(typeof freshness === "object" ? freshness : {}) };
}

/** The macros of a file as manifest.json lists them. */
export function macroNodes(common: Common, { file, text }: SqlFile): readonly (readonly [string, object])[] {
  const path = withinProject(file);
  return [...text.matchAll(/{%-?\s*macro\s+(\w+)[\s\S]*?endmacro\s*-?%}/g)].map(([sql, name = ""]) => {
    const id = common.ids.of("macro", name);
    return [
      id,
      {
        ...{ name, resource_type: "macro", package_name: common.project.name, path, original_file_path: path },
        ...{ unique_id: id, macro_sql: sql, description: "", meta: {}, docs, config: { meta: {}, docs } },
        depends_on: { macros: macrosIn(common, sql).filter((other) => other !== id) },
        ...{ patch_path: null, arguments: [], created_at: common.createdAt, supported_languages: null },
      },
    ];
  });
}
