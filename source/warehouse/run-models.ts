import type { BuildEvent, Layer } from "../domain/build-event.ts";
import { projectErrors } from "../errors/project.ts";
import { ModelError, UserError } from "../errors.ts";
import { isAbort } from "./abort.ts";
import { type Backfill, monthsAnew } from "./backfill.ts";
import type { Workbench } from "./database.ts";
import type { ModelRun } from "./meta.ts";
import type { Model } from "./project/compile.ts";
import { excerptOf, lineOfError } from "./project/error-line.ts";
import { quoteName } from "./sql-text.ts";

const layers: readonly string[] = ["bronze", "silver", "gold"] satisfies readonly Layer[];

/** The layer a model is shown in: its schema where that is one of ours. */
export function layerOf(model: Pick<Model, "schema">): Layer {
  return layers.includes(model.schema) ? (model.schema as Layer) : "silver";
}

interface ModelOptions {
  /** What the warehouse of before has of a model that stays; undefined for one to build. */
  kept(name: string): { readonly rows: number; readonly sha256: string } | undefined;
  /** How a fact of which only some months are made anew is told from one made whole. */
  readonly backfill: Backfill | undefined;
  afterModel(name: string): Promise<void>;
  readonly signal: AbortSignal | undefined;
}

/**
 * Builds the models in the order given, telling each run. One that fails takes along all that depends on it; the others are
 * built. Throws the first failure, a ModelError with the line of the model's file, when all is done.
 */
export async function* runModels(
  bench: Workbench,
  models: readonly Model[],
  runs: ModelRun[],
  options: ModelOptions,
): AsyncGenerator<BuildEvent> {
  for (const schema of new Set(models.map((model) => model.schema))) {
    await bench.run(`create schema if not exists ${quoteName(schema)}`, options.signal);
  }
  const lost = new Map<string, string>();
  let first: unknown;
  for (const model of models) {
    const step = { type: "step", name: model.name, layer: layerOf(model) } as const;
    const because = model.refs.map((ref) => lost.get(ref)).find((name) => name !== undefined);
    if (because !== undefined) {
      lost.set(model.name, because);
      runs.push({ ...blankRun(model), status: "skipped", message: `skipped because ${because} failed` });
      yield { ...step, state: "skipped", because };
      continue;
    }
    const before = options.kept(model.name);
    if (before) {
      runs.push({ ...blankRun(model), ...before, status: "kept" });
      yield { ...step, state: "done", rows: before.rows, ms: 0 };
      continue;
    }
    yield { ...step, state: "running" };
    try {
      const run = await runModel(bench, model, options);
      runs.push(run);
      yield { ...step, state: "done", rows: run.rows, ms: run.ms };
    } catch (error) {
      const isOwn = error instanceof ModelError;
      runs.push({ ...blankRun(model), status: "failed", message: messageOf(error), error: isOwn ? error : undefined });
      yield { ...step, state: "failed", message: messageOf(error), ...(isOwn ? placeOf(error) : {}) };
      if (!isOwn) throw error;
      first ??= error;
      lost.set(model.name, model.name);
    }
    if (!lost.has(model.name)) await options.afterModel(model.name);
  }
  if (first instanceof ModelError) throw withSkipped(first, runs);
}

function blankRun(model: Model): ModelRun {
  const { name, sha256 } = model;
  return { model: name, layer: layerOf(model), rows: 0, ms: 0, sha256, status: "kept", startedAt: new Date() };
}

async function runModel(bench: Workbench, model: Model, { backfill, signal }: ModelOptions): Promise<ModelRun> {
  const startedAt = new Date();
  const started = performance.now();
  const whole = `create ${model.materialized} ${model.relation} as ${model.sql}`;
  try {
    const rows = (await monthsAnew(bench, model, backfill, signal)) ?? (await made(bench, model, whole, signal));
    return { ...blankRun(model), rows, ms: performance.now() - started, status: "done", startedAt };
  } catch (error) {
    throw modelError(model, error);
  }
}

async function made(bench: Workbench, model: Model, sql: string, signal: AbortSignal | undefined): Promise<number> {
  const { rows } = await bench.database.query(sql, [], { signal });
  return model.materialized === "table" ? Number(rows[0]?.[0] ?? 0) : 0;
}

function modelError(model: Model, error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof UserError || isAbort(error)) return error;
  const line = lineOfError(model, error.message);
  const why = error.message.split("\n\nLINE")[0] ?? error.message;
  return projectErrors.modelFails(
    { model: model.name, file: model.file, line, excerpt: excerptOf(model, error.message, line) },
    { why },
  );
}

function messageOf(error: unknown): string {
  return error instanceof ModelError ? error.why : error instanceof Error ? error.message : String(error);
}

function placeOf({ file, line, excerpt }: ModelError) {
  return { file, line, excerpt };
}

/** The first failure, with the names of the others and of what could not be built because of them. */
function withSkipped(error: ModelError, runs: readonly ModelRun[]): ModelError {
  const named = (status: ModelRun["status"]) => runs.filter((run) => run.status === status).map((run) => run.model);
  const others = named("failed").filter((name) => name !== error.model);
  const skipped = named("skipped");
  const notes = [
    ...(others.length > 0 ? [`Also failed: ${others.join(", ")}.`] : []),
    ...(skipped.length > 0 ? [`Skipped: ${skipped.join(", ")}.`] : []),
  ];
  return error.followedBy(notes);
}
