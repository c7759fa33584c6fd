import type { LRUCache } from "lru-cache";
import { recentValues } from "../../domain/recent.ts";
import { StoppedError } from "../../errors.ts";
import type { Core } from "./core.ts";
import { type Answer, answer, type CoreQuery } from "./core-query.ts";

/** A slot for an answer on screen: the last answer stays until the next one arrives. */
export interface Slot {
  readonly key: string;
  readonly answer: Answer | undefined;
  /** Whether `answer` belongs to an older question. */
  readonly isStale: boolean;
  /** Stale for so long that the screen should show it. */
  readonly isSlow: boolean;
  readonly progress: number;
  readonly error: Error | undefined;
}

export interface Queries {
  /** Makes exactly these slots hold the answers to these queries; stale queries are interrupted. */
  readonly want: (queries: ReadonlyMap<string, CoreQuery>) => void;
  readonly slot: (name: string) => Slot | undefined;
  /** Answers everything again, because the data changed; what is on screen stays undimmed until the new answer arrives. */
  readonly refresh: () => void;
  /** Interrupts what is running, and what waits behind it, if any of it is slow; existing answers stay. */
  readonly stop: () => boolean;
  readonly isIdle: () => boolean;
  /** Whether anything is slow, apart from answers that only accompany the cursor. */
  readonly isSlow: () => boolean;
  /** Runs a likely next query into memory; any other query stops it. Resolves to whether it finished. */
  readonly prepare: (query: CoreQuery) => Promise<boolean>;
  /** Whether an answer is about to replace one on screen: asked for, and not slow so far. */
  readonly isSettling: () => boolean;
  /** Whether a query was started in this turn of the event loop, which sends it at the end of the turn. */
  readonly isSending: () => boolean;
}

interface Entry {
  key: string;
  query: CoreQuery;
  answer: Answer | undefined;
  answerKey: string;
  error: Error | undefined;
  progress: number;
  isSlow: boolean;
  /** Whether the answer is from data that was replaced since; it is answered again in the background. */
  isOutdated: boolean;
  controller: AbortController | undefined;
  /** Earliest time to run it, for answers that only accompany the cursor. */
  readyAt: number;
}

/** DuckDB takes one of libuv's four pool threads per query; more than two would starve everything else. */
const maxInFlight = 2;
const slowAfterMs = 150;
/** Memory for all answers: a few weekly grids, or hundreds of leaderboards. */
const keptBytes = 12_000_000;
/** Answers that accompany the cursor are queried once it rests, counted from the frame that moved it, so that they never delay the next. */
const restMs = 120;

