import { setTimeout } from "node:timers/promises";

/** Where nothing comes for so long, one line need not wait for others. */
const quietMs = 100;

/** What has come and is not taken yet; who adds waits while it is full. */
export class Inbox<Item> {
  readonly #most: number;
  #items: Item[] = [];
  #cameAt = 0;
  #failure: Error | undefined;
  #wake = Promise.withResolvers<void>();

  constructor(most: number) {
    this.#most = most;
  }

  /** Takes all items of a source as they come, until it ends or fails. */
  async fill(source: AsyncIterable<Item>): Promise<void> {
    try {
      for await (const item of source) {
        this.#items.push(item);
        this.#cameAt = performance.now();
        this.#stir();
        while (this.#items.length >= this.#most) await this.#wake.promise;
      }
    } catch (error) {
      this.fail(error instanceof Error ? error : new Error(String(error)));
    }
  }

  /** Who takes next is told of it. */
  fail(error: Error): void {
    this.#failure ??= error;
    this.#stir();
  }

  /** How many items are not taken yet; throws what the source failed with. */
  waiting(): number {
    if (this.#failure) throw this.#failure;
    return this.#items.length;
  }

  /**
   * Waits for a first item, for `idleMs` at most, then for more until none comes for a moment, `forMs` have passed or it is
   * full. Rejects with what the source failed with, once all that came before is taken, and with AbortError.
   */
  async take(idleMs: number, forMs: number, signal: AbortSignal): Promise<readonly Item[]> {
    if (this.#items.length === 0) await this.#until(idleMs, () => this.#items.length > 0, signal);
    if (this.#items.length > 0)
      await this.#until(forMs, () => this.#items.length >= this.#most || this.#isQuiet, signal);
    if (this.#items.length === 0 && this.#failure) throw this.#failure;
    const taken = this.#items;
    this.#items = [];
    this.#stir();
    return taken;
  }

  get #isQuiet(): boolean {
    return performance.now() - this.#cameAt >= quietMs;
  }

  async #until(ms: number, isEnough: () => boolean, signal: AbortSignal): Promise<void> {
    const until = performance.now() + ms;
    while (!isEnough() && this.#failure === undefined && performance.now() < until) {
      signal.throwIfAborted();
      const left = Math.min(quietMs, Math.max(1, until - performance.now()));
      await Promise.race([this.#wake.promise, setTimeout(left)]);
    }
    signal.throwIfAborted();
  }

  #stir(): void {
    this.#wake.resolve();
    this.#wake = Promise.withResolvers<void>();
  }
}
