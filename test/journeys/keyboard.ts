import { EventEmitter } from "node:events";
import type { RenderOptions } from "ink";

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

/** How a test draws on a terminal of its own: as on a real one, and by its own leave alone. */
export function onTerminal(stdin: Keyboard, stdout: EventEmitter): RenderOptions {
  return {
    stdout: stdout as unknown as NodeJS.WriteStream,
    stdin: stdin as unknown as NodeJS.ReadStream,
    exitOnCtrlC: false,
    patchConsole: false,
    interactive: true,
  };
}
