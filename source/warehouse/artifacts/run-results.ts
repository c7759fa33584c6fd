import { type CheckResult, failingRowsOf } from "../build/run-tests.ts";
import type { Journal } from "../build/running-build.ts";
import type { ModelRun } from "../meta/write-meta.ts";
import type { CompiledProject } from "../project/compile.ts";
import type { DataTest } from "../project/data-tests.ts";
import { type ArtifactRun, metadataOf } from "./manifest.ts";
import { NodeIds } from "./node-ids.ts";

const modelStatus = { done: "success", kept: "success", failed: "error", skipped: "skipped" } as const;
const checkStatus = { passed: "pass", warned: "warn", failed: "fail" } as const;

/** A build's results as dbt's run_results.json (schema v6) describes them; what the build never reached is "skipped". */
export function runResultsOf(project: CompiledProject, { models, checks }: Journal, run: ArtifactRun): object {
  const runs = new Map(models.map((each) => [each.model, each]));
  const verdicts = new Map(checks.map((check) => [`${check.model} ${check.name}`, check]));
  return {
    metadata: metadataOf("run-results/v6", run),
    results: [
      ...project.models.map((model) => modelResult(project, model, runs.get(model.name))),
      ...project.tests.map((test) => testResult(project, test, verdicts.get(`${test.model} ${test.name}`))),
    ],
    elapsed_time: (run.generatedAt.getTime() - run.startedAt.getTime()) / 1000,
    args: { which: "build", project_dir: run.projectDir, profiles_dir: run.projectDir },
  };
}

function modelResult(
  project: CompiledProject,
  { name, relation, sql }: CompiledProject["models"][number],
  run: ModelRun | undefined,
): object {
  const { error } = run ?? {};
  const place = error === undefined ? undefined : `${error.file}:${error.line}`;
  const why = run?.message ?? (run?.status === "kept" ? "unchanged since an earlier build" : undefined);
  return {
    ...result(
      new NodeIds(project).of("model", name),
      modelStatus[run?.status ?? "skipped"],
      run?.startedAt,
      run?.ms ?? 0,
    ),
    adapter_response: run?.status === "done" ? { _message: "OK", rows_affected: run.rows } : {},
    message: [place, why, error?.excerpt].filter((text) => text !== undefined).join("\n") || null,
    ...{ failures: null, compiled: true, compiled_code: sql, relation_name: relation },
  };
}

function testResult(project: CompiledProject, test: DataTest, check: CheckResult | undefined): object {
  const status = check === undefined ? "skipped" : checkStatus[check.status];
  return {
    ...result(new NodeIds(project).test(test), status, undefined, 0),
    ...{ adapter_response: {}, message: check?.message || null, failures: check?.failures ?? null },
    ...{ compiled: true, compiled_code: failingRowsOf(test), relation_name: null },
  };
}

function result(id: string, status: string, startedAt: Date | undefined, ms: number): object {
  const timing =
    startedAt === undefined
      ? []
      : [
          {
            name: "execute",
            started_at: startedAt.toISOString(),
            completed_at: new Date(startedAt.getTime() + ms).toISOString(),
          },
        ];
  return { status, timing, thread_id: "main", execution_time: ms / 1000, unique_id: id };
}
