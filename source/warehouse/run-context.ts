import { randomUUID } from "node:crypto";

/** What started a build, where something other than a person did. */
export interface Orchestrator {
  readonly name: string;
  readonly job: string | undefined;
  readonly run: string;
}

/** How a build is known outside of Grounds. */
export interface RunContext {
  readonly runId: string;
  /** 32 hexadecimal digits, as W3C Trace Context has it. */
  readonly traceId: string;
  /** The span of what started the build; 16 hexadecimal digits. */
  readonly parentSpanId: string | undefined;
  readonly orchestrator: Orchestrator | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Which variables an orchestrator gives to what it runs; the first that is set is taken. */
const orchestrators = [
  { name: "airflow", run: "AIRFLOW_CTX_DAG_RUN_ID", job: "AIRFLOW_CTX_DAG_ID" },
  { name: "dagster", run: "DAGSTER_RUN_ID", job: "DAGSTER_RUN_JOB_NAME" },
  { name: "prefect", run: "PREFECT__FLOW_RUN_ID", job: "PREFECT__FLOW_NAME" },
  { name: "other", run: "GROUNDS_JOB_RUN", job: "GROUNDS_JOB" },
] as const;

/** The context of a build that begins now: its trace goes on that of TRACEPARENT where there is one. */
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
