import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const folder = join(import.meta.dirname, "..");
const required = createRequire(join(folder, "package.json"));
const { context, trace } = required("@opentelemetry/api");
const { resourceFromAttributes } = required("@opentelemetry/resources");
const { BatchSpanProcessor, TracerProvider } = required("@opentelemetry/sdk-trace");
const { OTLPTraceExporter } = required("@opentelemetry/exporter-trace-otlp-http");
const { MeterProvider, PeriodicExportingMetricReader } = required("@opentelemetry/sdk-metrics");
const { OTLPMetricExporter } = required("@opentelemetry/exporter-metrics-otlp-http");

/** The parts of OTLP's JSON that Grounds sends. */
export interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly Attribute[];
  readonly status: { readonly code: number; readonly message?: string };
}

interface Attribute {
  readonly key: string;
  readonly value: { readonly stringValue?: string; readonly intValue?: string; readonly doubleValue?: number };
}

interface Owner {
  readonly resource: { readonly attributes: readonly Attribute[] };
}

interface Scope {
  readonly name: string;
  readonly version: string;
}

export interface Traces {
  readonly resourceSpans: readonly (Owner & {
    readonly scopeSpans: readonly { readonly scope: Scope; readonly spans: readonly Span[] }[];
  })[];
}

export interface Metric {
  readonly name: string;
  readonly unit: string;
  readonly gauge: {
    readonly dataPoints: readonly {
      readonly attributes: readonly Attribute[];
      readonly asInt?: string;
      readonly asDouble?: number;
    }[];
  };
}

export interface Metrics {
  readonly resourceMetrics: readonly (Owner & {
    readonly scopeMetrics: readonly { readonly scope: Scope; readonly metrics: readonly Metric[] }[];
  })[];
}

/** Names and versions of the official packages. */
export function officialVersions(): Readonly<Record<string, string>> {
  const names = ["@opentelemetry/exporter-trace-otlp-http", "@opentelemetry/exporter-metrics-otlp-http"];
  const versionOf = (name: string) =>
    JSON.parse(readFileSync(join(folder, "node_modules", name, "package.json"), "utf8")).version;
  return Object.fromEntries(names.map((name) => [name, versionOf(name)]));
}

/** Sends the same spans, under the same ids and times, by the official SDK. */
export async function sendTraces({ resourceSpans }: Traces, url: string): Promise<void> {
  for (const { resource, scopeSpans } of resourceSpans)
    for (const { scope, spans } of scopeSpans) {
      const ids = spans.map(({ spanId }) => spanId);
      const provider = new TracerProvider({
        resource: resourceFromAttributes(plain(resource.attributes)),
        idGenerator: { generateTraceId: () => spans[0]?.traceId, generateSpanId: () => ids.shift() },
        spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter({ url: `${url}/v1/traces` }) })],
      });
      const tracer = provider.getTracer(scope.name, scope.version);
      for (const span of spans) sendSpan(tracer, span);
      await provider.shutdown();
    }
}

// biome-ignore lint/suspicious/noExplicitAny: the SDK is not installed where types are checked
function sendSpan(tracer: any, span: Span): void {
  const { traceId, parentSpanId, name, startTimeUnixNano, endTimeUnixNano, attributes, status } = span;
  const root = context.active();
  const parent = { traceId, spanId: parentSpanId, traceFlags: 1 };
  const within = parentSpanId === undefined ? root : trace.setSpanContext(root, parent);
  const options = { startTime: timeOf(startTimeUnixNano), attributes: plain(attributes) };
  const started = tracer.startSpan(name, options, within);
  started.setStatus(status);
  started.end(timeOf(endTimeUnixNano));
}

/** Sends the same gauges by the official SDK. */
export async function sendMetrics({ resourceMetrics }: Metrics, url: string): Promise<void> {
  for (const { resource, scopeMetrics } of resourceMetrics)
    for (const { scope, metrics } of scopeMetrics) {
      const exporter = new OTLPMetricExporter({ url: `${url}/v1/metrics` });
      const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 60_000 });
      const provider = new MeterProvider({
        resource: resourceFromAttributes(plain(resource.attributes)),
        readers: [reader],
      });
      const meter = provider.getMeter(scope.name, scope.version);
      for (const { name, unit, gauge } of metrics) {
        const isWhole = gauge.dataPoints.every(({ asInt }) => asInt !== undefined);
        const own = meter.createGauge(name, { unit, valueType: isWhole ? 0 : 1 });
        for (const { asInt, asDouble, attributes } of gauge.dataPoints)
          own.record(Number(asInt ?? asDouble), plain(attributes));
      }
      await provider.shutdown();
    }
}

function plain(attributes: readonly Attribute[]): Record<string, string | number | undefined> {
  return Object.fromEntries(
    attributes.map(({ key, value }) => [
      key,
      value.stringValue ?? (value.intValue === undefined ? value.doubleValue : Number(value.intValue)),
    ]),
  );
}

/** Nanoseconds since 1970 as the SDK takes a time: seconds, and nanoseconds of the second. */
function timeOf(nanoseconds: string): [number, number] {
  const all = BigInt(nanoseconds);
  return [Number(all / 1_000_000_000n), Number(all % 1_000_000_000n)];
}
