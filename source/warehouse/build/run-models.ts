import type { BuildEvent } from "../../domain/build-event.ts";
import { ModelError } from "../../errors.ts";
import type { BuildDatabase } from "../database/build-database.ts";
import { quoteName } from "../database/sql-text.ts";
import type { ModelRun } from "../meta/write-meta.ts";
import type { Model } from "../project/compile.ts";
import { type ModelOptions, ModelQueue, stepOf } from "./model-queue.ts";

/**
 * Builds the models, each after all it refers to, otherwise in the given order, and reports each. If one fails, all that depend
 * on it are skipped and the others are still built. In the end throws the first failure, a ModelError with the line of the
 * model's file.
 */
export async function* runModels(
  connection: BuildDatabase,
  models: readonly Model[],
  runs: ModelRun[],
  options: ModelOptions,
): AsyncGenerator<BuildEvent> {
  for (const schema of new Set(models.map((model) => model.schema))) {
    await connection.run(`create schema if not exists ${quoteName(schema)}`, options.signal);
  }
  const place = (run: ModelRun) => models.findIndex((model) => model.name === run.model);
  const failures: ModelError[] = [];
  try {
    yield* buildAll(connection, models, runs, failures, options);
  } finally {
    runs.sort((one, other) => place(one) - place(other));
  }
  const [first] = failures;
  if (first) throw withSkipped(first, runs);
}

async function* buildAll(
  connection: BuildDatabase,
  models: readonly Model[],
  runs: ModelRun[],
  failures: ModelError[],
  options: ModelOptions,
): AsyncGenerator<BuildEvent> {
  const queue = new ModelQueue(connection, models, options);
  const beside = new Beside(queue, options);
  try {
    for (let model = queue.next(); model !== undefined || queue.isBusy || !options.raw.areAll; model = queue.next()) {
      if (model === undefined) {
        if ((await beside.untilChange()) === "raw") continue;
        const ended = await queue.ended();
        if (ended === undefined) continue;
        const { run, event, error } = ended;
        runs.push(run);
        yield event;
        if (error instanceof ModelError) failures.push(error);
        else if (error !== undefined) throw error;
        else await options.afterModel(run.model);
        continue;
      }
      const idle = queue.unbuilt(model);
      if (idle === undefined) {
        yield { ...stepOf(model), state: "running" };
        queue.begin(model);
        continue;
      }
      runs.push(idle.run);
      yield idle.event;
    }
  } finally {
    await beside.clear();
    await queue.clear();
  }
}

/** Work done beside the models while none can be started, one thing at a time. */
class Beside {
  readonly #queue: ModelQueue;
  readonly #options: ModelOptions;
  #running: Promise<void> | undefined;

  constructor(queue: ModelQueue, options: ModelOptions) {
    this.#queue = queue;
    this.#options = options;
  }

  /** What allows progress: a model that ended, or another complete raw table. */
  async untilChange(): Promise<"model" | "raw"> {
    const { raw } = this.#options;
    const changes = [
      this.#queue.anyEnded().then(() => "model" as const),
      ...(raw.areAll ? [] : [raw.more().then(() => "raw" as const)]),
    ];
    let change: "model" | "raw" | undefined;
    const changed = Promise.race(changes).then((first) => {
      change = first;
    });
    while (change === undefined) {
      if (this.#running === undefined && this.#queue.hasRoom) this.#begin();
      await (this.#running === undefined ? changed : Promise.race([changed, this.#running]));
    }
    return change;
  }

  #begin(): void {
    const running = this.#options.whileIdle((name) => this.#queue.isBuilt(name));
    this.#running = running?.finally(() => {
      this.#running = undefined;
    });
  }

  async clear(): Promise<void> {
    await this.#running;
  }
}

/** The first failure, with the names of the others and of the models skipped because of them. */
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
