import type { LRUCache } from "lru-cache";
import { recentValues } from "../../domain/recent.ts";
import { StoppedError } from "../../errors.ts";
import type { Core } from "./core.ts";
import { type Answer, answer, type CoreQuery } from "./core-query.ts";

/** What a place on screen has: the last answer stays until the next one is there. */
export interface Slot {
  readonly key: string;
  readonly answer: Answer | undefined;
  /** Whether `answer` belongs to an older question. */
  readonly isStale: boolean;
  /** Stale for long enough that the screen should say so. */
  readonly isSlow: boolean;
  readonly progress: number;
  readonly error: Error | undefined;
}

export interface Queries {
  /** Makes these slots, and no others, hold the answers to these queries; stale queries are interrupted. */
  readonly want: (queries: ReadonlyMap<string, CoreQuery>) => void;
  readonly slot: (name: string) => Slot | undefined;
  /** Answers everything again, as the data is another now; what is on screen stays there undimmed until it is answered. */
  readonly refresh: () => void;
  /** Interrupts what runs, and what waits behind it, where any of it takes long; answers already there stay. */
  readonly stop: () => boolean;
  readonly isIdle: () => boolean;
  /** Whether anything takes long but what only accompanies the cursor. */
  readonly isSlow: () => boolean;
  /**
   * Answers what may be asked next, into memory; anything that is asked meanwhile stops it, unless it is the same. Resolves
   * to whether it came to an end.
   */
  readonly prepare: (query: CoreQuery) => Promise<boolean>;
  /** Whether an answer is about to take the place of one on screen: asked, and not slow so far. */
  readonly isSettling: () => boolean;
}

interface Entry {
  key: string;
  query: CoreQuery;
  answer: Answer | undefined;
  answerKey: string;
  error: Error | undefined;
  progress: number;
  isSlow: boolean;
  /** Whether the answer is that of data which was replaced since; it is answered again behind the screen. */
  isOutdated: boolean;
  controller: AbortController | undefined;
  /** Time from which it may be asked, for what only accompanies the cursor. */
  readyAt: number;
}

/** DuckDB holds a thread of libuv's pool of four per query; more than two would starve the rest. */
const mostInFlight = 2;
const slowAfterMs = 150;
/** Of all answers that are kept: a few weekly grids, or hundreds of leaderboards. */
const keptBytes = 12_000_000;
/** What accompanies the cursor is asked once the cursor rests, so that it never stands in the way of moving. */
const restMs = 120;

/** Runs the questions that the screens have, at most two at once, and keeps the newest answers. */
export function createQueries(core: Core, onChange: () => void): Queries {
  const entries = new Map<string, Entry>();
  const known = recentValues<Answer>(keptBytes);
  let running = 0;
  let preparing = new AbortController();

  const startNext = () => {
    for (const entry of entries.values()) {
      if (running >= mostInFlight) return;
      if (!isWaiting(entry)) continue;
      const early = entry.readyAt - performance.now();
      if (early <= 0) start(entry);
      else setTimeout(startNext, early + 1);
    }
  };

  const start = (entry: Entry) => {
    const controller = new AbortController();
    const { key } = entry;
    entry.controller = controller;
    running += 1;
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
      for (const [name, query] of wanted) ensure(entries, name, query, known);
      startNext();
      // After what is asked has begun: the same statement under way is then shared and goes on.
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
      // What waits for its turn would be as slow as what is stopped.
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
        // Who asks for it will hear why it fails.
        return false;
      }
      return !signal.aborted;
    },
    isSlow: () => [...entries.values()].some((entry) => entry.isSlow && entry.readyAt === 0),
    isIdle: () => running === 0 && ![...entries.values()].some(isWaiting),
    isSettling: () => [...entries.values()].some(isSettling),
  };
}

function ensure(entries: Map<string, Entry>, name: string, query: CoreQuery, known: LRUCache<string, Answer>): void {
  const key = JSON.stringify(query);
  const entry = entries.get(name) ?? emptyEntry(query);
  entries.set(name, entry);
  if (entry.key === key) return;
  entry.controller?.abort();
  entry.controller = undefined;
  entry.key = key;
  entry.query = query;
  entry.error = undefined;
  entry.isOutdated = false;
  const answered = known.get(key);
  if (answered !== undefined) settle(entry, answered, undefined);
  else if (name.startsWith("pane:")) entry.readyAt = performance.now() + restMs;
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

/** What accompanies the cursor is nothing to wait for. */
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
