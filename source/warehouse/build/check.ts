import type { Database } from "../database/database.ts";
import { readMonitorState } from "../monitors/monitors-meta.ts";
import { runMonitors } from "../monitors/run-monitors.ts";
import type { CompiledProject } from "../project/compile.ts";
import { compiledProject } from "../project/compiled-project.ts";
import { readProjectFiles } from "../project/project-files.ts";
import { type CheckResult, TestRun } from "./run-tests.ts";

/** A check's result on the current warehouse. */
export interface Checked extends CheckResult {
  /** Run now or, if it needs the raw records, which are not kept, as the build found it. */
  readonly when: "now" | "build";
}

export interface CheckOptions {
  /** The dbt project. */
  readonly projectDir: string;
  readonly signal?: AbortSignal | undefined;
}

/** Runs the project's data tests and the monitors on an open warehouse. Rejects with ModelError for a test that cannot be run. */
export async function* checkWarehouse(database: Database, options: CheckOptions): AsyncGenerator<Checked> {
  const { tests } = await projectAsBuilt(database, options.projectDir);
  const onRaw = tests.filter((test) => test.readsRaw);
  const onModels = tests.filter((test) => !test.readsRaw);
  for await (const result of new TestRun(database, onModels, options.signal).results())
    yield { ...result, when: "now" };
  const known = await builtVerdicts(database);
  for (const { name, model, severity, file } of onRaw) {
    const failures = known.get(name);
    if (failures === undefined) continue;
    const status = failures === 0 ? "passed" : severity === "warn" ? "warned" : "failed";
    const message = failures === 0 ? "" : `${failures} rows fail ${name} (${file}), as of the build`;
    yield { name, model, severity, status, failures, message, sql: "", when: "build" };
  }
  const { settings, before } = await readMonitorState(database);
  const { results } = await runMonitors(database, new Date(), settings, before);
  for (const result of results) yield { ...result, when: "now" };
}

/** The dbt project with the vars that an open warehouse was built with. */
export async function projectAsBuilt(database: Database, projectDir: string): Promise<CompiledProject> {
  return compiledProject(await readProjectFiles(projectDir), await builtVars(database));
}

async function builtVerdicts(database: Database): Promise<ReadonlyMap<string, number>> {
  const { rows } = await database.query("select check_name, failures from meta.check_results");
  return new Map(rows.map(([name, failures]) => [String(name), Number(failures)]));
}

/** The vars that the build was given besides those of dbt_project.yml, so that tests mean the same. */
async function builtVars(database: Database): Promise<Readonly<Record<string, unknown>>> {
  const { rows } = await database.query("select vars from meta.runs order by ended_at desc limit 1");
  const vars: unknown = JSON.parse(String(rows[0]?.[0] ?? "{}"));
  return typeof vars === "object" && vars !== null ? { ...vars } : {};
}
