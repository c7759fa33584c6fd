import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { BuildEvent } from "../../source/domain/build-event.ts";
import { observed } from "../../source/observe/observed.ts";
import { observeSettings } from "../../source/observe/settings.ts";
import { runContext } from "../../source/warehouse/build/run-context.ts";
import { openWarehouse } from "../../source/warehouse/database/database.ts";
import { runHere } from "../helpers/command-line.ts";
import { tinySource } from "../helpers/places.ts";
import { type Received, type Receiver, startReceiver, type Treatment } from "../helpers/receiver.ts";
import { tinyBuildEvents } from "../helpers/tiny-warehouse.ts";
import { scratch } from "../warehouse/support/scratch.ts";

let running: Receiver | undefined;
afterEach(() => {
  running?.close();
  vi.unstubAllEnvs();
});

/** A receiver that is closed when the test ends. */
async function receiver(treatment: Treatment): Promise<Receiver> {
  running = await startReceiver(treatment);
  return running;
}

async function build(env: Readonly<Record<string, string>>) {
  const folder = await scratch();
  for (const [name, value] of Object.entries({ GROUNDS_DATA: folder, ...env })) vi.stubEnv(name, value);
  const warehouse = join(folder, "w.duckdb");
  const ran = await runHere("build", "--source", tinySource, "--warehouse", warehouse);
  return { ...ran, folder, warehouse };
}

const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
const airflow = { AIRFLOW_CTX_DAG_ID: "nightly", AIRFLOW_CTX_DAG_RUN_ID: "scheduled__2025-01-01" };
const values = (attributes: readonly { key: string; value: object }[]) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));

