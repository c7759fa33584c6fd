import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { BuildEvent, CopyEvent } from "../domain/build-event.ts";
import { warehouseErrors } from "../errors/warehouse.ts";
import type { Run } from "../query/statement.ts";
import type { BuildOptions, BuildOutcome } from "../warehouse/build/build-options.ts";
import type { RunContext } from "../warehouse/build/run-context.ts";
import type { Database } from "../warehouse/database/database.ts";
import type { Streams } from "./command.ts";
import { demoSeed } from "./generate.ts";
import { artifactsDirOf, logsDir, projectDir } from "./places.ts";
import type { SourceChoice } from "./session.ts";
import { tellBuild } from "./tell-build.ts";
import { tellIntegrity } from "./tell-integrity.ts";

/** How long an answer waits for another process that is building its warehouse. */
export const mostWaitMs = 10 * 60_000;

/** Builds what changed, reporting on the log, and opens the warehouse for reading. */
export async function bringUpToDate(choice: SourceChoice, streams: Streams): Promise<Database> {
  await generateDemo(choice, streams);
  const events = buildEvents(choice, streams, { waitMs: mostWaitMs });
  const tell = tellBuild(streams);
  let step = await events.next();
  let isBuilding = false;
  for (; !step.done; step = await events.next()) {
    isBuilding ||= step.value.type === "started";
    if (isBuilding || step.value.type === "waiting" || step.value.type === "copying") tell(step.value);
  }
  const database = await openBuilt(choice, step.value.database);
  if (isBuilding) await tellIntegrity(runOn(database), streams);
  return database;
}

/** Statements on an open warehouse. */
export function runOn(database: Database): Run {
  return async ({ sql, params }, signal) => (await database.query(sql, params, { signal })).rows;
}

/** The events of a build of the chosen source; its spans and metrics are sent to the receiver that the environment names. */
export async function* buildEvents(
  choice: SourceChoice,
  streams: Pick<Streams, "signal"> & Partial<Pick<Streams, "log">>,
  options: Pick<BuildOptions, "full" | "select" | "landing" | "months" | "waitMs">,
): AsyncGenerator<BuildEvent | CopyEvent, BuildOutcome> {
  if (choice.address !== undefined) yield* (await import("./copy-source.ts")).copyFromS3(choice, streams.signal);
  const { buildWarehouse } = await import("../warehouse/build/build.ts");
  const { source, address, mapping, warehouse, vars } = choice;
  const context = isObserved()
    ? (await import("../warehouse/build/run-context.ts")).runContext(process.env)
    : undefined;
  const events = buildWarehouse({
    source,
    address,
    mapping,
    warehouse: warehouse ?? "memory",
    projectDir: projectDir(),
    artifacts: warehouse === undefined ? undefined : artifactsDirOf(warehouse),
    logs: logsDir(),
    vars,
    signal: streams.signal,
    context,
    ...options,
  });
  return yield* context ? observedEvents(events, context, streams) : events;
}

/** Whether any of OpenTelemetry's variables names a receiver: without one, OpenTelemetry is not loaded. */
function isObserved(): boolean {
  return Object.keys(process.env).some((name) => /^OTEL_EXPORTER_OTLP_(\w+_)?ENDPOINT$/.test(name));
}

async function* observedEvents(
  events: AsyncGenerator<BuildEvent, BuildOutcome>,
  context: RunContext,
  { log }: Partial<Pick<Streams, "log">>,
): AsyncGenerator<BuildEvent, BuildOutcome> {
  const [{ observed }, { observeSettings }] = await Promise.all([
    import("../observe/observed.ts"),
    import("../observe/settings.ts"),
  ]);
  const settings = observeSettings(process.env);
  if (settings === undefined) return yield* events;
  const onFailure = (line: string) => log?.write(`${line}\n`);
  // Without a log, the screens are waiting for the build.
  return yield* observed(events, { context, settings, onFailure, isInBackground: log === undefined });
}

/** Opens what a build left: the database in memory that it hands over, or its file. */
export async function openBuilt({ warehouse }: SourceChoice, database: Database | undefined): Promise<Database> {
  if (database) return database;
  const { openCurrent } = await import("../warehouse/database/open-current.ts");
  const found = await openCurrent(warehouse ?? "");
  if (found.state === "open") return found.database;
  throw warehouseErrors.gone({
    file: warehouse ?? "in memory",
    why: found.state === "missing" ? "No build of this source has finished, or the file was removed since." : found.why,
  });
}

/** Generates the demo set when it is first needed. */
export async function generateDemo(
  { isDemo, source }: SourceChoice,
  { log, signal }: Pick<Streams, "log" | "signal">,
): Promise<void> {
  if (!isDemo || hasDemo(source)) return;
  let isMade = false;
  for await (const { label } of demoProgress(source, signal)) isMade ||= label !== "";
  if (isMade) log.write(`generated the demo set (synthetic, scenario coffee, seed ${demoSeed}) in ${source}\n`);
}

/** Whether the demo set has been generated. */
export function hasDemo(source: string): boolean {
  return existsSync(join(source, "transactions.csv"));
}

/** The progress of generating the demo set into a folder; none if another process is generating it, which is waited for. */
export async function* demoProgress(outDir: string, signal: AbortSignal) {
  const [{ generate }, { loadScenario }, { waitForLock }] = await Promise.all([
    import("../generate/generate.ts"),
    import("../generate/scenario.ts"),
    import("../warehouse/build/lock.ts"),
  ]);
  await mkdir(dirname(outDir), { recursive: true, mode: 0o700 });
  const turn = waitForLock(outDir, { waitMs: mostWaitMs, signal });
  let step = await turn.next();
  while (!step.done) step = await turn.next();
  try {
    if (!hasDemo(outDir)) yield* generate({ scenario: await loadScenario("coffee"), seed: demoSeed, outDir });
  } finally {
    await step.value();
  }
}
