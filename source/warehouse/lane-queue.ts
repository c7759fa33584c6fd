import { abortError } from "./abort.ts";

interface Waiter<L> {
  readonly take: (lane: L) => void;
  readonly refuse: (reason: Error) => void;
}

/**
 * Hands out the few connections, first come, first served. Each running query takes a thread of libuv's pool of four; with all
 * of them taken even reading a file waits, so no more than two may run.
 */
export class LaneQueue<L> {
  readonly #idle: L[];
  readonly #waiting: Waiter<L>[] = [];
  #closed = false;

  constructor(lanes: readonly L[]) {
    this.#idle = [...lanes];
  }

  /** Resolves to a free lane; rejects with an AbortError if the signal comes first or the queue is closed. */
  take(signal?: AbortSignal): Promise<L> {
    if (this.#closed || signal?.aborted) return Promise.reject(abortError());
    const lane = this.#idle.pop();
    if (lane !== undefined) return Promise.resolve(lane);
    return new Promise<L>((resolve, reject) => this.#wait(resolve, reject, signal));
  }

  giveBack(lane: L): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#idle.push(lane);
    else next.take(lane);
  }

  /** Removes an idle lane for good; false for a busy one. */
  withdraw(lane: L): boolean {
    const at = this.#idle.indexOf(lane);
    if (at >= 0) this.#idle.splice(at, 1);
    return at >= 0;
  }

  /** Rejects everyone who waits and everyone who comes later. */
  close(): void {
    this.#closed = true;
    for (const waiter of this.#waiting.splice(0)) waiter.refuse(abortError());
  }

  #wait(resolve: (lane: L) => void, reject: (reason: Error) => void, signal: AbortSignal | undefined): void {
    const leave = () => {
      this.#waiting.splice(this.#waiting.indexOf(waiter), 1);
      reject(abortError());
    };
    const waiter: Waiter<L> = {
      take: (lane) => {
        signal?.removeEventListener("abort", leave);
        resolve(lane);
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
