import { setFlagsFromString } from "node:v8";
import { render } from "ink";
import { App } from "./app.tsx";
import { type MouseEvent, mouseAction, mouseOff, mouseOn, withoutMouse } from "./input/mouse.ts";
import { defaultSettings, type Settings } from "./input/settings.ts";
import { createKeymap } from "./keys.ts";
import type { Keymap } from "./state/keymap.ts";
import type { Launch } from "./state/launch.ts";
import { screenIn } from "./state/program.ts";
import { encodePlace } from "./state/state-string.ts";
import { copyText } from "./store/clipboard.ts";
import { prefetch } from "./store/prefetch.ts";
import type { Store } from "./store/store.ts";
import { themeFor } from "./theme/theme.ts";

export interface OpenOptions extends Launch {
  /** A state string to open with. */
  readonly saved?: string;
  /** Whether that is where the last visit ended, and not what was asked for now. */
  readonly isRestored?: boolean;
  /** Whether this data was never open before, so that the tour begins. */
  readonly isFirst?: boolean;
  /** Told the link of the view that was left. */
  readonly onLeave?: (link: string) => Promise<void>;
  /** Other keys for some actions, theme, screen reader. */
  readonly settings?: Settings;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Told the name of each action that a key means, never what is typed. */
  readonly onAction?: (name: string) => void;
  /** Writes down where a screen failed while it was drawn; the file, where one could be written. */
  readonly onCrash?: (error: unknown) => string | undefined;
}

const signals = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1, SIGQUIT: 3 } as const;

/**
 * Opens the screens on the alternate screen of this terminal and resolves, once they are closed and the terminal is as it
 * was, to the exit code: 0, or 128 + n after a signal. Rejects with what went wrong inside. Imports nothing of DuckDB.
 */
export async function openApp(options: OpenOptions): Promise<number> {
  const { stdout, stdin } = process;
  if (!process.execArgv.some((flag) => flag.startsWith(youngGeneration))) setFlagsFromString(`${youngGeneration}16`);
  const settings = options.settings ?? defaultSettings;
  const env = options.env ?? process.env;
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
      launch={options}
      theme={themeFor({ GROUNDS_THEME: settings.theme, ...env })}
      keymap={tellingKeymap(createKeymap(settings.keys), options.onAction)}
      {...(options.saved === undefined ? {} : { saved: options.saved })}
      isRestored={options.isRestored === true}
      isFirst={options.isFirst === true}
      copy={(text) => copyText(text, (data) => stdout.write(data), env)}
      stopProcess={async () => {
        isOurs = false;
        stdout.write(modes.off);
        await stopProcess();
        // A stopped process is not told of a new size: it looks before it shows anything.
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
      {...(options.onCrash === undefined ? {} : { onCrash: options.onCrash })}
    />
  );
  const instance = render(app, {
    stdout,
    stdin: settings.mouse ? withoutMouse(stdin, onMouse) : stdin,
    alternateScreen: !isSpoken,
    incrementalRendering: true,
    maxFps,
    isScreenReaderEnabled: isSpoken,
    exitOnCtrlC: false,
    interactive: true,
  });
  stdout.write(modes.on);
  // Of what hears of a new size, the screens come first, then this, then Ink, which draws: never a frame for the size before.
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
    if (store !== undefined && hasData(store)) await options.onLeave?.(encodePlace(store.state().place, store));
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

/** Half of Ink's time went into collecting what each frame leaves behind; with 16 MB for it, little is left to collect. */
const youngGeneration = "--max-semi-space-size=";

/** As many as keys can come: a key is shown at once. */
const maxFps = 200;

/** A terminal may have moved or wrapped what was on it, or keep what is now right of its edge: Ink then draws all anew. */
const clearScreen = "\u001b[2J\u001b[H";

/** Cursor shown, colours and bracketed paste off: harmless where it is so already. */
const leaveScreen = "\u001b[0m\u001b[?2004l\u001b[?25h";

/** A glyph that the terminal draws wider than Ink knows must not wrap into the next row. */
const [wrapOff, wrapOn] = ["\u001b[?7l", "\u001b[?7h"];

function terminalModes(hasMouse: boolean): { readonly on: string; readonly off: string } {
  return { on: hasMouse ? wrapOff + mouseOn : wrapOff, off: wrapOn + mouseOff };
}

function tellingKeymap(keymap: Keymap, onAction: OpenOptions["onAction"]): Keymap {
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

/** Signals leave with 128 + n; an error that nobody caught is handed on once the terminal is as it was. */
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

/** While the screens are open, errors that nobody caught are theirs alone: the terminal comes first. */
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
 * Stops this process and whoever started it in its group, as Ctrl-Z does, and resolves once the shell continues it; or soon,
 * where no shell is there to do so (`ssh host grounds`, a container): the system then does not stop it at all.
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
