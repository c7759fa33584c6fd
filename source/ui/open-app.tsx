import { render } from "ink";
import type { ActionName } from "./actions.ts";
import { App } from "./app.tsx";
import type { Launch } from "./hooks/use-build.ts";
import { createKeymap } from "./keymap.ts";
import { themeFor } from "./theme/theme.ts";

export interface OpenOptions extends Launch {
  /** A state string to open with. */
  readonly saved?: string;
  /** Other keys for some actions. */
  readonly keys?: Readonly<Partial<Record<ActionName, readonly string[]>>>;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

const signals = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1, SIGQUIT: 3 } as const;

/**
 * Opens the screens on the alternate screen of this terminal and resolves, once they are closed and the terminal is as it
 * was, to the exit code: 0, or 128 + n after a signal. Rejects with what went wrong inside. Imports nothing of DuckDB.
 */
export async function openApp(options: OpenOptions): Promise<number> {
  const { stdout, stdin } = process;
  let exitCode = 0;
  const app = (
    <App
      launch={options}
      theme={themeFor(options.env ?? process.env)}
      keymap={createKeymap(options.keys)}
      {...(options.saved === undefined ? {} : { saved: options.saved })}
      write={(data) => stdout.write(data)}
      stopProcess={stopProcess}
      exit={() => instance.unmount()}
    />
  );
  const forget = clearOnResize(() => {
    instance.clear();
    stdout.write("\u001b[2J\u001b[H");
    instance.rerender(app);
  });
  const instance = render(app, {
    stdout,
    stdin,
    alternateScreen: true,
    incrementalRendering: true,
    exitOnCtrlC: false,
    maxFps: 120,
    interactive: true,
  });
  const restore = restoreOnDeath((code) => {
    exitCode = code;
    instance.unmount();
  });
  try {
    await instance.waitUntilExit();
    return exitCode;
  } finally {
    restore();
    forget();
    stdout.write(leaveScreen);
  }
}

/** Cursor shown, colours off, bracketed paste off, main screen: harmless where it is so already. */
const leaveScreen = "\u001b[0m\u001b[?2004l\u001b[?25h";

/** A resize clears the screen and draws one whole frame; our listener must be there before Ink's. */
function clearOnResize(redraw: () => void): () => void {
  process.stdout.prependListener("resize", redraw);
  return () => process.stdout.off("resize", redraw);
}

function restoreOnDeath(leave: (code: number) => void): () => void {
  const handlers = Object.entries(signals).map(([name, number]) => {
    const handler = () => leave(128 + number);
    process.on(name as NodeJS.Signals, handler);
    return () => process.off(name as NodeJS.Signals, handler);
  });
  const onError = (error: unknown) => {
    leave(70);
    process.off("uncaughtException", onError);
    process.off("unhandledRejection", onError);
    process.stdout.write(`${leaveScreen}\u001b[?1049l`);
    setImmediate(() => {
      throw error;
    });
  };
  process.on("uncaughtException", onError);
  process.on("unhandledRejection", onError);
  return () => {
    for (const off of handlers) off();
    process.off("uncaughtException", onError);
    process.off("unhandledRejection", onError);
  };
}

/** Stops this process and whoever started it in its group, as Ctrl-Z does, and resolves once the shell continues it. */
function stopProcess(): Promise<void> {
  if (process.platform === "win32") return Promise.resolve();
  return new Promise((resolve) => {
    const alive = setInterval(() => {}, 1000);
    process.once("SIGCONT", () => {
      clearInterval(alive);
      resolve();
    });
    process.kill(0, "SIGTSTP");
  });
}
