import { EventEmitter } from "node:events";

/** An input of a terminal on which a test types. */
export class Keyboard extends EventEmitter {
  readonly isTTY = true;
  #waiting: string[] = [];

  send(data: string): void {
    this.#waiting.push(data);
    this.emit("readable");
  }

  read(): string | null {
    return this.#waiting.shift() ?? null;
  }

  setEncoding(): void {}
  setRawMode(): void {}
  resume(): void {}
  pause(): void {}
  ref(): void {}
  unref(): void {}
}
