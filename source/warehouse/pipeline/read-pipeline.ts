import type { Pipeline, PipelineCheck, PipelineModel, PipelineRun, PipelineSource } from "../../domain/pipeline.ts";
import { layerOf } from "../build/model-queue.ts";
import { failingRowsOf } from "../build/run-tests.ts";
import type { DatabaseValue } from "../database/values.ts";
import type { CompiledProject, Model } from "../project/compile.ts";
import { compiledProject } from "../project/compiled-project.ts";
import { readProjectFiles } from "../project/project-files.ts";
import { readFailure } from "./read-failure.ts";

/** Rows of one statement on the open warehouse. */
export type Query = (sql: string) => Promise<readonly (readonly DatabaseValue[])[]>;

export interface PipelinePlace {
  /** The dbt project. */
  readonly projectDir: string;
  /** Folder with the last build's run_results.json. */
  readonly artifacts: string | undefined;
}

/** Describes how an open warehouse was built, from its `meta` tables and the project. Rejects with UserError for the project. */
export async function readPipeline(query: Query, { projectDir, artifacts }: PipelinePlace): Promise<Pipeline> {
  const project = await compiledAsBuilt(query, projectDir);
  const [runs, modelRuns, checks, columns] = [
    await readRuns(query),
    await readModelRuns(query),
    await readChecks(query, project),
    await readColumns(query),
  ];
  const failure = await readFailure(artifacts);
  const built =
    runs[0] === undefined ? "" : new Date(Date.parse(`${runs[0].startedAt.replace(" ", "T")}Z`)).toISOString();
  return {
    models: project.models.map((model) => pipelineModel(model, modelRuns, checks, columns)),
    sources: await readSources(query),
    runs,
    quarantine: await readQuarantine(query),
    hasSnapshots: false,
    failure: failure !== undefined && failure.at > built ? failure : undefined,
  };
}

/** The project rendered with the vars of the build. */
export async function compiledAsBuilt(query: Query, projectDir: string): Promise<CompiledProject> {
  const [[text = "{}"] = []] = await query("select vars from meta.runs order by ended_at desc limit 1");
  const vars: unknown = JSON.parse(String(text));
  return compiledProject(
    await readProjectFiles(projectDir),
    typeof vars === "object" && vars !== null ? { ...vars } : {},
  );
}

interface ModelRuns {
  readonly rows: readonly number[];
  readonly state: string;
  readonly ms: number;
}

function pipelineModel(
  model: Model,
  runs: ReadonlyMap<string, ModelRuns>,
  checks: ReadonlyMap<string, readonly PipelineCheck[]>,
  types: ReadonlyMap<string, readonly (readonly [name: string, type: string])[]>,
): PipelineModel {
  const { name, file, described, refs, sources, sql, schema } = model;
  const run = runs.get(name);
  const descriptions = new Map(described.columns.map((column) => [column.name, column.description]));
  const columns = types.get(`${schema}.${name}`) ?? [];
  return {
    ...{ name, file, refs, sources, sql, layer: layerOf(model), description: described.description.trim() },
    grain: typeof described.meta.grain === "string" ? described.meta.grain : "",
    ...{ rows: run?.rows[0] ?? 0, rowsBefore: run?.rows[1], ms: run?.ms ?? 0 },
    state: run === undefined ? "missing" : run.state === "kept" ? "kept" : "done",
    checks: checks.get(name) ?? [],
    columns: columns.map(([column, type]) => ({ name: column, type, description: descriptions.get(column) ?? "" })),
  };
}

async function readModelRuns(query: Query): Promise<ReadonlyMap<string, ModelRuns>> {
  const rows = await query(
    `select model, string_agg(rows::varchar, ',' order by started_at desc), arg_max(model_runs.status, started_at),
       coalesce(arg_max(ms, started_at) filter (where model_runs.status = 'done'), 0)
     from meta.model_runs join meta.runs using (run_id) group by model`,
  );
  return new Map(
    rows.map(([model, counts, state, ms]) => [
      String(model),
      {
        rows: String(counts ?? "")
          .split(",")
          .map(Number),
        state: String(state),
        ms: Number(ms),
      },
    ]),
  );
}

async function readChecks(
  query: Query,
  { tests }: CompiledProject,
): Promise<ReadonlyMap<string, readonly PipelineCheck[]>> {
  const rows = await query(
    "select check_name, model, severity, status, failures, message from meta.check_results order by rowid",
  );
  const sqlOf = new Map(tests.map((test) => [`${test.model} ${test.name}`, test.readsRaw ? "" : failingRowsOf(test)]));
  const checks = rows.map(([name, model, severity, status, failures, message]) => ({
    ...{ name: String(name), model: String(model), severity: String(severity), status: String(status) },
    ...{ failures: Number(failures), message: String(message ?? ""), sql: sqlOf.get(`${model} ${name}`) ?? "" },
  }));
  return Map.groupBy(checks, (check) => check.model);
}

async function readColumns(query: Query): Promise<ReadonlyMap<string, readonly (readonly [string, string])[]>> {
  const rows = await query(
    `select schema_name || '.' || table_name, column_name, data_type from duckdb_columns()
     where database_name = current_database() and not internal order by 1, column_index`,
  );
  const grouped = Map.groupBy(rows, ([table]) => String(table));
  return new Map(
    [...grouped].map(([table, own]) => [table, own.map(([, name, type]) => [String(name), String(type)] as const)]),
  );
}

async function readRuns(query: Query): Promise<readonly PipelineRun[]> {
  const rows = await query(
    `select run_id, strftime(started_at, '%Y-%m-%d %H:%M:%S'), epoch_ms(ended_at) - epoch_ms(started_at),
       (select count(*) from meta.model_runs where run_id = runs.run_id and status = 'done'),
       (select count(*) from meta.model_runs where run_id = runs.run_id and status = 'kept'),
       concat_ws(' ', orchestrator, orchestrator_run)
     from meta.runs as runs order by started_at desc`,
  );
  return rows.map(([id, startedAt, ms, made, kept, startedBy]) => ({
    ...{ id: String(id), startedAt: String(startedAt), ms: Number(ms), made: Number(made), kept: Number(kept) },
    startedBy: String(startedBy ?? ""),
  }));
}

async function readSources(query: Query): Promise<readonly PipelineSource[]> {
  const rows = await query(
    `select source_table, file, rows, strftime(modified_at, '%Y-%m-%d %H:%M') from meta.source_files order by rowid`,
  );
  return rows.map(([table, file, count, modifiedAt]) => ({
    ...{ table: String(table), file: String(file), rows: Number(count), modifiedAt: String(modifiedAt) },
  }));
}

async function readQuarantine(query: Query): Promise<Pipeline["quarantine"]> {
  const rows = await query("select source_table, reason, rows from meta.quarantine_counts order by rows desc, 1, 2");
  return rows.map(([table, reason, count]) => ({ table: String(table), reason: String(reason), rows: Number(count) }));
}
