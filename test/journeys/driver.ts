import { EventEmitter } from "node:events";
import { stripVTControlCharacters } from "node:util";
import { render } from "ink";
import { createElement } from "react";
import { widthOf } from "../../source/domain/width.ts";
import { App } from "../../source/ui/app.tsx";
import { type MouseEvent, mouseAction } from "../../source/ui/input/mouse.ts";
import { createKeymap } from "../../source/ui/keys.ts";
import type { MappingState } from "../../source/ui/screens/mapping/state.ts";
import type { ActionName } from "../../source/ui/state/actions.ts";
import type { Core, Mapper } from "../../source/ui/state/core.ts";
import { type Keymap, rowOf } from "../../source/ui/state/keymap.ts";
import type { Launch } from "../../source/ui/state/launch.ts";
import type { LaunchEvent } from "../../source/ui/state/launch-event.ts";
import { copyText } from "../../source/ui/store/clipboard.ts";
import type { Store } from "../../source/ui/store/store.ts";
import { createTheme, type Theme } from "../../source/ui/theme/theme.ts";
import { Keyboard, onTerminal } from "./keyboard.ts";

export interface DriverOptions {
  readonly columns?: number;
  readonly rows?: number;
  readonly theme?: Theme;
  /** Key bindings, if they are not the default ones. */
  readonly keymap?: Keymap;
  readonly saved?: string;
  readonly isRestored?: boolean;
  readonly isFirst?: boolean;
  readonly isSpoken?: boolean;
  readonly build?: (signal: AbortSignal) => AsyncIterable<LaunchEvent>;
  readonly load?: () => Promise<Core>;
  readonly map?: Launch["map"];
  readonly hasBuiltBefore?: Launch["hasBuiltBefore"];
  readonly newer?: Launch["newer"];
}

/** The whole program on a simulated terminal: actions by name, idle instead of sleeps, screens as text. */
export interface Driver {
  /** Presses the key of each action, in order. */
  readonly press: (...actions: readonly ActionName[]) => Promise<void>;
  /** Sends bytes as a terminal would. */
  readonly send: (bytes: string) => Promise<void>;
  readonly type: (text: string) => Promise<void>;
  readonly paste: (text: string) => Promise<void>;
  readonly resize: (columns: number, rows: number) => Promise<void>;
  /** Until no query runs and the last frame is drawn. */
  readonly waitForIdle: () => Promise<void>;
  /** The frame as plain text, without spaces at line ends. */
  readonly screen: () => string;
  /** The frame as written, with its colours. */
  readonly raw: () => string;
  /** How often the program was suspended to the shell. */
  readonly suspended: () => number;
  /** Everything written besides frames, such as to the clipboard. */
  readonly written: () => string;
  /** The store of the open screens: those with data, or the mapping. */
  readonly store: () => Store;
  readonly hasExited: () => boolean;
  readonly close: () => void;
}

/** Turns of the event loop without news after which nothing more is expected. */
const quietTurns = 4;
/** Turns after which the processor is left to whatever computes the answer. */
const busyTurns = 50;
const mostMs = 20_000;

const bytesOfKeys: Readonly<Record<string, string>> = {
  up: "\u001b[A",
  down: "\u001b[B",
  right: "\u001b[C",
  left: "\u001b[D",
  home: "\u001b[H",
  end: "\u001b[F",
  pageup: "\u001b[5~",
  pagedown: "\u001b[6~",
  enter: "\r",
  escape: "\u001b",
  tab: "\t",
  "shift-tab": "\u001b[Z",
  space: " ",
  backspace: "\u007f",
};

