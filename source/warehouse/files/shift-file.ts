import { type FileHandle, open } from "node:fs/promises";

/** Records where lines and records diverge; kept on disk so that memory use does not depend on the file. */
export class ShiftFile {
  readonly #path: string;
  #handle: Promise<FileHandle> | undefined;
  #writing: Promise<unknown> = Promise.resolve();
  #pending = "";
  #last = 0;

  constructor(path: string) {
    this.#path = path;
  }

  note(record: number, shift: number): void {
    if (shift === this.#last) return;
    this.#last = shift;
    this.#pending += `${record},${shift}\n`;
    if (this.#pending.length > 64_000) this.#flush();
  }

  /** The file; undefined if line and record never diverged. */
  async end(): Promise<string | undefined> {
    if (this.#pending.length > 0) this.#flush();
    await this.#writing;
    return this.#handle ? this.#path : undefined;
  }

  async close(): Promise<void> {
    await this.#writing.catch(() => {});
    await (await this.#handle)?.close();
    this.#handle = undefined;
  }

  #flush(): void {
    const text = this.#pending;
    this.#pending = "";
    this.#handle ??= open(this.#path, "wx", 0o600);
    const handle = this.#handle;
    this.#writing = this.#writing.then(async () => (await handle).write(text));
  }
}
