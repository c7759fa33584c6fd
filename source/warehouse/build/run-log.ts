import { appendFileSync, mkdirSync, renameSync, rmSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import type { BuildEvent } from "../../domain/build-event.ts";
import { ModelError, UserError } from "../../errors.ts";
import { version } from "../../version.ts";
import { isAbort } from "../database/abort.ts";
import type { BuildOptions } from "./build-options.ts";
import type { Plan } from "./plan.ts";

export type LogLevel = "debug" | "info" | "warn" | "error";

/** One line of the log. Holds names of files, models and checks, counts and times, and no value of any record. */
export interface LogLine {
  readonly time: string;
  readonly level: LogLevel;
  readonly run: string;
  readonly trace: string;
  readonly event: string;
  readonly [detail: string]: string | number | boolean | undefined;
}

const levels: readonly LogLevel[] = ["debug", "info", "warn", "error"];
const maxBytes = 1_000_000;
const keptFiles = 4;

/** The log's newest file in its folder; older ones are `grounds.1.jsonl` and so on. */
function logFileOf(folder: string): string {
  return join(folder, "grounds.jsonl");
}

/** Whether the log also tells of launches that had nothing to build. */
export function isEveryLaunchLogged({ logs }: Pick<BuildOptions, "logs">): boolean {
  return logs !== undefined && minLevel() === "debug";
}

/**
 * Passes a build's events on and logs each (`options.logs`; level by GROUNDS_LOG: debug, info, warn, error or off). A log that
 * cannot be written does not fail the build.
 */
export async function* logged<Outcome>(
  events: AsyncGenerator<BuildEvent, Outcome>,
  { runId, context, options: { logs }, source }: Pick<Plan, "runId" | "context" | "options" | "source">,
): AsyncGenerator<BuildEvent, Outcome> {
  if (logs === undefined || process.env.GROUNDS_LOG === "off") return yield* events;
  const of = {
    trace: context.traceId,
    orchestrator: context.orchestrator?.name,
    orchestrator_run: context.orchestrator?.run,
  };
  const note = ({ level, ...entry }: Entry) => {
    if (levels.indexOf(level) < levels.indexOf(minLevel())) return;
    write(
      logs,
      JSON.stringify({ time: new Date().toISOString(), level, run: runId, ...of, ...entry } satisfies LogLine),
    );
  };
  try {
    for (;;) {
      const step = await events.next();
      if (step.done) return step.value;
      note(entryOf(step.value, basename(source.name)));
      yield step.value;
    }
  } catch (error) {
    note(failureEntry(error));
    throw error;
  } finally {
    // Also if the consumer has stopped reading events.
    await events.return(undefined as Outcome);
  }
}

type Entry = Omit<LogLine, "time" | "run" | "trace"> & Pick<LogLine, "level" | "event">;

function minLevel(): LogLevel {
  return levels.find((level) => level === process.env.GROUNDS_LOG) ?? "info";
}

function entryOf(event: BuildEvent, source: string): Entry {
  switch (event.type) {
    case "waiting":
      return { level: "info", event: "build waiting", pid: event.pid };
    case "started":
      return { level: "info", event: "build started", version, source, models: event.models.length };
    case "step":
      return stepEntry(event);
    case "check": {
      const { name, model, status, failures } = event;
      const level = status === "passed" ? "debug" : status === "warned" ? "warn" : "error";
      return { level, event: `check ${status}`, check: name, model, failures };
    }
    case "finished": {
      const { status, ms, warnings } = event;
      return { level: status === "built" ? "info" : "debug", event: `build ${status}`, ms: Math.round(ms), warnings };
    }
  }
}

function stepEntry(event: Extract<BuildEvent, { type: "step" }>): Entry {
  const { name, layer } = event;
  switch (event.state) {
    case "running":
      return { level: "debug", event: "step running", name, layer };
    case "done":
      return { level: "info", event: "step done", name, layer, rows: event.rows, ms: Math.round(event.ms) };
    case "failed":
      return { level: "error", event: "step failed", name, layer, file: event.file, line: event.line };
    case "skipped":
      return { level: "warn", event: "step skipped", name, layer, because: event.because };
  }
}

function failureEntry(error: unknown): Entry {
  if (isAbort(error)) return { level: "warn", event: "build stopped" };
  const kind = error instanceof Error ? error.name : typeof error;
  const place = error instanceof ModelError ? { file: error.file, line: error.line } : {};
  const code = error instanceof UserError ? error.code : undefined;
  return { level: "error", event: "build failed", kind, code, ...place };
}

/** Written at once, so that the log survives a crash. */
function write(folder: string, line: string): void {
  const file = logFileOf(folder);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    if (size > maxBytes) rotate(folder);
    appendFileSync(file, `${line}\n`, { mode: 0o600 });
  } catch {
    // The build matters more than its log.
  }
}

/** Renames each file one number up; the oldest is deleted. */
function rotate(folder: string): void {
  const numbered = (number: number) => (number === 0 ? logFileOf(folder) : join(folder, `grounds.${number}.jsonl`));
  rmSync(numbered(keptFiles - 1), { force: true });
  for (let number = keptFiles - 2; number >= 0; number -= 1) {
    if (statSync(numbered(number), { throwIfNoEntry: false })) renameSync(numbered(number), numbered(number + 1));
  }
}
