import { EventEmitter } from "node:events";
import type { RenderOptions } from "ink";
import type { MouseEvent } from "../../source/ui/input/mouse.ts";
import { terminalInput } from "../../source/ui/input/terminal-input.ts";

/** The input of a terminal on which a test types. */
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

/** Render options for a test's own terminal: as on a real one, exiting only when told to; mouse events go to `onMouse`. */
export function onTerminal(
  keyboard: Keyboard,
  stdout: EventEmitter,
  onMouse: (event: MouseEvent) => void = () => {},
): RenderOptions {
  return {
    stdout: stdout as unknown as NodeJS.WriteStream,
    stdin: terminalInput(keyboard as unknown as NodeJS.ReadStream, onMouse),
    exitOnCtrlC: false,
    patchConsole: false,
    interactive: true,
  };
}