describe("telemetry of a build", () => {
  it("is a span for the build and one within it for each step, with rows and times, and matching metrics", async () => {
    const { url, received } = await receiver(200);
    const env = {
      OTEL_EXPORTER_OTLP_ENDPOINT: `${url}/`,
      OTEL_EXPORTER_OTLP_HEADERS: "api-key=s%20cret",
      TRACEPARENT: traceparent,
      ...airflow,
    };
    const { code, log, folder, warehouse } = await build(env);
    expect(code, log).toBe(0);
    expect(log).not.toContain("telemetry");
    const trace = received.find(({ path }) => path === "/v1/traces");
    expect(trace?.headers).toMatchObject({ "content-type": "application/json", "api-key": "s cret" });
    const [{ resource, scopeSpans }] = trace?.body.resourceSpans ?? [];
    expect(values(resource.attributes)).toMatchObject({
      "service.name": "grounds",
      "grounds.orchestrator.run": "scheduled__2025-01-01",
    });
    const [root, ...steps] = scopeSpans[0].spans;
    expect(root).toMatchObject({
      name: "grounds build",
      traceId: traceparent.slice(3, 35),
      parentSpanId: traceparent.slice(36, 52),
      status: { code: 1 },
    });
    const database = await openWarehouse(warehouse);
    const runs = await database.query("select model, rows from meta.model_runs order by model");
    const meta = await database.query(
      "select trace_id, orchestrator, orchestrator_job, orchestrator_run from meta.runs",
    );
    await database.close();
    expect(meta.rows).toEqual([[root.traceId, "airflow", "nightly", "scheduled__2025-01-01"]]);
    const lines = steps
      .map((span: Received["body"]) => values(span.attributes))
      .filter((one: Received["body"]) => one["grounds.layer"] !== "raw");
    const rowsOf = lines.map((one: Received["body"]) => [one["grounds.model"], Number(one["grounds.rows"])]);
    expect(rowsOf.toSorted()).toEqual(runs.rows.map(([model, rows]) => [model, Number(rows)]).toSorted());
    for (const span of steps) {
      expect(span).toMatchObject({ traceId: root.traceId, parentSpanId: root.spanId });
      expect(BigInt(span.endTimeUnixNano) >= BigInt(span.startTimeUnixNano)).toBe(true);
      expect(BigInt(span.endTimeUnixNano) <= BigInt(root.endTimeUnixNano)).toBe(true);
    }
    expect(new Set(scopeSpans[0].spans.map((span: Received["body"]) => span.spanId)).size).toBe(steps.length + 1);
    const metrics = received.find(({ path }) => path === "/v1/metrics")?.body.resourceMetrics[0].scopeMetrics[0]
      .metrics;
    expect(metrics.map(({ name }: Received["body"]) => name)).toEqual([
      "grounds.build.duration",
      "grounds.model.duration",
      "grounds.model.rows",
      "grounds.checks",
    ]);
    const [line = ""] = (await readFile(join(folder, "logs/grounds.jsonl"), "utf8")).split("\n");
    expect(JSON.parse(line)).toMatchObject({ trace: root.traceId, orchestrator_run: "scheduled__2025-01-01" });
  });

  const settings = (url: string) =>
    observeSettings({ OTEL_EXPORTER_OTLP_ENDPOINT: url, OTEL_EXPORTER_OTLP_HEADERS: "authorization=canary-secret" });

  /** What is reported about observed events, and how they ended. */
  async function observe(url: string, events: AsyncGenerator<BuildEvent, string>, isInBackground = false) {
    const lines: string[] = [];
    const given = settings(url);
    if (given === undefined) throw new Error("there is an endpoint");
    const onFailure = (line: string) => void lines.push(line);
    const all = observed(events, { context: runContext({}), settings: given, onFailure, isInBackground });
    const began = performance.now();
    let step = await all.next();
    while (!step.done) step = await all.next();
    return { lines, outcome: step.value, ms: performance.now() - began };
  }

  async function* built(...events: readonly BuildEvent[]): AsyncGenerator<BuildEvent, string> {
    yield* events;
    return "built";
  }

  it.each([
    ["answers 500", 500, "the receiver answered 500"],
    ["hangs", "never", "no answer within 2 s"],
    ["hangs up", "hangs up", "the receiver cannot be reached"],
    ["is not there", undefined, "the receiver cannot be reached"],
  ] as const)("never fails or holds up a build: a receiver that %s", async (_, status, why) => {
    const url = status === undefined ? "http://127.0.0.1:9" : (await receiver(status)).url;
    const { lines, outcome, ms } = await observe(url, built(...(await tinyBuildEvents())));
    expect(outcome).toBe("built");
    expect([...new Set(lines)]).toEqual([`telemetry was not sent: ${why}`]);
    expect(ms).toBeLessThan(10_000);
  });

  it("does not delay screens that open after the build if a receiver hangs", async () => {
    const { url, received } = await receiver("never");
    const { lines, outcome, ms } = await observe(url, built(...(await tinyBuildEvents())), true);
    expect([outcome, lines]).toEqual(["built", []]);
    // When waited for, it took the two seconds after which a receiver is given up.
    expect(ms).toBeLessThan(1900);
    await vi.waitFor(() => expect(received.length).toBeGreaterThan(0));
  });

  it("is not sent if the warehouse is current", async () => {
    const { url, received } = await receiver(200);
    await observe(url, built({ type: "finished", status: "unchanged", file: "w", ms: 1, warnings: 0 }));
    expect(received).toEqual([]);
  });

  it("says where a build failed, without the database's text, and lets the failure through", async () => {
    const { url, received } = await receiver(200);
    async function* failing(): AsyncGenerator<BuildEvent, string> {
      yield { type: "started", source: "s", models: [] };
      yield { type: "step", name: "fct", layer: "silver", state: "running" };
      yield { type: "step", name: "fct", layer: "silver", state: "failed", message: "cannot convert canary-value" };
      throw new Error("canary-value");
    }
    await expect(observe(url, failing())).rejects.toThrow("canary-value");
    const [root, step] =
      received.find(({ path }) => path === "/v1/traces")?.body.resourceSpans[0].scopeSpans[0].spans ?? [];
    expect(root.status).toEqual({ code: 2, message: "Error" });
    expect(step).toMatchObject({ name: "silver.fct", status: { code: 2 } });
    expect(JSON.stringify(received.map(({ body }) => body))).not.toMatch(/canary/);
  });

  it("goes where the variables of OpenTelemetry say, and nowhere if they switch it off", () => {
    const traces = { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: "http://t/x" };
    expect(observeSettings(traces)).toMatchObject({ traces: "http://t/x", metrics: undefined, service: "grounds" });
    expect(observeSettings({ ...traces, OTEL_SDK_DISABLED: "true" })).toBeUndefined();
    expect(observeSettings({ OTEL_SERVICE_NAME: "x" })).toBeUndefined();
  });
});
