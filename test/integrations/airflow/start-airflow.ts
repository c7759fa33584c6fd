import { randomBytes } from "node:crypto";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { home, python } from "../support/home.ts";
import { mustRun } from "../support/run-program.ts";
import { freePort, type Server, startServer } from "../support/server.ts";

export interface Airflow {
  /** The folder that it reads DAGs from. */
  readonly dags: string;
  /** The output of one of its own commands. */
  airflow(...words: readonly string[]): Promise<string>;
  /** The answers of its REST API. */
  // biome-ignore lint/suspicious/noExplicitAny: the answer of a foreign API, inspected by hand
  ask(path: string, change?: { readonly method: string; readonly body: object }): Promise<any>;
  /** Starts scheduler, DAG processor and API server, and waits until they answer. */
  start(): Promise<Server>;
}

/** A private Airflow with an empty database in SQLite; none of it is running yet. */
export async function makeAirflow(env: Readonly<Record<string, string>>): Promise<Airflow> {
  const folder = join(home(), "airflow");
  rmSync(folder, { recursive: true, force: true });
  const dags = join(folder, "dags");
  mkdirSync(dags, { recursive: true });
  const port = await freePort();
  const environment = { ...settings(folder, dags, port), ...env };
  const url = `http://127.0.0.1:${port}`;
  const airflow = (...words: readonly string[]) => mustRun(python("airflow"), words, { env: environment });
  await airflow("db", "migrate");
  let token: string | undefined;
  const ask: Airflow["ask"] = async (path, change) => {
    token ??= ((await (await fetch(`${url}/auth/token`)).json()) as { access_token: string }).access_token;
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const answer = await fetch(`${url}${path}`, {
      method: change?.method ?? "GET",
      headers,
      body: bodyOf(change?.body),
    });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return answer.json();
  };
  return { dags, airflow, ask, start: () => startAll(folder, environment, url, port) };
}

const bodyOf = (body: object | undefined) => (body === undefined ? null : JSON.stringify(body));

function settings(folder: string, dags: string, port: number): Record<string, string> {
  const secret = randomBytes(32).toString("base64");
  return {
    AIRFLOW_HOME: folder,
    AIRFLOW__CORE__DAGS_FOLDER: dags,
    AIRFLOW__CORE__LOAD_EXAMPLES: "False",
    AIRFLOW__CORE__EXECUTOR: "LocalExecutor",
    AIRFLOW__CORE__PARALLELISM: "2",
    AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS: "True",
    // Its default is port 8080, whatever the server's port.
    AIRFLOW__CORE__EXECUTION_API_SERVER_URL: `http://127.0.0.1:${port}/execution/`,
    AIRFLOW__API_AUTH__JWT_SECRET: secret,
    AIRFLOW__API__SECRET_KEY: secret,
    AIRFLOW__DAG_PROCESSOR__REFRESH_INTERVAL: "5",
    AIRFLOW__LOGGING__LOGGING_LEVEL: "WARNING",
  };
}

async function startAll(folder: string, env: Record<string, string>, url: string, port: number): Promise<Server> {
  const command = python("airflow");
  const started: Server[] = [];
  const stop = async () => {
    for (const one of started.toReversed()) await one.stop();
  };
  const start = async (name: string, words: readonly string[], isReady: () => Promise<boolean>) => {
    const parameters = [name, ...words];
    started.push(
      await startServer({ command, parameters, env, isReady, log: join(folder, `${name}.log`), seconds: 240 }),
    );
  };
  const health = async () => (await (await fetch(`${url}/api/v2/monitor/health`)).json()) as Health;
  try {
    await start(
      "api-server",
      ["--host", "127.0.0.1", "--port", String(port), "--workers", "1"],
      async () => !!(await health()),
    );
    // Its server of logs would listen on every address.
    await start("scheduler", ["--skip-serve-logs"], async () => (await health()).scheduler.status === "healthy");
    await start("dag-processor", [], async () => (await health()).dag_processor.status === "healthy");
    return { stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Health {
  readonly scheduler: { readonly status: string | null };
  readonly dag_processor: { readonly status: string | null };
}
