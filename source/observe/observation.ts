import type { BuildEvent } from "../domain/build-event.ts";
import { ModelError, UserError } from "../errors.ts";

/** A step of a build as observed. */
export interface ObservedStep {
  readonly name: string;
  readonly layer: string;
  readonly state: "done" | "failed" | "skipped";
  /** Milliseconds since 1970. */
  readonly endedAt: number;
  readonly ms: number;
  readonly rows: number | undefined;
}

/** The observation of a build. Contains names, counts and times, but no value of any record. */
export interface Observation {
  readonly startedAt: number;
  readonly endedAt: number;
  readonly steps: readonly ObservedStep[];
  readonly checks: Readonly<Record<"passed" | "warned" | "failed", number>>;
  /** Name of the failure, and its position in the project; undefined if the build succeeded. */
  readonly failure: string | undefined;
}

/** Collects the events of one build. */
export class Observer {
  readonly #startedAt = Date.now();
  readonly #running = new Map<string, number>();
  readonly #steps: ObservedStep[] = [];
  readonly #checks = { passed: 0, warned: 0, failed: 0 };
  #hasBegun = false;

  /** Whether anything was built: a warehouse that is already current is not reported. */
  get hasBegun(): boolean {
    return this.#hasBegun;
  }

  see(event: BuildEvent): void {
    this.#hasBegun ||= event.type === "started";
    if (event.type === "check") this.#checks[event.status] += 1;
    if (event.type !== "step") return;
    const { name, layer, state } = event;
    const key = `${layer}.${name}`;
    const now = Date.now();
    if (state === "running") {
      this.#running.set(key, now);
      return;
    }
    const ms = event.state === "done" ? event.ms : now - (this.#running.get(key) ?? now);
    this.#steps.push({ name, layer, state, endedAt: now, ms, rows: event.state === "done" ? event.rows : undefined });
  }

  ended(error: unknown): Observation {
    const failure = error === undefined ? undefined : nameOf(error);
    return {
      ...{ startedAt: this.#startedAt, endedAt: Date.now(), failure },
      ...{ steps: this.#steps, checks: this.#checks },
    };
  }
}

/** A message of the database could quote a value, so only names and positions are reported. */
function nameOf(error: unknown): string {
  if (error instanceof ModelError) return `${error.id} ${error.file}:${error.line}`;
  if (error instanceof UserError) return error.id;
  return error instanceof Error ? error.name : "error";
}
