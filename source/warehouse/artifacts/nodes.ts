import { createHash } from "node:crypto";
import type { CompiledProject, Model } from "../project/compile.ts";
import type { DataTest } from "../project/data-tests.ts";
import { failingRowsOf } from "../run-tests.ts";

/** How dbt names the things of a project. */
export class NodeIds {
  readonly #project: CompiledProject;

  constructor(project: CompiledProject) {
    this.#project = project;
  }

  model(name: string): string {
    return `model.${this.#project.name}.${name}`;
  }

  source(table: string): string {
    const source = this.#project.sources.find(({ name }) => name === table)?.source ?? "raw";
    return `source.${this.#project.name}.${source}.${table}`;
  }

  /** A declared test has a hash behind its name, as two of one name can differ in their arguments. */
  test(test: DataTest): string {
    const id = `test.${this.#project.name}.${test.name}`;
    return test.kind === undefined
      ? id
      : `${id}.${sha256(JSON.stringify([test.file, failingRowsOf(test)])).slice(0, 10)}`;
  }
}

/** A path of the project's files as dbt tells it: from the project's own folder. */
export function withinProject(file: string): string {
  return file.split("/").slice(1).join("/");
}

export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

const docs = { show: true, node_color: null };

interface Common {
  readonly database: string;
  readonly createdAt: number;
}

/** A model as manifest.json lists it. */
export function modelNode(project: CompiledProject, model: Model, { database, createdAt }: Common): object {
  const { name, schema, described, text, sql, refs, sources, materialized } = model;
  const path = withinProject(model.file);
  const ids = new NodeIds(project);
  return {
    ...{ database, schema, name, alias: name, resource_type: "model", package_name: project.name },
    ...{ path: path.split("/").slice(1).join("/"), original_file_path: path, unique_id: ids.model(name) },
    fqn: [
      project.name,
      ...path
        .replace(/\.sql$/, "")
        .split("/")
        .slice(1),
    ],
    checksum: { name: "sha256", checksum: sha256(text) },
    config: { enabled: true, materialized, schema, meta: described.meta, tags: [] },
    ...{ tags: [], description: described.description, meta: described.meta, docs, group: null },
    columns: Object.fromEntries(described.columns.map((column) => [column.name, { ...column, meta: {}, tags: [] }])),
    patch_path: described.file === undefined ? null : `${project.name}://${withinProject(described.file)}`,
    ...{ created_at: createdAt, relation_name: model.relation, raw_code: text, language: "sql" },
    ...code(sql),
    ...dependsOn(ids, refs, sources),
    ...{ access: "protected", constraints: [], version: null, latest_version: null, primary_key: [] },
  };
}

/** A data test as manifest.json lists it. */
export function testNode(project: CompiledProject, test: DataTest, { database, createdAt }: Common): object {
  const ids = new NodeIds(project);
  const id = ids.test(test);
  const path = withinProject(test.file);
  const own = { enabled: true, materialized: "test", severity: test.severity, schema: "dbt_test__audit", tags: [] };
  const declared =
    test.kind === undefined
      ? {}
      : {
          column_name: test.column ?? null,
          file_key_name: `models.${test.model}`,
          attached_node: ids.model(test.model),
          test_metadata: {
            name: test.kind,
            kwargs: { model: `{{ get_where_subquery(ref('${test.model}')) }}`, column_name: test.column ?? null },
            namespace: null,
          },
        };
  return {
    ...{ database, schema: "dbt_test__audit", name: test.name, alias: test.name, resource_type: "test" },
    ...{ package_name: project.name, path: `${test.name}.sql`, original_file_path: path, unique_id: id },
    fqn: [
      project.name,
      ...path
        .replace(/\.(sql|ya?ml)$/, "")
        .split("/")
        .slice(1),
    ],
    checksum: { name: "none", checksum: "" },
    config: own,
    ...{ tags: [], description: "", meta: {}, docs, group: null, columns: {}, created_at: createdAt },
    ...{ relation_name: null, raw_code: failingRowsOf(test), language: "sql" },
    ...code(failingRowsOf(test)),
    ...dependsOn(ids, test.refs, test.sources),
    ...declared,
  };
}

function code(sql: string): object {
  return { compiled: true, compiled_code: sql, extra_ctes_injected: true, extra_ctes: [] };
}

function dependsOn(ids: NodeIds, refs: readonly string[], sources: readonly string[]): object {
  return {
    refs: refs.map((name) => ({ name, package: null, version: null })),
    sources: sources.map((table) => ids.source(table).split(".").slice(2)),
    depends_on: {
      macros: [],
      nodes: [...sources.map((table) => ids.source(table)), ...refs.map((name) => ids.model(name))],
    },
  };
}
