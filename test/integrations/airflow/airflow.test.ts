import { existsSync } from "node:fs";
import { cp, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openWarehouse } from "../../../source/warehouse/database/database.ts";
import { runHere } from "../../helpers/command-line.ts";
import { prepareProgram } from "../../torture/support/program.ts";
import { noPty, Pty } from "../../torture/support/pty.ts";
import { home, python } from "../support/home.ts";
import { record } from "../support/record.ts";
import { mustRun } from "../support/run-program.ts";
import type { Server } from "../support/server.ts";
import { type Airflow, makeAirflow } from "./start-airflow.ts";

let airflow: Airflow;
let server: Server | undefined;
const at = (name: string) => join(home(), "data", name);

beforeAll(async () => {
  await rm(join(home(), "data"), { recursive: true, force: true });
  await runHere("generate", "--customers", "300", "--out", at("raw"));
  await runHere("generate", "--customers", "300", "--dirty", "--out", at("dirty"));
  airflow = await makeAirflow({ GROUNDS_DATA: at("grounds") });
  const { node, entry } = prepareProgram();
  const program = `${node} ${entry}`;
  await exported("nightly", program, "--source", at("raw"), "--warehouse", at("w.duckdb"));
  const dirty = ["--source", at("dirty"), "--warehouse", at("dirty.duckdb"), "--bad-row-share", "0"];
  await exported("dirty", program, ...dirty);
  await exported("broken", "sh -c 'exit 1'", "--source", at("raw"));
  record({
    versions: { "apache-airflow": (await mustRun(python("airflow"), ["version"])).trim().split("\n").at(-1) ?? "" },
  });
});
afterAll(() => server?.stop());

/** Exports a DAG to where Airflow reads DAGs. */
async function exported(name: string, program: string, ...words: readonly string[]): Promise<void> {
  const out = at(`dag-${name}`);
  const more = ["--schedule", "@daily", "--start", "2025-01-01", "--reports", at("reports"), "--program", program];
  const { code, log } = await runHere("export", "airflow", "--name", name, ...more, ...words, "--out", out);
  expect(code, log).toBe(0);
  await cp(join(out, `${name}.py`), join(airflow.dags, `${name}.py`));
}

/** The Airflow runs recorded in the warehouse, oldest first. */
async function runsInMeta(): Promise<readonly string[]> {
  const database = await openWarehouse(at("w.duckdb"));
  const { rows } = await database.query(
    "select orchestrator || ' ' || orchestrator_job || ' ' || orchestrator_run from meta.runs order by started_at",
  );
  await database.close();
  return rows.map(([run]) => String(run));
}

interface Run {
  readonly dag_run_id: string;
  readonly state: string;
  readonly run_type: string;
}

interface Task {
  readonly task_id: string;
  readonly state: string | null;
  readonly try_number: number;
}

const runs = async (dag: string): Promise<readonly Run[]> =>
  (await airflow.ask(`/api/v2/dags/${dag}/dagRuns`)).dag_runs;
const tasks = async (dag: string, run: string): Promise<readonly Task[]> =>
  (await airflow.ask(`/api/v2/dags/${dag}/dagRuns/${encodeURIComponent(run)}/taskInstances`)).task_instances;

const unpause = (dag: string) => airflow.ask(`/api/v2/dags/${dag}`, { method: "PATCH", body: { is_paused: false } });

it("parses the DAGs, and runs one on the demo with airflow dags test", async () => {
  await airflow.airflow("dags", "reserialize");
  expect(await airflow.airflow("dags", "list-import-errors")).toContain("No data found");
  await airflow.airflow("dags", "test", "nightly", "2025-03-01");
  expect(existsSync(at("reports/2025-02-28.html"))).toBe(true);
  expect(await runsInMeta()).toEqual([expect.stringMatching(/^airflow nightly manual__/)]);
  record({ comparisons: 3 });
});

it("runs a backfill of three days, one after another, each run in meta", async () => {
  server = await airflow.start();
  const days = ["2025-02-01", "2025-02-02", "2025-02-03"];
  await unpause("nightly");
  const until = ["--from-date", "2025-02-01", "--to-date", "2025-02-03"];
  await airflow.airflow("backfill", "create", "--dag-id", "nightly", ...until);
  const filled = async () => (await runs("nightly")).filter(({ run_type }) => run_type === "backfill");
  const states = async () => (await filled()).map(({ state }) => state);
  await expect.poll(states, { timeout: 600_000, interval: 3000 }).toEqual(["success", "success", "success"]);
  const tries = (await Promise.all((await filled()).map((run) => tasks("nightly", run.dag_run_id)))).flat();
  expect(tries.map(({ try_number: tried }) => tried)).toEqual(tries.map(() => 1));
  for (const day of days) expect(existsSync(at(`reports/${day}.html`)), day).toBe(true);
  const ids = (await filled()).map(({ dag_run_id: id }) => `airflow nightly ${id}`);
  expect((await runsInMeta()).filter((run) => run.includes("backfill")).toSorted()).toEqual(ids.toSorted());
  record({ comparisons: 9 });
});

it("does not retry a build that ends with 3, but retries one that ends with 1", async () => {
  for (const dag of ["dirty", "broken"]) await unpause(dag);
  const build = async (dag: string) => {
    const [run] = await runs(dag);
    const found = run && (await tasks(dag, run.dag_run_id)).find(({ task_id }) => task_id === "build");
    return found && `${found.state} ${found.try_number}`;
  };
  await expect.poll(() => build("broken"), { timeout: 300_000, interval: 3000 }).toBe("up_for_retry 1");
  await expect.poll(() => build("dirty"), { timeout: 300_000, interval: 3000 }).toBe("failed 1");
  await expect.poll(async () => (await runs("dirty"))[0]?.state, { timeout: 120_000, interval: 3000 }).toBe("failed");
  expect(existsSync(at("dirty.duckdb"))).toBe(false);
  record({ comparisons: 2 });
});

it.skipIf(noPty() !== undefined)("is named on the pipeline screen with its run", async () => {
  const [run = ""] = (await runsInMeta()).slice(-1);
  const folder = at("terminal");
  await mkdir(folder);
  const words = ["open", "--source", at("raw"), "--warehouse", at("w.duckdb")];
  const pty = Pty.open(prepareProgram(), words, folder, { columns: 160, rows: 40 });
  try {
    await pty.until((text) => text.includes("▸ Cohorts"), "the grid", 120_000);
    pty.press("4");
    await pty.until((text) => text.includes("raw.transactions"), "the pipeline", 60_000);
    pty.press("v");
    await pty.until((text) => text.includes(run.replace(" nightly", "")), "the runs", 60_000);
    pty.press("Q");
    expect(await pty.ended()).toBe(0);
  } finally {
    pty.close();
  }
});
