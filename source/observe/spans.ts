import { randomBytes } from "node:crypto";
import type { RunContext } from "../warehouse/build/run-context.ts";
import type { Observation, ObservedStep } from "./observation.ts";
import { attributes, nanoseconds, resourceOf, scope } from "./otlp.ts";
import type { ObserveSettings } from "./settings.ts";

const internal = 1;
const status = { done: { code: 1 }, skipped: { code: 0 }, failed: { code: 2 } } as const;

/** The body for /v1/traces: a span for the build, and within it one for each step. */
export function traceBody(seen: Observation, context: RunContext, settings: ObserveSettings) {
  const root = spanId();
  const build = {
    ...{ traceId: context.traceId, spanId: root, name: "grounds build", kind: internal },
    ...(context.parentSpanId === undefined ? {} : { parentSpanId: context.parentSpanId }),
    ...{ startTimeUnixNano: nanoseconds(seen.startedAt), endTimeUnixNano: nanoseconds(seen.endedAt) },
    attributes: attributes({
      "grounds.checks.passed": seen.checks.passed,
      "grounds.checks.warned": seen.checks.warned,
      "grounds.checks.failed": seen.checks.failed,
    }),
    status: seen.failure === undefined ? status.done : { ...status.failed, message: seen.failure },
  };
  const spans = [build, ...seen.steps.map((step) => stepSpan(step, context.traceId, root))];
  return { resourceSpans: [{ resource: resourceOf(settings, context), scopeSpans: [{ scope, spans }] }] };
}

function stepSpan({ name, layer, state, endedAt, ms, rows }: ObservedStep, traceId: string, parentSpanId: string) {
  return {
    ...{ traceId, spanId: spanId(), parentSpanId, name: `${layer}.${name}`, kind: internal },
    ...{ startTimeUnixNano: nanoseconds(endedAt - ms), endTimeUnixNano: nanoseconds(endedAt) },
    attributes: attributes({
      "grounds.model": name,
      "grounds.layer": layer,
      "grounds.state": state,
      "grounds.rows": rows,
    }),
    status: status[state],
  };
}

function spanId(): string {
  return randomBytes(8).toString("hex");
}
