import { version } from "../../version.ts";
import type { CompiledProject } from "../project/compile.ts";
import { type Common, commonOf } from "./common.ts";
import { modelNode } from "./models.ts";
import { declared, exposureNode, metricNode, semanticModel, unitTestNode } from "./semantics.ts";
import { macroNodes, sourceNode } from "./sources.ts";
import { testNode } from "./tests.ts";

export interface ArtifactRun {
  readonly runId: string;
  readonly startedAt: Date;
  readonly generatedAt: Date;
  /** Name of the database with the models. */
  readonly database: string;
  /** Folder of the dbt project, with its profiles. */
  readonly projectDir: string;
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

/**
 * The project as dbt's manifest.json (schema v12) describes it: models, data tests, sources, the project's macros, semantic
 * models, metrics, exposures, unit tests and their dependencies. Ids, names and contents are dbt's own, so that its tools can
 * match them.
 */
export function manifestOf(project: CompiledProject, run: ArtifactRun): object {
  const common = commonOf(project, run);
  const nodes = byId([
    ...project.models.map((model) => modelNode(common, model)),
    ...project.tests.map((test) => testNode(common, test)),
  ]);
  const sources = byId(project.sources.map((table) => sourceNode(common, table)));
  const exposures = byId(declared(common, "exposures").map((one) => exposureNode(common, one)));
  const metrics = byId(declared(common, "metrics").map((one) => metricNode(common, one)));
  const semantic_models = byId(declared(common, "semantic_models").map((one) => semanticModel(common, one)));
  const unit_tests = byId(declared(common, "unit_tests").map((one) => unitTestNode(common, one)));
  return {
    metadata: { ...metadataOf("manifest/v12", run), project_name: project.name, adapter_type: "duckdb" },
    ...{ nodes, sources, macros: macrosOf(common), docs: {}, exposures, metrics, groups: {}, selectors: {} },
    ...{ disabled: {}, ...familyMaps([sources, nodes, exposures, metrics, semantic_models, unit_tests]) },
    ...{ group_map: {}, saved_queries: {}, semantic_models, unit_tests, functions: {} },
  };
}

type Entries = Readonly<Record<string, object>>;

function byId(entries: readonly object[]): Entries {
  return Object.fromEntries(entries.map((entry) => ["unique_id" in entry ? String(entry.unique_id) : "", entry]));
}

function macrosOf(common: Common): Entries {
  return Object.fromEntries(common.project.macros.flatMap((file) => macroNodes(common, file)));
}

/** Parents and children of every entry, in the order of the ids. */
function familyMaps(all: readonly Entries[]): object {
  const parents = new Map(
    all.flatMap((entries) => Object.entries(entries).map(([id, entry]) => [id, parentsOf(entry)])),
  );
  const children = new Map([...parents.keys()].map((id) => [id, [] as string[]]));
  for (const [id, own] of parents) for (const parent of own) children.get(parent)?.push(id);
  const sorted = [...children].map(([id, own]) => [id, own.toSorted()] as const);
  return { parent_map: Object.fromEntries(parents), child_map: Object.fromEntries(sorted) };
}

function parentsOf(entry: object): readonly string[] {
  const { depends_on: on } = entry as { readonly depends_on?: { readonly nodes: readonly string[] } };
  return (on?.nodes ?? []).toSorted();
}
