import type { BuildEvent, CopyEvent, Layer } from "../../../domain/build-event.ts";
import type { LaunchEvent } from "../../state/launch-event.ts";

export interface BuildStep {
  readonly name: string;
  readonly layer: Layer;
  readonly state: "waiting" | "running" | "done" | "failed" | "skipped";
  readonly rows: number;
  readonly ms: number;
}

/** The state of the build screen, folded from the events of a launch. */
export interface BuildState {
  readonly source: string;
  /** Whether another process is building the warehouse. */
  readonly isWaiting: boolean;
  /** The tables elsewhere that are read if nothing is built here; undefined for files. */
  readonly lookingAt: string | undefined;
  /** Progress of copying the files of a remote source. */
  readonly copying: CopyEvent | undefined;
  readonly generated: readonly { readonly what: string; readonly rows: number; readonly of: number | undefined }[];
  readonly steps: readonly BuildStep[];
  readonly passed: number;
  readonly warnings: readonly string[];
  readonly failures: readonly string[];
  readonly finished: Extract<BuildEvent, { type: "finished" }> | undefined;
}

export const initialBuild: BuildState = {
  source: "",
  isWaiting: false,
  lookingAt: undefined,
  copying: undefined,
  generated: [],
  steps: [],
  passed: 0,
  warnings: [],
  failures: [],
  finished: undefined,
};

/** The state after an event of the launch. */
export function reduceBuild(state: BuildState, event: LaunchEvent): BuildState {
  switch (event.type) {
    case "generating": {
      const others = state.generated.filter((one) => one.what !== event.what);
      return { ...state, generated: [...others, { what: event.what, rows: event.rows, of: event.of }] };
    }
    case "copying":
      return { ...state, copying: event };
    case "looking":
      return { ...state, lookingAt: event.at };
    case "waiting":
      return { ...state, isWaiting: true };
    case "started":
      return {
        ...state,
        source: event.source,
        steps: event.models.map((model) => ({ ...model, state: "waiting", rows: 0, ms: 0 })),
      };
    case "step":
      return afterStep(state, event);
    case "check":
      return afterCheck(state, event);
    case "finished":
      return { ...state, finished: event };
  }
}

/** Share of the planned steps that are done, 0 to 1. */
export function doneShare(state: BuildState): number {
  if (state.finished !== undefined) return 1;
  return state.steps.length === 0 ? 0 : state.steps.filter((step) => step.state === "done").length / state.steps.length;
}

function afterStep(state: BuildState, event: Extract<BuildEvent, { type: "step" }>): BuildState {
  const step: BuildStep = {
    name: event.name,
    layer: event.layer,
    state: event.state,
    rows: event.state === "done" ? event.rows : 0,
    ms: event.state === "done" ? event.ms : 0,
  };
  const isPlanned = state.steps.some((one) => one.name === event.name);
  const steps = isPlanned ? state.steps.map((one) => (one.name === event.name ? step : one)) : [...state.steps, step];
  const failures = event.state === "failed" ? [...state.failures, `${event.name}: ${event.message}`] : state.failures;
  return { ...state, steps, failures };
}

function afterCheck(state: BuildState, event: Extract<BuildEvent, { type: "check" }>): BuildState {
  if (event.status === "passed") return { ...state, passed: state.passed + 1 };
  const text = event.message === "" ? `${event.name}: ${event.failures} rows` : event.message;
  return event.status === "warned"
    ? { ...state, warnings: [...state.warnings, text] }
    : { ...state, failures: [...state.failures, text] };
}
