import { execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openWarehouse } from "../../../source/warehouse/database/database.ts";
import { runHere, runProcess } from "../../helpers/command-line.ts";
import { tinySource } from "../../helpers/places.ts";
import { type Received, startReceiver, type Treatment } from "../../helpers/receiver.ts";
import { python } from "../support/home.ts";
import { record } from "../support/record.ts";
import { type Metrics, officialVersions, type Span, sendMetrics, sendTraces, type Traces } from "./official.ts";

let place: string;
let warehouse: string;
/** What a build of the demo sent, by path. */
let sent: ReadonlyMap<string, Received>;
/** What a build with too many bad rows sent. */
let failed: ReadonlyMap<string, Received>;
const parent = { traceId: "0af7651916cd43dd8448eb211c80319c", spanId: "b7ad6b7169203331" };

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), "grounds-otlp-"));
  warehouse = join(place, "w.duckdb");
  await runHere("generate", "--customers", "300", "--out", join(place, "raw"));
  sent = await sentBy(["--source", join(place, "raw"), "--warehouse", warehouse], 0);
  const dirty = join(place, "dirty");
  await runHere("generate", "--customers", "300", "--dirty", "--out", dirty);
  failed = await sentBy(["--source", dirty, "--warehouse", join(place, "f.duckdb"), "--bad-row-share", "0"], 3);
  record({ versions: officialVersions() });
});
afterAll(() => rm(place, { recursive: true, force: true }));

/** What a build in a separate process sends, by path. */
async function sentBy(words: readonly string[], ends: number): Promise<ReadonlyMap<string, Received>> {
  const receiver = await startReceiver(200);
  const env = {
    GROUNDS_DATA: place,
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
    TRACEPARENT: `00-${parent.traceId}-${parent.spanId}-01`,
    OTEL_RESOURCE_ATTRIBUTES: "deployment.environment=test",
  };
  const { code, log } = await runProcess(["build", ...words], env);
  receiver.close();
  expect(code, log).toBe(ends);
  expect(receiver.received).toHaveLength(2);
  return new Map(receiver.received.map((one) => [one.path, one]));
}

const traces = (of = sent): Traces => of.get("/v1/traces")?.body;
const metrics = (): Metrics => sent.get("/v1/metrics")?.body;
const spansOf = ({ resourceSpans }: Traces) =>
  resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans));
const attributeOf = ({ attributes }: Pick<Span, "attributes">, name: string) => {
  const found = attributes.find(({ key }) => key === name);
  return found && Object.values(found.value)[0];
};

it("sends a span for each model within that of the build, with the rows and the time of meta.model_runs", async () => {
  const [root, ...steps] = spansOf(traces());
  expect(root).toMatchObject({ name: "grounds build", traceId: parent.traceId, parentSpanId: parent.spanId });
  const database = await openWarehouse(warehouse);
  const { rows } = await database.query("select layer || '.' || model, rows, ms from meta.model_runs");
  await database.close();
  expect(rows.length).toBeGreaterThan(20);
  for (const [name, count, ms] of rows) {
    const found = steps.filter((span) => span.name === name);
    expect(found, String(name)).toHaveLength(1);
    const [span] = found as [Span];
    expect(span).toMatchObject({ traceId: parent.traceId, parentSpanId: root?.spanId, status: { code: 1 } });
    expect(attributeOf(span, "grounds.rows")).toBe(String(count));
    const took = Number(BigInt(span.endTimeUnixNano) - BigInt(span.startTimeUnixNano)) / 1e6;
    expect(took).toBeCloseTo(Number(ms), 2);
  }
  record({ comparisons: rows.length * 3 });
});

it("sends the trace of a failed build, with its position and no value of any row", () => {
  const [root] = spansOf(traces(failed));
  expect(root).toMatchObject({ name: "grounds build", status: { code: 2 } });
  expect(root?.status.message).toMatch(/^[\w.: /-]+$/);
});

/** The same with numbers as numbers, because the official SDK writes whole ones without quotation marks. */
function asNumbers(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asNumbers);
  if (typeof value !== "object" || value === null) return value;
  const isWhole = (name: string) => name === "intValue" || name === "asInt";
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, isWhole(name) ? Number(one) : asNumbers(one)]),
  );
}

/** The leaves of a value by their paths. */
function leaves(value: unknown, path = ""): readonly (readonly [string, unknown])[] {
  if (typeof value !== "object" || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([name, one]) => leaves(one, `${path}/${name}`));
}

