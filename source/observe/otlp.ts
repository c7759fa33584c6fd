import { version } from "../version.ts";
import type { RunContext } from "../warehouse/build/run-context.ts";
import type { ObserveSettings } from "./settings.ts";

/** An attribute of OTLP's JSON: whole numbers are texts there. */
export interface Attribute {
  readonly key: string;
  readonly value: { readonly stringValue: string } | { readonly intValue: string } | { readonly doubleValue: number };
}

export function attributes(values: Readonly<Record<string, string | number | undefined>>): readonly Attribute[] {
  return Object.entries(values).flatMap(([key, value]) =>
    value === undefined ? [] : [{ key, value: otlpValue(value) }],
  );
}

function otlpValue(value: string | number): Attribute["value"] {
  if (typeof value === "string") return { stringValue: value };
  return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
}

/** Milliseconds since 1970 as the nanoseconds of OTLP. */
export function nanoseconds(ms: number): string {
  return String(BigInt(Math.round(ms * 1000)) * 1000n);
}

export const scope = { name: "grounds", version };

/** The part of every body that describes the program and what started it. */
export function resourceOf({ service, attributes: more }: ObserveSettings, { runId, orchestrator }: RunContext) {
  return {
    attributes: attributes({
      "service.name": service,
      "service.version": version,
      "grounds.run.id": runId,
      "grounds.orchestrator.name": orchestrator?.name,
      "grounds.orchestrator.job": orchestrator?.job,
      "grounds.orchestrator.run": orchestrator?.run,
      ...more,
    }),
  };
}
