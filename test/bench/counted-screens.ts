import { EventEmitter } from "node:events";
import { render } from "ink";
import { createElement } from "react";
import { App } from "../../source/ui/app.tsx";
import { createKeymap } from "../../source/ui/keys.ts";
import type { Core } from "../../source/ui/state/core.ts";
import type { Store } from "../../source/ui/store/store.ts";
import { createTheme } from "../../source/ui/theme/theme.ts";
import { Keyboard, onTerminal } from "../journeys/keyboard.ts";

/** What reached the terminal after a key. */
export interface Counted {
  readonly frames: number;
  readonly bytes: number;
}

export interface CountedScreens {
  readonly press: (keys: string) => Promise<Counted>;
  readonly close: () => void;
}

const frameEnd = "\u001b[?2026l";
/** Turns of the event loop without a query or a byte after which nothing more is expected. */
const quietTurns = 6;

/** The screens drawn as in a terminal, only what changed, on one that counts. */
export async function openCounted(core: Core): Promise<CountedScreens> {
  const [stdout, stdin] = [new CountingTerminal(), new Keyboard()];
  let store: Store | undefined;
  const ignore = () => {};
  const instance = render(
    createElement(App, {
      launch: { load: async () => core },
      theme: createTheme("truecolor"),
      keymap: createKeymap(),
      copy: async () => "terminal" as const,
      stopProcess: async () => {},
      exit: ignore,
      onStore: (created: Store) => {
        store = created;
      },
    }),
    { ...onTerminal(stdin, stdout), alternateScreen: true, incrementalRendering: true, maxFps: 200 },
  );
  const rest = async () => {
    for (let quiet = 0; quiet < quietTurns; quiet += 1) {
      const before = stdout.bytes;
      await new Promise((resolve) => setImmediate(resolve));
      await instance.waitUntilRenderFlush();
      if (store === undefined || !store.queries.isIdle() || stdout.bytes !== before) quiet = -1;
    }
  };
  await rest();
  return {
    async press(keys) {
      const { frames, bytes } = stdout;
      if (keys !== "") stdin.send(keys);
      await rest();
      return { frames: stdout.frames - frames, bytes: stdout.bytes - bytes };
    },
    close: () => instance.unmount(),
  };
}

class CountingTerminal extends EventEmitter {
  readonly isTTY = true;
  readonly columns = 120;
  readonly rows = 40;
  frames = 0;
  bytes = 0;

  write(data: string, done?: () => void): boolean {
    this.bytes += Buffer.byteLength(data);
    this.frames += data.split(frameEnd).length - 1;
    if (typeof done === "function") done();
    return true;
  }
}
