import { version } from "../../version.ts";
import type { CompiledProject } from "../project/compile.ts";
import type { SourceTable, SqlFile } from "../project/read-project.ts";
import { modelNode, NodeIds, testNode, withinProject } from "./nodes.ts";

export interface ArtifactRun {
  readonly runId: string;
  readonly startedAt: Date;
  readonly generatedAt: Date;
  /** Name of the database that the models are in. */
  readonly database: string;
}

/** The head of an artifact; `schema` is "manifest/v12" or "run-results/v6". */
export function metadataOf(schema: string, run: ArtifactRun): Record<string, unknown> {
  return {
    dbt_schema_version: `https://schemas.getdbt.com/dbt/${schema}.json`,
    dbt_version: version,
    generated_at: run.generatedAt.toISOString(),
    invocation_id: run.runId,
    invocation_started_at: run.startedAt.toISOString(),
    env: { written_by: `grounds ${version}` },
  };
}

/** The project as dbt's manifest.json (schema v12) tells it: models, data tests, sources, macros and how they hang together. */
export function manifestOf(project: CompiledProject, run: ArtifactRun): object {
  const ids = new NodeIds(project);
  const common = { database: run.database, createdAt: run.generatedAt.getTime() / 1000 };
  const nodes = Object.fromEntries([
    ...project.models.map((model) => [ids.model(model.name), modelNode(project, model, common)]),
    ...project.tests.map((test) => [ids.test(test), testNode(project, test, common)]),
  ]);
  const empty = [
    "docs",
    "exposures",
    "metrics",
    "groups",
    "selectors",
    "disabled",
    "saved_queries",
    "semantic_models",
    "unit_tests",
  ];
  return {
    metadata: { ...metadataOf("manifest/v12", run), project_name: project.name, adapter_type: "duckdb" },
    nodes,
    sources: Object.fromEntries(
      project.sources.map((table) => [ids.source(table.name), sourceNode(project, table, common)]),
    ),
    macros: Object.fromEntries(project.macros.flatMap((file) => macroNodes(project.name, file, common.createdAt))),
    ...Object.fromEntries(empty.map((name) => [name, {}])),
    ...familyMaps(project),
    group_map: {},
  };
}

function sourceNode(
  project: CompiledProject,
  table: SourceTable,
  { createdAt }: { readonly createdAt: number },
): object {
  const path = withinProject(table.file);
  return {
    ...{ database: "landing", schema: table.source, name: table.name, resource_type: "source" },
    ...{ package_name: project.name, path, original_file_path: path },
    unique_id: new NodeIds(project).source(table.name),
    fqn: [project.name, ...path.split("/").slice(1, -1), table.source, table.name],
    ...{ source_name: table.source, source_description: table.sourceDescription, loader: "grounds" },
    ...{ identifier: table.name, description: table.description, columns: {}, meta: {}, source_meta: {}, tags: [] },
    ...{ config: { enabled: true }, created_at: createdAt },
    relation_name: `"landing"."${table.source}"."${table.name}"`,
  };
}

function macroNodes(
  project: string,
  { file, text }: SqlFile,
  createdAt: number,
): readonly (readonly [string, object])[] {
  const path = withinProject(file);
  return [...text.matchAll(/{%-?\s*macro\s+(\w+)[\s\S]*?endmacro\s*-?%}/g)].map(([sql, name = ""]) => {
    const id = `macro.${project}.${name}`;
    const own = { name, resource_type: "macro", package_name: project, path, original_file_path: path, unique_id: id };
    return [
      id,
      {
        ...own,
        macro_sql: sql,
        depends_on: { macros: [] },
        description: "",
        meta: {},
        arguments: [],
        created_at: createdAt,
      },
    ];
  });
}

function familyMaps(project: CompiledProject): object {
  const ids = new NodeIds(project);
  const parents = new Map<string, readonly string[]>(project.sources.map((table) => [ids.source(table.name), []]));
  for (const { name, refs, sources } of project.models) parents.set(ids.model(name), namesOf(ids, refs, sources));
  for (const test of project.tests) parents.set(ids.test(test), namesOf(ids, test.refs, test.sources));
  const children = new Map([...parents.keys()].map((id) => [id, [] as string[]]));
  for (const [id, all] of parents) for (const parent of all) children.get(parent)?.push(id);
  return { parent_map: Object.fromEntries(parents), child_map: Object.fromEntries(children) };
}

function namesOf(ids: NodeIds, refs: readonly string[], sources: readonly string[]): readonly string[] {
  return [...sources.map((table) => ids.source(table)), ...refs.map((name) => ids.model(name))];
}