it("sends the trace that the official SDK sends for the same spans", async () => {
  const receiver = await startReceiver(200);
  await sendTraces(traces(), receiver.url);
  receiver.close();
  const bySpan = new Map(receiver.received.flatMap(({ body }) => spansOf(body)).map((span) => [span.spanId, span]));
  const ours = spansOf(traces());
  expect(bySpan.size).toBe(ours.length);
  const more = new Set<string>();
  for (const span of ours) {
    const theirs = asNumbers(bySpan.get(span.spanId)) as object;
    expect(theirs).toMatchObject(asNumbers(span) as object);
    for (const [path, value] of leaves(theirs))
      if (!leaves(span).some(([known]) => known === path)) more.add(`${path} ${value}`);
  }
  // The SDK's additions carry no information: nothing was dropped, and whether the sender is another process.
  expect([...more].filter((one) => !/^\/(dropped\w+Count 0|flags \d+)$/.test(one))).toEqual([]);
  const [{ resource, scopeSpans }] = traces().resourceSpans as [Traces["resourceSpans"][number]];
  for (const { body } of receiver.received) {
    expect(asNumbers(body.resourceSpans[0].resource)).toMatchObject(asNumbers(resource) as object);
    expect(body.resourceSpans[0].scopeSpans[0].scope).toMatchObject(scopeSpans[0]?.scope ?? {});
  }
  record({ comparisons: ours.flatMap((span) => leaves(span)).length });
});

it("sends the metrics that the official SDK sends for the same figures", async () => {
  const receiver = await startReceiver(200);
  await sendMetrics(metrics(), receiver.url);
  receiver.close();
  const figuresOf = (of: Metrics) =>
    of.resourceMetrics.flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((one) => one.metrics));
  const theirs = receiver.received.flatMap(({ body }) => figuresOf(body));
  const ours = figuresOf(metrics());
  const figures = (all: typeof ours) =>
    all.map(({ name, unit, gauge }) => ({
      ...{ name, unit },
      points: gauge.dataPoints.map(({ attributes, asInt, asDouble }) => asNumbers({ attributes, asInt, asDouble })),
    }));
  expect(figures(theirs)).toEqual(figures(ours));
  record({ comparisons: leaves(figures(ours)).length });
});

it("sends nothing outside OpenTelemetry's protos, and loses nothing through them", async () => {
  const bodies = [...sent.values(), ...failed.values()].map(({ path, body }) => ({ path, body }));
  await writeFile(join(place, "bodies.json"), JSON.stringify(bodies));
  const words = [join(import.meta.dirname, "parse.py"), join(place, "bodies.json")];
  const read = JSON.parse(execFileSync(python(), words, { encoding: "utf8", maxBuffer: 2 ** 26 }));
  expect(read).toHaveLength(bodies.length);
  for (const [index, { body }] of bodies.entries()) {
    const [ours, theirs] = [leaves(asNumbers(body)), new Map(leaves(asNumbers(read[index].body)))];
    for (const [path, value] of ours)
      if (!isDefault(path, value)) expect(theirs.get(path), path).toEqual(named(path, value));
    record({ comparisons: ours.length });
  }
});

/** Protos omit an enumeration's zero and empty text, and write an enumeration by name. */
const isDefault = (path: string, value: unknown) => path.endsWith("/status/code") && value === 0;
function named(path: string, value: unknown): unknown {
  if (path.endsWith("/status/code")) return ["STATUS_CODE_UNSET", "STATUS_CODE_OK", "STATUS_CODE_ERROR"][Number(value)];
  return path.endsWith("/kind") ? ["", "SPAN_KIND_INTERNAL"][Number(value)] : value;
}

it.each(["never", 500, "hangs up", "drips", undefined] satisfies (Treatment | undefined)[])(
  "still builds, and ends soon, if a receiver behaves like this: %s",
  async (treatment) => {
    const receiver = treatment === undefined ? undefined : await startReceiver(treatment);
    const file = join(place, `${treatment}.duckdb`);
    const env = { GROUNDS_DATA: place, OTEL_EXPORTER_OTLP_ENDPOINT: receiver?.url ?? "http://127.0.0.1:9" };
    const { code, log } = await runProcess(["build", "--source", tinySource, "--warehouse", file], env);
    receiver?.close();
    expect(code, log).toBe(0);
    expect(/telemetry was not sent/.test(log)).toBe(treatment !== "drips");
    // Two seconds at most, plus what a busy machine needs to end a process.
    const cameAt = receiver?.received[0]?.at ?? performance.now();
    expect(performance.now() - cameAt).toBeLessThan(8000);
    record({ comparisons: 1 });
  },
);
