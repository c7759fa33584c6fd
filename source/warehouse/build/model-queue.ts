import type { BuildEvent, Layer } from "../../domain/build-event.ts";
import { projectErrors } from "../../errors/project.ts";
import { ModelError, UserError } from "../../errors.ts";
import { isAbort } from "../database/abort.ts";
import type { BuildDatabase } from "../database/build-database.ts";
import { outOfMemory } from "../database/friendly-error.ts";
import type { ModelRun } from "../meta/write-meta.ts";
import type { Model } from "../project/compile.ts";
import { excerptOf, lineOfError } from "../project/error-line.ts";
import type { Renewal } from "../renewal/renewal.ts";
import { type Backfill, rebuildMonths } from "./backfill.ts";
import type { RawTablesReady } from "./raw-tables-ready.ts";

const layers: readonly string[] = ["bronze", "silver", "gold"] satisfies readonly Layer[];

/** The layer that a model is shown in: its schema, if that is one of ours. */
export function layerOf(model: Pick<Model, "schema">): Layer {
  return layers.includes(model.schema) ? (model.schema as Layer) : "silver";
}

export interface ModelOptions {
  /** Facts about the previous warehouse's model if it stays; undefined for a model to build. */
  kept(model: Model): { readonly rows: number; readonly sha256: string } | undefined;
  /** Distinguishes a fact that is rebuilt for some months only from one that is rebuilt in full. */
  readonly backfill?: Backfill | undefined;
  readonly renewal?: Renewal | undefined;
  /** A model waits for the raw tables that it reads. */
  readonly raw: RawTablesReady;
  afterModel(name: string): Promise<void>;
  /** Starts work that can be done beside a model while no other can be built; undefined if there is none. */
  whileIdle(isBuilt: (name: string) => boolean): Promise<void> | undefined;
  readonly signal: AbortSignal | undefined;
}

/** The result of a model: built, kept, failed (with its error) or skipped. */
interface Ended {
  readonly run: ModelRun;
  readonly event: BuildEvent;
  readonly error?: unknown;
}

/** Which models are waiting, being built and finished. */
export class ModelQueue {
  readonly #connection: BuildDatabase;
  readonly #options: ModelOptions;
  readonly #models: readonly Model[];
  readonly #waiting: Model[];
  /** Models that ran out of memory: they are tried once more, alone and on one thread. */
  readonly #again = new Set<string>();
  readonly #running = new Map<string, Promise<Ended>>();
  readonly #over = new Set<string>();
  /** Models that are unavailable, by the failed model that caused it. */
  readonly #lost = new Map<string, string>();

  constructor(connection: BuildDatabase, models: readonly Model[], options: ModelOptions) {
    this.#connection = connection;
    this.#options = options;
    this.#models = models;
    this.#waiting = [...models];
  }

  get isBusy(): boolean {
    return this.#running.size > 0;
  }

  /** Whether one more model could be built now, if one were ready. */
  get hasRoom(): boolean {
    return (
      this.#running.size < this.#connection.width && ![...this.#running.keys()].some((name) => this.#again.has(name))
    );
  }

  isBuilt(name: string): boolean {
    return this.#over.has(name) && !this.#lost.has(name);
  }

  /** Resolves when one of the models being built has ended. */
  async anyEnded(): Promise<void> {
    await Promise.race(this.#running.values());
  }

  /** The next model to handle, removed from the list; undefined if a running one must end first, or all are done. */
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

  /** The result of a model that needs no building or cannot be built; undefined for one to build. */
  unbuilt(model: Model): Ended | undefined {
    const because = model.refs.map((ref) => this.#lost.get(ref)).find((name) => name !== undefined);
    const before = this.#options.kept(model);
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
    const build = () => attempt(this.#connection, model, this.#options);
    this.#running.set(model.name, this.#again.has(model.name) ? onOneThread(this.#connection, build) : build());
  }

  /** The first of the running models to end; undefined for one that is tried again. */
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

  /** Waits for the models still running, because the database must not be closed under them. */
  async clear(): Promise<void> {
    await Promise.all(this.#running.values());
  }
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof UserError && error.id === outOfMemory().id;
}

/** Each thread of a sort or a join needs its own memory. */
async function onOneThread<T>(connection: BuildDatabase, work: () => Promise<T>): Promise<T> {
  const { rows } = await connection.database.query("select current_setting('threads')::integer");
  await connection.run("set threads = 1");
  try {
    return await work();
  } finally {
    await connection.run(`set threads = ${Number(rows[0]?.[0] ?? 1)}`).catch(() => {});
  }
}

async function attempt(connection: BuildDatabase, model: Model, options: ModelOptions): Promise<Ended> {
  try {
    const run = await runModel(connection, model, options);
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

async function runModel(
  connection: BuildDatabase,
  model: Model,
  { backfill, renewal, signal }: ModelOptions,
): Promise<ModelRun> {
  const startedAt = new Date();
  const started = performance.now();
  const whole = `create ${model.materialized} ${model.relation} as ${model.sql}`;
  try {
    const rows =
      (await renewal?.make(model)) ??
      (await rebuildMonths(connection, model, backfill, signal)) ??
      (await made(connection, model, whole, signal));
    return { ...blankRun(model), rows, ms: performance.now() - started, status: "done", startedAt };
  } catch (error) {
    throw modelError(model, error);
  }
}

async function made(
  connection: BuildDatabase,
  model: Model,
  sql: string,
  signal: AbortSignal | undefined,
): Promise<number> {
  const { rows } = await connection.database.query(sql, [], { signal });
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
