import type { Layer } from "../../domain/build-event.ts";
import type { Pipeline, PipelineCheck, PipelineFailure, PipelineModel, PipelineRun } from "../../domain/pipeline.ts";
import type { DbtManifest, DbtNode, DbtResults } from "./artifacts.ts";

/** What the tables themselves show, by `schema.name`: their rows, and their columns with types. */
export interface TablesSeen {
  readonly hasSnapshots: boolean;
  readonly rows: ReadonlyMap<string, number>;
  readonly columns: ReadonlyMap<string, readonly (readonly [name: string, type: string])[]>;
  /** The files of the raw tables; undefined if the tables do not record them. */
  readonly files: Pipeline["sources"] | undefined;
}

/** How tables on an engine were made, from dbt's own files. */
export function dbtPipeline(
  { nodes, sources }: DbtManifest,
  results: DbtResults | undefined,
  seen: TablesSeen,
  quarantine: Pipeline["quarantine"],
): Pipeline {
  const all = Object.values(nodes);
  const tests = all.filter(({ resource_type: type }) => type === "test");
  const checks = Map.groupBy(tests, testedBy);
  const models = all.filter(({ resource_type: type }) => type === "model");
  return {
    models: inOrder(models).map((model) => modelOf(model, checks.get(model.unique_id) ?? [], results, seen)),
    sources: Object.values(sources).flatMap(({ name, relation_name: relation }) => filesOf(name, relation, seen)),
    runs: results === undefined ? [] : [runOf(results)],
    quarantine,
    failure: results && failureOf(results),
    hasSnapshots: seen.hasSnapshots,
  };
}

/** The files of a raw table, or the table itself if none are recorded. */
function filesOf(table: string, relation: string | null | undefined, { files }: TablesSeen): Pipeline["sources"] {
  const known = files?.filter((file) => file.table === table) ?? [];
  if (known.length > 0) return known;
  const rows = files === undefined || isAboutSource(table) ? undefined : 0;
  return [{ table, file: (relation ?? table).replaceAll('"', ""), modifiedAt: "", rows }];
}

/** Whether a raw table describes the others. */
function isAboutSource(table: string): boolean {
  return table === "rejects" || table === "source_files";
}

/** The model that a test is about: the one it is attached to, otherwise the first that it reads. */
function testedBy({ attached_node: beside, depends_on: { nodes } }: DbtNode): string {
  return beside ?? nodes.find((id) => id.startsWith("model.")) ?? "";
}

/** Each model after all the models it refers to. */
function inOrder(models: readonly DbtNode[]): readonly DbtNode[] {
  const byId = new Map(models.map((model) => [model.unique_id, model]));
  const placed = new Set<DbtNode>();
  const place = (model: DbtNode) => {
    if (placed.has(model)) return;
    for (const id of model.depends_on.nodes) {
      const before = byId.get(id);
      if (before) place(before);
    }
    placed.add(model);
  };
  for (const model of models) place(model);
  return [...placed];
}

function modelOf(
  node: DbtNode,
  tests: readonly DbtNode[],
  results: DbtResults | undefined,
  seen: TablesSeen,
): PipelineModel {
  const table = `${node.schema}.${node.name}`;
  const result = resultOf(results, node);
  const columns = seen.columns.get(table) ?? [];
  return {
    ...{ name: node.name, layer: node.schema as Layer, file: node.original_file_path },
    ...{ description: node.description.trim(), grain: typeof node.meta.grain === "string" ? node.meta.grain : "" },
    ...{ rows: seen.rows.get(table) ?? 0, rowsBefore: undefined, ms: (result?.execution_time ?? 0) * 1000 },
    state: columns.length === 0 ? "missing" : result === undefined ? "kept" : "done",
    refs: namesOf(node, "model"),
    sources: namesOf(node, "source"),
    checks: tests.map((test) => checkOf(test, results)),
    columns: columns.map(([name, type]) => ({ name, type, description: node.columns[name]?.description ?? "" })),
    sql: node.compiled_code ?? node.raw_code,
  };
}

function namesOf({ depends_on: { nodes } }: DbtNode, kind: "model" | "source"): readonly string[] {
  return nodes.filter((id) => id.startsWith(`${kind}.`)).map((id) => id.split(".").at(-1) ?? id);
}

const verdicts: Readonly<Record<string, string>> = { pass: "passed", warn: "warned", fail: "failed", error: "failed" };

function checkOf(test: DbtNode, results: DbtResults | undefined): PipelineCheck {
  const result = resultOf(results, test);
  return {
    ...{ name: test.name, severity: test.config.severity.toLowerCase() },
    ...{ status: verdicts[result?.status ?? ""] ?? "not run", failures: result?.failures ?? 0, message: "" },
    sql: compiledTest(test, results),
  };
}

/** The select of a test's failing rows, as dbt compiled it; empty if it was only parsed. */
export function compiledTest(test: DbtNode, results: DbtResults | undefined): string {
  return (test.compiled_code ?? resultOf(results, test)?.compiled_code ?? "").trim();
}

function resultOf(results: DbtResults | undefined, { unique_id: id }: DbtNode) {
  return results?.results.find((result) => result.unique_id === id);
}

function runOf({ metadata, elapsed_time: seconds, results }: DbtResults): PipelineRun {
  const ended = Date.parse(metadata.generated_at);
  const models = results.filter(({ unique_id: id, status }) => id.startsWith("model.") && status === "success");
  return {
    id: metadata.invocation_id,
    startedAt: new Date(ended - seconds * 1000).toISOString().replace("T", " ").slice(0, 19),
    ...{ ms: seconds * 1000, made: models.length, kept: 0, startedBy: "" },
  };
}

function failureOf({ metadata, results }: DbtResults): PipelineFailure | undefined {
  const nameIn = (id: string) => id.split(".")[2] ?? id;
  const failed = results.filter(({ status }) => status === "error" || status === "fail");
  if (failed.length === 0) return undefined;
  const skipped = results.filter(({ unique_id: id, status }) => id.startsWith("model.") && status === "skipped");
  return {
    at: metadata.generated_at,
    failed: failed.map(({ unique_id: id, message }) => ({ name: nameIn(id), message: message ?? "" })),
    skipped: skipped.map(({ unique_id: id }) => nameIn(id)),
  };
}