/** Starts the program over a core and waits for its first idle frame. */
export async function openDriver(core: Core, options: DriverOptions = {}): Promise<Driver> {
  const stdout = new PaperTerminal(options.columns ?? 80, options.rows ?? 24, options.isSpoken === true);
  const stdin = new Keyboard();
  const keymap = options.keymap ?? createKeymap();
  let store: Store | undefined;
  let exited = false;
  let failure: unknown;
  let written = "";
  let suspended = 0;
  let isLoading = options.build === undefined || options.map !== undefined;
  const load = async () => {
    isLoading = true;
    try {
      return await (options.load ?? (async () => core))();
    } catch (error) {
      isLoading = false;
      throw error;
    }
  };
  /** The mapping screen reports when it is there; without a mapping the launch has failed. */
  const mapping = async (...args: Parameters<NonNullable<Launch["map"]>>) => {
    isLoading = true;
    store = undefined;
    let mapper: Mapper | undefined;
    try {
      mapper = await options.map?.(...args);
      return mapper;
    } finally {
      isLoading = mapper !== undefined;
    }
  };
  const launch: Launch = {
    load,
    ...(options.build === undefined ? {} : { build: options.build }),
    ...(options.hasBuiltBefore === undefined ? {} : { hasBuiltBefore: options.hasBuiltBefore }),
    ...(options.newer === undefined ? {} : { newer: options.newer }),
    ...(options.map === undefined ? {} : { map: mapping }),
  };
  const onMouse = (event: MouseEvent) => store?.dispatch(mouseAction(event));
  const instance = render(
    createElement(App, {
      launch,
      theme: options.theme ?? createTheme("none"),
      keymap,
      ...(options.saved === undefined ? {} : { saved: options.saved }),
      isRestored: options.isRestored === true,
      isFirst: options.isFirst === true,
      copy: (text: string) => copyText(text, (data) => (written += data), {}),
      stopProcess: async () => {
        suspended += 1;
      },
      exit: () => instance.unmount(),
      onStore: (created: Store) => {
        store = created;
        isLoading = false;
      },
    }),
    { ...onTerminal(stdin, stdout, onMouse), debug: true, isScreenReaderEnabled: options.isSpoken === true },
  );
  const ended = (error?: unknown) => {
    exited = true;
    failure = error;
  };
  void instance.waitUntilExit().then(() => ended(), ended);
  const waitForIdle = async () => {
    let turns = 0;
    const deadline = performance.now() + mostMs;
    for (let quiet = 0; quiet < quietTurns && !exited; quiet++) {
      if (performance.now() > deadline) throw new Error(`Never idle:\n${stdout.frame}`);
      const before = stdout.frames;
      if (store?.queries.isIdle() === false) await nextNews(store);
      await (turns++ < busyTurns ? nextTurn() : shortRest());
      await instance.waitUntilRenderFlush();
      if (isLoading || isBusy(store) || stdout.frames !== before || store?.queries.isIdle() === false) quiet = -1;
    }
    if (failure instanceof Error) throw failure;
  };
  const send = async (bytes: string) => {
    stdin.send(bytes);
    if (bytes === "\u001b") await escapeDelay();
    await waitForIdle();
  };
  await waitForIdle();
  return {
    async press(...actions) {
      for (const action of actions) {
        const key = rowOf(keymap, action)?.keys[0] ?? "";
        await send(bytesOfKeys[key] ?? key);
      }
    },
    send,
    type: send,
    paste: (text) => send(`\u001b[200~${text}\u001b[201~`),
    async resize(columns, rows) {
      stdout.resize(columns, rows);
      await waitForIdle();
    },
    waitForIdle,
    screen: () => stripVTControlCharacters(stdout.frame).replace(/[ \t]+$/gm, ""),
    raw: () => stdout.frame,
    suspended: () => suspended,
    written: () => written,
    store: () => {
      if (store === undefined) throw new Error("There is no data yet");
      return store;
    },
    hasExited: () => exited,
    close: () => instance.unmount(),
  };
}

/** A simulated terminal: Ink writes every frame in full. */
class PaperTerminal extends EventEmitter {
  readonly isTTY = true;
  frame = "";
  frames = 0;
  columns: number;
  rows: number;
  readonly #isSpoken: boolean;
  #isResizing = false;

  constructor(columns: number, rows: number, isSpoken: boolean) {
    super();
    this.columns = columns;
    this.rows = rows;
    this.#isSpoken = isSpoken;
  }

  resize(columns: number, rows: number): void {
    this.columns = columns;
    this.rows = rows;
    // Ink first draws the current content once more, for the old size.
    this.#isResizing = true;
    this.emit("resize");
    this.#isResizing = false;
  }

  write(data: string, done?: () => void): boolean {
    // Shorter ones switch modes of the terminal.
    if (data.includes("\n") || data.length > 40) this.#take(data);
    if (typeof done === "function") done();
    return true;
  }

  #take(frame: string): void {
    if (!this.#isSpoken && !this.#isResizing) this.#check(frame.split("\n"));
    this.frames += frame === this.frame ? 0 : 1;
    this.frame = frame;
  }

  #check(rows: readonly string[]): void {
    const wide = rows.find((row) => widthOf(stripVTControlCharacters(row)) > this.columns);
    if (wide !== undefined) throw new Error(`A row of more than ${this.columns} columns: ${wide}`);
    if (rows.length > this.rows) throw new Error(`${rows.length} rows on ${this.rows}`);
  }
}

/** Whether a change of the mapping is being tried on the files. */
function isBusy(store: Store | undefined): boolean {
  return (store?.state().place.states.mapping as MappingState | undefined)?.isBusy === true;
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** Until the store has news of a running query. */
function nextNews(store: Store): Promise<void> {
  return new Promise((resolve) => {
    const stop = store.subscribe(() => {
      stop();
      resolve();
    });
  });
}

function shortRest(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 2);
  });
}

/** Ink waits this long to distinguish Esc from the start of an escape sequence. */
function escapeDelay(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 30);
  });
}
