import type { BuildEvent, Layer } from "../domain/build-event.ts";
import { projectErrors } from "../errors/project.ts";
import { ModelError, UserError } from "../errors.ts";
import { isAbort } from "./abort.ts";
import { type Backfill, monthsAnew } from "./backfill.ts";
import { outOfMemory } from "./friendly-error.ts";
import type { ModelRun } from "./meta.ts";
import type { Model } from "./project/compile.ts";
import { excerptOf, lineOfError } from "./project/error-line.ts";
import type { RawTablesReady } from "./raw-tables-ready.ts";
import type { Workbench } from "./workbench.ts";

const layers: readonly string[] = ["bronze", "silver", "gold"] satisfies readonly Layer[];

/** The layer a model is shown in: its schema where that is one of ours. */
export function layerOf(model: Pick<Model, "schema">): Layer {
  return layers.includes(model.schema) ? (model.schema as Layer) : "silver";
}

export interface ModelOptions {
  /** What the warehouse of before has of a model that stays; undefined for one to build. */
  kept(name: string): { readonly rows: number; readonly sha256: string } | undefined;
  /** How a fact of which only some months are made anew is told from one made whole. */
  readonly backfill: Backfill | undefined;
  /** A model waits for the raw tables that it reads. */
  readonly raw: RawTablesReady;
  afterModel(name: string): Promise<void>;
  /** Begins what can be done beside a model while no other can be built; undefined where nothing can. */
  whileIdle(isBuilt: (name: string) => boolean): Promise<void> | undefined;
  readonly signal: AbortSignal | undefined;
}

/** How a model came out: built, kept, failed (with its error) or skipped. */
interface Ended {
  readonly run: ModelRun;
  readonly event: BuildEvent;
  readonly error?: unknown;
}

/** Which models wait, are being built and are over. */
export class BuildingSite {
  readonly #bench: Workbench;
  readonly #options: ModelOptions;
  readonly #models: readonly Model[];
  readonly #waiting: Model[];
  /** Models for which memory did not do: they are tried once more, with nothing beside them and by one thread. */
  readonly #again = new Set<string>();
  readonly #running = new Map<string, Promise<Ended>>();
  readonly #over = new Set<string>();
  /** Models that are not there, by the failure at the root of it. */
  readonly #lost = new Map<string, string>();

  constructor(bench: Workbench, models: readonly Model[], options: ModelOptions) {
    this.#bench = bench;
    this.#options = options;
    this.#models = models;
    this.#waiting = [...models];
  }

  get isBusy(): boolean {
    return this.#running.size > 0;
  }

  /** Whether one more could be built now, were one ready. */
  get hasRoom(): boolean {
    return this.#running.size < this.#bench.width && ![...this.#running.keys()].some((name) => this.#again.has(name));
  }

  isBuilt(name: string): boolean {
    return this.#over.has(name) && !this.#lost.has(name);
  }

  /** Resolves when one of those being built has come to its end. */
  async anyEnded(): Promise<void> {
    await Promise.race(this.#running.values());
  }

  /** The model to turn to now, taken off the list; undefined when one that is being built must end first, or all are over. */
  next(): Model | undefined {
    if (!this.hasRoom) return undefined;
    const again = this.#waiting.find(({ name }) => this.#again.has(name));
    if (again) return this.isBusy ? undefined : this.#take(again);
    const { raw } = this.#options;
    const ready = this.#waiting.find(
      ({ refs, sources }) => refs.every((ref) => this.#over.has(ref)) && sources.every((table) => raw.has(table)),
    );
    return ready && this.#take(ready);
  }

  #take(model: Model): Model {
    this.#waiting.splice(this.#waiting.indexOf(model), 1);
    return model;
  }

  /** What becomes of a model that needs no building, or cannot be built; undefined for one to build. */
  unbuilt(model: Model): Ended | undefined {
    const because = model.refs.map((ref) => this.#lost.get(ref)).find((name) => name !== undefined);
    const before = this.#options.kept(model.name);
    if (because === undefined && before === undefined) return undefined;
    this.#over.add(model.name);
    if (because === undefined) {
      const run: ModelRun = { ...blankRun(model), ...before, status: "kept" };
      return { run, event: { ...stepOf(model), state: "done", rows: run.rows, ms: 0 } };
    }
    this.#lost.set(model.name, because);
    const run: ModelRun = { ...blankRun(model), status: "skipped", message: `skipped because ${because} failed` };
    return { run, event: { ...stepOf(model), state: "skipped", because } };
  }

  begin(model: Model): void {
    const build = () => attempt(this.#bench, model, this.#options);
    this.#running.set(model.name, this.#again.has(model.name) ? byOneThread(this.#bench, build) : build());
  }

  /** The first of those being built to come to its end; undefined for one that is tried again. */
  async ended(): Promise<Ended | undefined> {
    const ended = await Promise.race(this.#running.values());
    const { model: name } = ended.run;
    this.#running.delete(name);
    const model = this.#models.find((each) => each.name === name);
    if (model && isOutOfMemory(ended.error) && !this.#again.has(name)) {
      this.#again.add(name);
      this.#waiting.unshift(model);
      return undefined;
    }
    this.#over.add(name);
    if (ended.error !== undefined) this.#lost.set(name, name);
    return ended;
  }

  /** Waits for those still being built: the database must not be closed under them. */
  async clear(): Promise<void> {
    await Promise.all(this.#running.values());
  }
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof UserError && error.id === outOfMemory().id;
}

/** Each thread of a sort or a join holds memory of its own. */
async function byOneThread<T>(bench: Workbench, work: () => Promise<T>): Promise<T> {
  const { rows } = await bench.database.query("select current_setting('threads')::integer");
  await bench.run("set threads = 1");
  try {
    return await work();
  } finally {
    await bench.run(`set threads = ${Number(rows[0]?.[0] ?? 1)}`).catch(() => {});
  }
}

async function attempt(bench: Workbench, model: Model, options: ModelOptions): Promise<Ended> {
  try {
    const run = await runModel(bench, model, options);
    return { run, event: { ...stepOf(model), state: "done", rows: run.rows, ms: run.ms } };
  } catch (error) {
    const own = error instanceof ModelError ? error : undefined;
    const message = messageOf(error);
    const run: ModelRun = { ...blankRun(model), status: "failed", message, error: own };
    return { run, event: { ...stepOf(model), state: "failed", message, ...(own ? placeOf(own) : {}) }, error };
  }
}

export function stepOf(model: Model) {
  return { type: "step", name: model.name, layer: layerOf(model) } as const;
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
