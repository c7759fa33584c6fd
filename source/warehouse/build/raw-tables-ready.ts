import type { LoadedFile } from "../ingest/loaded-file.ts";
import { type TableName, tableNames } from "../mapping/contract-tables.ts";

interface Waiter {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Which raw tables are complete while files are still being loaded; notes on all files count as tables too. */
export class RawTablesReady {
  /** Loaded so far. */
  readonly files: LoadedFile[] = [];
  readonly #coming = new Set<string>([...tableNames, "rejects", "source_files"]);
  readonly #waiters: Waiter[] = [];
  #failure: { readonly error: unknown } | undefined;

  has(table: string): boolean {
    return !this.#coming.has(table);
  }

  get areAll(): boolean {
    return this.#coming.size === 0;
  }

  /** Resolves when one more is complete; rejects if no more will be. */
  more(): Promise<void> {
    if (this.#failure) return Promise.reject(this.#failure.error);
    return new Promise((resolve, reject) => this.#waiters.push({ resolve, reject }));
  }

  add(table: TableName): void {
    this.#coming.delete(table);
    for (const { resolve } of this.#waiters.splice(0)) resolve();
  }

  addAll(): void {
    this.#coming.clear();
    for (const { resolve } of this.#waiters.splice(0)) resolve();
  }

  fail(error: unknown): void {
    this.#failure = { error };
    for (const { reject } of this.#waiters.splice(0)) reject(error);
  }
}
