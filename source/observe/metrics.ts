import type { RunContext } from "../warehouse/build/run-context.ts";
import type { Observation } from "./observation.ts";
import { attributes, nanoseconds, resourceOf, scope } from "./otlp.ts";
import type { ObserveSettings } from "./settings.ts";

interface Point {
  readonly value: number;
  readonly of?: Readonly<Record<string, string>>;
}

/** The body for /v1/metrics: rows and milliseconds of each step and of the build, and checks by outcome. */
export function metricBody(seen: Observation, context: RunContext, settings: ObserveSettings) {
  const time = nanoseconds(seen.endedAt);
  const done = seen.steps.filter(({ state }) => state === "done");
  const named = (name: string, layer: string) => ({ "grounds.model": name, "grounds.layer": layer });
  const metrics = [
    gauge("grounds.build.duration", "ms", time, [
      {
        value: seen.endedAt - seen.startedAt,
        of: { "grounds.status": seen.failure === undefined ? "built" : "failed" },
      },
    ]),
    gauge(
      "grounds.model.duration",
      "ms",
      time,
      done.map(({ name, layer, ms }) => ({ value: ms, of: named(name, layer) })),
    ),
    gauge(
      "grounds.model.rows",
      "{row}",
      time,
      done.map(({ name, layer, rows }) => ({ value: rows ?? 0, of: named(name, layer) })),
    ),
    gauge(
      "grounds.checks",
      "{check}",
      time,
      Object.entries(seen.checks).map(([status, value]) => ({ value, of: { "grounds.status": status } })),
    ),
  ];
  return { resourceMetrics: [{ resource: resourceOf(settings, context), scopeMetrics: [{ scope, metrics }] }] };
}

/** An instrument of OpenTelemetry has one type of number: times are doubles, whole or not. */
function gauge(name: string, unit: string, timeUnixNano: string, points: readonly Point[]) {
  const dataPoints = points.map(({ value, of = {} }) => ({
    ...{ attributes: attributes(of), timeUnixNano },
    ...(unit === "ms" ? { asDouble: value } : { asInt: String(value) }),
  }));
  return { name, unit, gauge: { dataPoints } };
}
