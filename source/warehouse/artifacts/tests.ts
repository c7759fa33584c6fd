import { failingRowsOf } from "../build/run-tests.ts";
import type { DataTest } from "../project/data-tests.ts";
import { type Common, checksumOf, dependencies, docs, fqnOf, macrosIn, withinFolder, withinProject } from "./common.ts";
import { compiled } from "./models.ts";
import { declaredTest } from "./node-ids.ts";

/** A data test as manifest.json lists it. */
export function testNode(common: Common, test: DataTest): object {
  return test.kind === undefined ? singularNode(common, test) : declaredNode(common, test);
}

function singularNode(common: Common, test: DataTest): object {
  const { name, file, text = "", refs, sources } = test;
  const config = test.declared?.config ?? {};
  return {
    ...headOf(common, test, name, name, config),
    ...{ path: withinFolder(file), fqn: fqnOf(common, file, name), checksum: checksumOf(text), raw_code: text.trim() },
    ...dependencies(common, refs, sources, macrosIn(common, text)),
  };
}

function declaredNode(common: Common, test: DataTest): object {
  const { kind = "", file, model, column, refs, sources } = test;
  const { name, alias, metadata } = declaredTest(test);
  const config = { ...test.declared?.config, ...(alias === name ? {} : { alias }) };
  return {
    ...headOf(common, test, name, alias, config),
    ...{ path: `${alias}.sql`, fqn: fqnOf(common, file, name), checksum: { name: "none", checksum: "" } },
    raw_code: `{{ test_${kind}(**_dbt_generic_test_kwargs) }}${configCall(config)}`,
    ...dependencies(common, refs, sources, macrosOf(common, kind)),
    ...{ column_name: column ?? null, file_key_name: `models.${model}`, attached_node: common.ids.of("model", model) },
    test_metadata: metadata,
  };
}

function headOf(
  { database, project, ids, createdAt }: Common,
  test: DataTest,
  name: string,
  alias: string,
  config: Readonly<Record<string, unknown>>,
): object {
  return {
    ...{ database, schema: "dbt_test__audit", name, resource_type: "test", package_name: project.name },
    ...{ original_file_path: withinProject(test.file), unique_id: ids.test(test), alias },
    config: { ...testConfig, ...config },
    ...{ tags: [], description: "", columns: {}, meta: config.meta ?? {}, group: null, docs },
    ...{ patch_path: null, build_path: null },
    ...{ unrendered_config: config, created_at: createdAt, relation_name: null, doc_blocks: [], language: "sql" },
    ...compiled(failingRowsOf(test)),
  };
}

/** A test's settings as dbt writes them after its call. */
function configCall(config: Readonly<Record<string, unknown>>): string {
  const settings = Object.entries(config).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return settings.length === 0 ? "" : `{{ config(${settings.join(",")}) }}`;
}

/** The macros behind a kind of test: one of dbt's own four, or one of the project. */
function macrosOf({ ids }: Common, kind: string): readonly string[] {
  const own = ["unique", "not_null", "accepted_values", "relationships"].includes(kind);
  const macro = own ? `macro.dbt.test_${kind}` : ids.of("macro", `test_${kind}`);
  return kind === "unique" || kind === "not_null" ? [macro] : [macro, "macro.dbt.get_where_subquery"];
}

const testConfig = {
  ...{ enabled: true, alias: null, schema: "dbt_test__audit", database: null, tags: [], meta: {}, group: null },
  ...{ static_analysis: null, materialized: "test", severity: "ERROR", store_failures: null, store_failures_as: null },
  ...{ where: null, limit: null, fail_calc: "count(*)", warn_if: "!= 0", error_if: "!= 0" },
};
