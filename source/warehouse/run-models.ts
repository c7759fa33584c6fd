import type { BuildEvent, Layer } from "../domain/build-event.ts";
import { ModelError, UserError } from "../errors.ts";
import { isAbort } from "./abort.ts";
import type { Workbench } from "./database.ts";
import type { ModelRun } from "./meta.ts";
import type { Model } from "./project/compile.ts";
import { lineOfError } from "./project/error-line.ts";
import { quoteName } from "./sql-text.ts";

const layers: readonly string[] = ["bronze", "silver", "gold"] satisfies readonly Layer[];

/** The layer a model is shown in: its schema where that is one of ours. */
export function layerOf(model: Model): Layer {
  return layers.includes(model.schema) ? (model.schema as Layer) : "silver";
}

interface ModelOptions {
  /** What the warehouse of before has of a model that stays; undefined for one to build. */
  kept(name: string): { readonly rows: number; readonly sha256: string } | undefined;
  afterModel(name: string): Promise<void>;
  readonly signal: AbortSignal | undefined;
}

/** Builds the models in the order given. Throws ModelError with the line of the model's file. */
export async function* runModels(
  bench: Workbench,
  models: readonly Model[],
  { kept, afterModel, signal }: ModelOptions,
): AsyncGenerator<BuildEvent, readonly ModelRun[]> {
  const runs: ModelRun[] = [];
  for (const schema of new Set(models.map((model) => model.schema))) {
    await bench.run(`create schema if not exists ${quoteName(schema)}`, signal);
  }
  for (const model of models) {
    const step = { type: "step", name: model.name, layer: layerOf(model) } as const;
    const before = kept(model.name);
    if (before) {
      runs.push({ model: model.name, layer: layerOf(model), ...before, ms: 0, status: "kept" });
      yield { ...step, state: "done", rows: before.rows, ms: 0 };
      continue;
    }
    yield { ...step, state: "running" };
    try {
      const run = await runModel(bench, model, signal);
      runs.push(run);
      yield { ...step, state: "done", rows: run.rows, ms: run.ms };
    } catch (error) {
      yield { ...step, state: "failed", message: error instanceof Error ? error.message : String(error) };
      throw error;
    }
    await afterModel(model.name);
  }
  return runs;
}

async function runModel(bench: Workbench, model: Model, signal: AbortSignal | undefined): Promise<ModelRun> {
  const started = performance.now();
  const { rows } = await bench.database
    .query(`create ${model.materialized} ${model.relation} as ${model.sql}`, [], { signal })
    .catch((error) => {
      throw modelError(model, error);
    });
  const count = model.materialized === "table" ? Number(rows[0]?.[0] ?? 0) : 0;
  return {
    model: model.name,
    layer: layerOf(model),
    rows: count,
    ms: performance.now() - started,
    sha256: model.sha256,
    status: "done",
  };
}

function modelError(model: Model, error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof UserError || isAbort(error)) return error;
  const line = lineOfError(model, error.message);
  return new ModelError(model.name, { file: model.file, line }, error.message.split("\n\nLINE")[0] ?? error.message);
}
