import { randomUUID } from "node:crypto";

/** What started a build, if it was not a person. */
export interface Orchestrator {
  readonly name: string;
  readonly job: string | undefined;
  readonly run: string;
}

/** The ids of a build outside of Grounds. */
export interface RunContext {
  readonly runId: string;
  /** 32 hexadecimal digits, as in W3C Trace Context. */
  readonly traceId: string;
  /** The span that started the build; 16 hexadecimal digits. */
  readonly parentSpanId: string | undefined;
  readonly orchestrator: Orchestrator | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The variables that an orchestrator sets for what it runs; the first one that is set is used. */
const orchestrators = [
  { name: "airflow", run: "AIRFLOW_CTX_DAG_RUN_ID", job: "AIRFLOW_CTX_DAG_ID" },
  { name: "dagster", run: "DAGSTER_RUN_ID", job: "DAGSTER_RUN_JOB_NAME" },
  { name: "prefect", run: "PREFECT__FLOW_RUN_ID", job: "PREFECT__FLOW_NAME" },
  { name: "other", run: "GROUNDS_JOB_RUN", job: "GROUNDS_JOB" },
] as const;

/** The context of a build that starts now: its trace continues that of TRACEPARENT if there is one. */
export function runContext(environment: Environment): RunContext {
  const runId = randomUUID();
  const [, traceId, parentSpanId] =
    /^00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$/.exec(environment.TRACEPARENT ?? "") ?? [];
  return {
    runId,
    traceId: traceId ?? runId.replaceAll("-", ""),
    parentSpanId,
    orchestrator: orchestratorOf(environment),
  };
}

function orchestratorOf(environment: Environment): Orchestrator | undefined {
  const found = orchestrators.find(({ run }) => environment[run]);
  if (found === undefined) return undefined;
  const run = (environment[found.run] ?? "").slice(0, 250);
  return { name: found.name, run, job: environment[found.job]?.slice(0, 250) };
}