/** Runs the queries of the screens, at most two at a time, and keeps the newest answers. */
export function createQueries(core: Core, onChange: () => void): Queries {
  const entries = new Map<string, Entry>();
  const known = recentValues<Answer>(keptBytes);
  let running = 0;
  let sending: NodeJS.Immediate | undefined;
  let resting: NodeJS.Timeout | undefined;
  let preparing = new AbortController();

  const startNext = () => {
    clearTimeout(resting);
    let rest = Number.POSITIVE_INFINITY;
    for (const entry of entries.values()) {
      if (running >= maxInFlight) return;
      if (!isWaiting(entry)) continue;
      const early = entry.readyAt - performance.now();
      if (early <= 0) start(entry);
      else rest = Math.min(rest, early);
    }
    // One timer for all: one for each would set as many again, and more with every key.
    if (Number.isFinite(rest)) resting = setTimeout(startNext, rest + 1);
  };

  /** The frame of a key is drawn in the same turn of the event loop. */
  const afterFrame = (entry: Entry) => {
    entry.readyAt = Number.POSITIVE_INFINITY;
    setImmediate(() => {
      entry.readyAt = performance.now() + restMs;
      startNext();
    });
  };

  const start = (entry: Entry) => {
    const controller = new AbortController();
    const { key } = entry;
    entry.controller = controller;
    running += 1;
    sending ??= setImmediate(() => {
      sending = undefined;
    });
    const timer = setTimeout(() => {
      if (entry.controller === controller) entry.isSlow = !entry.isOutdated;
      onChange();
    }, slowAfterMs);
    const isCurrent = () => entry.controller === controller && entry.key === key;
    const progress = (done: number) => {
      if (!isCurrent()) return;
      entry.progress = done;
      onChange();
    };
    answer(core, entry.query, controller.signal, progress)
      .then(
        (value) => {
          if (!controller.signal.aborted) known.set(key, value);
          if (isCurrent()) settle(entry, value, undefined);
        },
        (error: unknown) => {
          if (isCurrent() && !controller.signal.aborted) settle(entry, undefined, asError(error));
        },
      )
      .finally(() => {
        clearTimeout(timer);
        running -= 1;
        startNext();
        onChange();
      });
  };

  return {
    want(wanted) {
      for (const [name, entry] of entries) {
        if (!wanted.has(name)) {
          entry.controller?.abort();
          entries.delete(name);
        }
      }
      for (const [name, query] of wanted) {
        const entry = ensure(entries, name, query, known);
        if (entry !== undefined && name.startsWith("pane:")) afterFrame(entry);
      }
      startNext();
      // Only after the wanted queries have started: one with the same statement then shares the execution that is under way.
      if (running > 0) preparing.abort();
    },
    slot: (name) => {
      const entry = entries.get(name);
      return entry === undefined ? undefined : slotOf(entry);
    },
    refresh() {
      known.clear();
      preparing.abort();
      for (const entry of entries.values()) {
        entry.controller?.abort();
        entry.controller = undefined;
        entry.error = undefined;
        entry.isOutdated = entry.answerKey === entry.key;
      }
      startNext();
    },
    stop() {
      const pending = [...entries.values()].filter((entry) => entry.controller !== undefined || isWaiting(entry));
      if (!pending.some((entry) => entry.isSlow)) return false;
      // Queries waiting for their turn would be as slow as those that are stopped.
      for (const entry of pending) {
        entry.controller?.abort();
        settle(entry, undefined, new StoppedError());
      }
      return true;
    },
    async prepare(query) {
      const key = JSON.stringify(query);
      if (known.has(key)) return true;
      preparing.abort();
      preparing = new AbortController();
      const { signal } = preparing;
      try {
        const value = await answer(core, query, signal, () => {});
        if (!signal.aborted) known.set(key, value);
      } catch {
        // Errors are reported when a screen runs the query itself.
        return false;
      }
      return !signal.aborted;
    },
    isSlow: () => [...entries.values()].some((entry) => entry.isSlow && entry.readyAt === 0),
    isIdle: () => running === 0 && ![...entries.values()].some(isWaiting),
    isSettling: () => [...entries.values()].some(isSettling),
    isSending: () => sending !== undefined,
  };
}

/** Makes a slot ask for a query; gives the slot if its answer is not known yet. */
function ensure(
  entries: Map<string, Entry>,
  name: string,
  query: CoreQuery,
  known: LRUCache<string, Answer>,
): Entry | undefined {
  const key = JSON.stringify(query);
  const entry = entries.get(name) ?? emptyEntry(query);
  entries.set(name, entry);
  if (entry.key === key) return undefined;
  entry.controller?.abort();
  entry.controller = undefined;
  entry.key = key;
  entry.query = query;
  entry.error = undefined;
  entry.isOutdated = false;
  const answered = known.get(key);
  if (answered === undefined) return entry;
  settle(entry, answered, undefined);
  return undefined;
}

function emptyEntry(query: CoreQuery): Entry {
  return {
    key: "",
    query,
    answer: undefined,
    answerKey: "",
    error: undefined,
    progress: 0,
    isSlow: false,
    isOutdated: false,
    controller: undefined,
    readyAt: 0,
  };
}

function settle(entry: Entry, value: Answer | undefined, error: Error | undefined): void {
  entry.controller = undefined;
  entry.isSlow = false;
  entry.isOutdated = false;
  entry.progress = 0;
  entry.error = error;
  if (value === undefined) return;
  entry.answer = value;
  entry.answerKey = entry.key;
}

function isWaiting(entry: Entry): boolean {
  return (
    entry.controller === undefined && entry.error === undefined && (entry.isOutdated || entry.answerKey !== entry.key)
  );
}

/** Nothing waits for answers that only accompany the cursor. */
function isSettling(entry: Entry): boolean {
  const isAsked = entry.controller !== undefined || isWaiting(entry);
  return isAsked && entry.answer !== undefined && !entry.isSlow && !entry.isOutdated && entry.readyAt === 0;
}

function slotOf(entry: Entry): Slot {
  return {
    key: entry.key,
    answer: entry.answer,
    isStale: entry.answerKey !== entry.key,
    isSlow: entry.isSlow,
    progress: entry.progress,
    error: entry.error,
  };
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
