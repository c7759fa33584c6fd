import { abortError } from "./abort.ts";

interface Waiter<L> {
  readonly take: (handle: L) => void;
  readonly refuse: (reason: Error) => void;
}

/**
 * Hands out the few connections, first come, first served. Each running query takes a thread of libuv's pool of four; with all
 * of them taken even reading a file waits, so no more than two may run.
 */
export class QueryQueue<L> {
  readonly #idle: L[];
  readonly #waiting: Waiter<L>[] = [];
  #closed = false;

  constructor(handles: readonly L[]) {
    this.#idle = [...handles];
  }

  /** Resolves to a free handle; rejects with an AbortError if the signal comes first or the queue is closed. */
  take(signal?: AbortSignal): Promise<L> {
    if (this.#closed || signal?.aborted) return Promise.reject(abortError());
    const handle = this.#idle.pop();
    if (handle !== undefined) return Promise.resolve(handle);
    return new Promise<L>((resolve, reject) => this.#wait(resolve, reject, signal));
  }

  giveBack(handle: L): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#idle.push(handle);
    else next.take(handle);
  }

  /** Removes an idle handle for good; false for a busy one. */
  withdraw(handle: L): boolean {
    const at = this.#idle.indexOf(handle);
    if (at >= 0) this.#idle.splice(at, 1);
    return at >= 0;
  }

  /** Rejects everyone who waits and everyone who comes later. */
  close(): void {
    this.#closed = true;
    for (const waiter of this.#waiting.splice(0)) waiter.refuse(abortError());
  }

  #wait(resolve: (handle: L) => void, reject: (reason: Error) => void, signal: AbortSignal | undefined): void {
    const leave = () => {
      this.#waiting.splice(this.#waiting.indexOf(waiter), 1);
      reject(abortError());
    };
    const waiter: Waiter<L> = {
      take: (handle) => {
        signal?.removeEventListener("abort", leave);
        resolve(handle);
      },
      refuse: (reason) => {
        signal?.removeEventListener("abort", leave);
        reject(reason);
      },
    };
    this.#waiting.push(waiter);
    signal?.addEventListener("abort", leave, { once: true });
  }
}
