import { setImmediate } from "node:timers/promises";

/** Yields to the event loop often enough that screens stay responsive, and stops when aborted. */
export class Pacer {
  #turnedAt = performance.now();
  readonly #signal: AbortSignal;
  readonly #longestMs: number;

  constructor(signal: AbortSignal, longestMs = 12) {
    this.#signal = signal;
    this.#longestMs = longestMs;
  }

  /** Whether it is time to yield: cheap enough for inner loops. */
  get isDue(): boolean {
    return performance.now() - this.#turnedAt >= this.#longestMs;
  }

  /** Rejects with the signal's reason once aborted. */
  async turn(): Promise<void> {
    this.#signal.throwIfAborted();
    await setImmediate();
    this.#signal.throwIfAborted();
    this.#turnedAt = performance.now();
  }

  /** Yields if it is time to. */
  async turnIfDue(): Promise<void> {
    if (this.isDue) await this.turn();
  }

  /** Passes all items on in order, yielding between them. */
  async each<Item>(items: readonly Item[], use: (item: Item, index: number) => void): Promise<void> {
    for (let from = 0; from < items.length; from += itemsAtOnce) {
      const end = Math.min(items.length, from + itemsAtOnce);
      for (let index = from; index < end; index += 1) use(items[index] as Item, index);
      await this.turnIfDue();
    }
  }
}

const itemsAtOnce = 1024;
