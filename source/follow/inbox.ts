import { setTimeout } from "node:timers/promises";

/** If nothing arrives for this long, a line need not wait for others. */
const quietMs = 100;

/** Items that have arrived and are not taken yet; adding waits while it is full. */
export class Inbox<Item> {
  readonly #most: number;
  #items: Item[] = [];
  #cameAt = 0;
  #failure: Error | undefined;
  #wake = Promise.withResolvers<void>();

  constructor(most: number) {
    this.#most = most;
  }

  /** Takes all items of a source as they arrive, until it ends or fails. */
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

  /** The next take rejects with the error. */
  fail(error: Error): void {
    this.#failure ??= error;
    this.#stir();
  }

  /** The number of items not taken yet; throws the source's error if it failed. */
  waiting(): number {
    if (this.#failure) throw this.#failure;
    return this.#items.length;
  }

  /**
   * Waits for a first item, for at most `idleMs`, then for more until none arrives for a moment, `forMs` have passed or it
   * is full. Rejects with the source's error once everything before it is taken, and with AbortError.
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
