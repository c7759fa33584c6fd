import { setImmediate } from "node:timers/promises";

/** Gives the event loop a turn often enough that screens stay alive, and stops when asked to. */
export class Pacer {
  #turnedAt = performance.now();
  readonly #signal: AbortSignal;
  readonly #longestMs: number;

  constructor(signal: AbortSignal, longestMs = 12) {
    this.#signal = signal;
    this.#longestMs = longestMs;
  }

  /** Whether it is time for a turn: cheap enough for inner loops. */
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
}
