import { setFlagsFromString } from "node:v8";
import { render } from "ink";
import { App } from "./app.tsx";
import { type MouseEvent, mouseAction, mouseOff, mouseOn } from "./input/mouse.ts";
import type { Settings } from "./input/settings.ts";
import { terminalInput } from "./input/terminal-input.ts";
import { createKeymap } from "./keys.ts";
import type { Keymap } from "./state/keymap.ts";
import type { Launch, Opening } from "./state/launch.ts";
import { screenIn } from "./state/program.ts";
import { encodePlace } from "./state/state-string.ts";
import { copyText } from "./store/clipboard.ts";
import { prefetch } from "./store/prefetch.ts";
import type { Store } from "./store/store.ts";
import { themeFor } from "./theme/theme.ts";

export interface OpenOptions extends Launch, Opening {
  /** Receives the link of the last view on exit. */
  readonly onLeave: (link: string) => Promise<void>;
  /** Custom keys, theme, screen reader. */
  readonly settings: Settings;
  /** Receives the name of each action that a key triggers, never typed text. */
  readonly onAction?: (name: string) => void;
}

const signals = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1, SIGQUIT: 3 } as const;

/**
 * Opens the screens on this terminal's alternate screen. Once they are closed and the terminal is restored, resolves to the
 * exit code: 0, or 128 + n after a signal. Rejects with an internal error. Does not import DuckDB.
 */
export async function openApp(options: OpenOptions): Promise<number> {
  const { stdout, stdin, env } = process;
  const { settings } = options;
  if (!process.execArgv.some((flag) => flag.startsWith(youngGeneration))) setFlagsFromString(`${youngGeneration}16`);
  setFlagsFromString("--heap-growing-percent=60");
  const isSpoken = settings.screenReader || env.INK_SCREEN_READER === "true";
  let exitCode = 0;
  let crash: { readonly error: unknown } | undefined;
  let store: Store | undefined;
  let stopPrefetching = () => {};
  const onMouse = (event: MouseEvent) => store?.dispatch(mouseAction(event));
  const modes = terminalModes(settings.mouse);
  let isOurs = !isSpoken;
  const app = (
    <App
      {...options}
      launch={options}
      theme={themeFor({ GROUNDS_THEME: settings.theme, ...env })}
      keymap={loggingKeymap(createKeymap(settings.keys), options.onAction)}
      copy={(text) => copyText(text, (data) => stdout.write(data), env)}
      stopProcess={async () => {
        isOurs = false;
        stdout.write(modes.off);
        await stopProcess();
        // A stopped process is not notified of a new size, so it checks before it draws anything.
        process.emit("SIGWINCH", "SIGWINCH");
        stdout.write(modes.on);
        isOurs = !isSpoken;
      }}
      onStore={(created) => {
        stopPrefetching();
        store = created;
        stopPrefetching = prefetch(created);
      }}
      exit={() => instance.unmount()}
      warmUp={isSpoken ? 0 : warmFrames}
    />
  );
  const instance = render(app, {
    stdout,
    stdin: terminalInput(stdin, settings.mouse ? onMouse : undefined),
    alternateScreen: !isSpoken,
    incrementalRendering: true,
    maxFps,
    isScreenReaderEnabled: isSpoken,
    exitOnCtrlC: false,
    interactive: true,
  });
  stdout.write(modes.on);
  // Order of the resize listeners: the screens, then this one, then Ink, which draws. So no frame is drawn for the old size.
  const beforeInk = () => {
    if (isOurs) {
      instance.clear();
      stdout.write(clearScreen);
    }
    instance.rerender(app);
  };
  stdout.prependListener("resize", beforeInk);
  const restore = restoreOnDeath(
    (code) => {
      exitCode = code;
      instance.unmount();
    },
    (error) => {
      crash ??= { error };
      instance.unmount();
    },
  );
  try {
    await instance.waitUntilExit();
    if (crash !== undefined) throw crash.error;
    if (store !== undefined && hasData(store)) await options.onLeave(encodePlace(store.state().place, store));
    return exitCode;
  } finally {
    stopPrefetching();
    restore();
    stdout.off("resize", beforeInk);
    stdout.write(`${leaveScreen}${modes.off}`);
  }
}

function hasData(store: Store): boolean {
  return screenIn(store, store.state()).isBeforeData !== true;
}

/**
 * Half of Ink's time went into garbage collection of each frame; with a young generation of 16 MB little is left to collect.
 * The old one would grow to several times of what lives before it is collected: 60 % more is 50 MB less at 200x60.
 */
const youngGeneration = "--max-semi-space-size=";

/** After so many frames V8 has compiled most of what draws them. */
const warmFrames = 16;

/** As fast as keys can arrive, so that each key shows at once. */
const maxFps = 200;

/** A resize may move or wrap what is on screen, or leave text right of the edge, so Ink redraws everything. */
const clearScreen = "\u001b[2J\u001b[H";

/** Cursor shown, colours and bracketed paste off; harmless if already so. */
const leaveScreen = "\u001b[0m\u001b[?2004l\u001b[?25h";

/** A glyph that the terminal draws wider than Ink expects must not wrap into the next row. */
const [wrapOff, wrapOn] = ["\u001b[?7l", "\u001b[?7h"];

function terminalModes(hasMouse: boolean): { readonly on: string; readonly off: string } {
  return { on: hasMouse ? wrapOff + mouseOn : wrapOff, off: wrapOn + mouseOff };
}

function loggingKeymap(keymap: Keymap, onAction: OpenOptions["onAction"]): Keymap {
  if (onAction === undefined) return keymap;
  return {
    ...keymap,
    actionOf(key, screen) {
      const row = keymap.actionOf(key, screen);
      if (row !== undefined) onAction(`${screen}.${row.action}`);
      return row;
    },
  };
}

/** Signals exit with 128 + n; an uncaught error is passed on once the terminal is restored. */
function restoreOnDeath(leave: (code: number) => void, onError: (error: unknown) => void): () => void {
  const handlers = Object.entries(signals).map(([name, number]) => {
    const handler = () => leave(128 + number);
    process.on(name as NodeJS.Signals, handler);
    return () => process.off(name as NodeJS.Signals, handler);
  });
  const others = takeErrors(onError);
  return () => {
    for (const off of handlers) off();
    others();
  };
}

/** While the screens are open only they handle uncaught errors, because the terminal has to be restored first. */
function takeErrors(onError: (error: unknown) => void): () => void {
  const events = ["uncaughtException", "unhandledRejection"] as const;
  const before = events.map((event) => process.rawListeners(event) as ((error: unknown) => void)[]);
  for (const event of events) process.removeAllListeners(event).on(event, onError);
  return () => {
    events.forEach((event, index) => {
      process.off(event, onError);
      for (const listener of before[index] ?? []) process.on(event, listener);
    });
  };
}

const notStoppedMs = 300;

/**
 * Stops this process and its parents in the process group, as Ctrl-Z does. Resolves when the shell continues it, or soon after
 * if there is no shell to do so (`ssh host grounds`, a container), because the system then does not stop it at all.
 */
function stopProcess(): Promise<void> {
  if (process.platform === "win32") return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      process.off("SIGCONT", done);
      resolve();
    };
    const timer = setTimeout(done, notStoppedMs);
    process.once("SIGCONT", done);
    process.kill(0, "SIGTSTP");
  });
}
