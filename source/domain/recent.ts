import { bytesIn } from "./bytes-in.ts";

interface Kept<Value> {
  readonly value: Value;
  readonly bytes: number;
}

/** The values last set or asked for, by key: as many as take no more than `mostBytes` together, keys included; the last one set at any size. */
export class Recent<Value> {
  readonly #mostBytes: number;
  /** The one that was not asked for the longest is the first. */
  readonly #kept = new Map<string, Kept<Value>>();
  #bytes = 0;

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  has(key: string): boolean {
    return this.#kept.has(key);
  }

  get(key: string): Value | undefined {
    const found = this.#kept.get(key);
    if (found === undefined) return undefined;
    this.#kept.delete(key);
    this.#kept.set(key, found);
    return found.value;
  }

  set(key: string, value: Value): void {
    this.#drop(key);
    const bytes = bytesIn(key) + bytesIn(value);
    this.#kept.set(key, { value, bytes });
    this.#bytes += bytes;
    for (const oldest of this.#kept.keys()) {
      if (this.#bytes <= this.#mostBytes || oldest === key) return;
      this.#drop(oldest);
    }
  }

  clear(): void {
    this.#kept.clear();
    this.#bytes = 0;
  }

  #drop(key: string): void {
    this.#bytes -= this.#kept.get(key)?.bytes ?? 0;
    this.#kept.delete(key);
  }
}
