import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type Program, plainEnvironment } from "./program.ts";
import { Screen } from "./screen.ts";

/** Flags of the terminal's line discipline. */
export interface Modes {
  readonly echo: boolean;
  readonly canonical: boolean;
  readonly signals: boolean;
  readonly output: boolean;
  readonly newlines: boolean;
}

export interface PtyOptions {
  readonly columns?: number;
  readonly rows?: number;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  /** The terminal itself shows no typed text while the program leaves it to a shell. */
  readonly isSilent?: boolean;
  /** Run instead of the program, such as a shell that starts it. */
  readonly command?: readonly string[];
}

/** Why there is no pty here; undefined if there is one. */
export function noPty(): string | undefined {
  if (process.platform === "win32" || !existsSync("/dev/ptmx")) return "no pty on this system";
  return spawnSync("python3", ["-c", "import fcntl, termios"]).status === 0 ? undefined : "no python3 for the pty";
}

/** A program on a real terminal, and what the terminal would show. */
export class Pty {
  readonly screen: Screen;
  readonly exit: Promise<number>;
  pid = 0;
  hasEnded = false;
  readonly #relay: ChildProcess;
  readonly #modes: ((modes: Modes) => void)[] = [];

  private constructor(command: readonly string[], dataDir: string, options: PtyOptions) {
    const { columns = 100, rows = 30 } = options;
    this.screen = new Screen(columns, rows);
    const env = { ...plainEnvironment(dataDir), ...options.env };
    const echo = options.isSilent === true ? "silent" : "echo";
    const relay = join(import.meta.dirname, "../pty.py");
    this.#relay = spawn("python3", [relay, `${columns}`, `${rows}`, echo, ...command], {
      cwd: options.cwd ?? dataDir,
      env,
      stdio: ["pipe", "pipe", "inherit"],
    });
    this.#relay.stdin?.on("error", () => {});
    const { promise, resolve } = Promise.withResolvers<number>();
    this.exit = promise;
    const lines = createInterface({ input: this.#relay.stdout ?? process.stdin });
    lines.on("line", (line) => this.#hear(JSON.parse(line), resolve));
  }

  /** Opens the screens (or what `words` say) on a terminal. */
  static open(program: Program, words: readonly string[], dataDir: string, options: PtyOptions = {}): Pty {
    return new Pty(options.command ?? [program.node, ...program.flags, program.entry, ...words], dataDir, options);
  }

  #hear(said: { pid?: number; out?: string; modes?: Modes; exit?: number }, ended: (code: number) => void): void {
    if (said.pid !== undefined) this.pid = said.pid;
    if (said.out !== undefined) this.screen.take(Buffer.from(said.out, "base64"));
    if (said.modes !== undefined) this.#modes.shift()?.(said.modes);
    if (said.exit === undefined) return;
    this.hasEnded = true;
    ended(said.exit);
  }

  #send(order: object): void {
    this.#relay.stdin?.write(`${JSON.stringify(order)}\n`);
  }

  press(keys: string | Uint8Array): void {
    this.screen.lastAt = Date.now();
    this.#send({ keys: Buffer.from(keys).toString("base64") });
  }

  async resize(columns: number, rows: number): Promise<void> {
    await this.screen.resize(columns, rows);
    this.screen.lastAt = Date.now();
    this.#send({ size: [columns, rows] });
  }

  signal(name: NodeJS.Signals): void {
    this.#send({ signal: name });
  }

  /** Disconnects the terminal, like a lost connection. */
  hangUp(): void {
    this.#send({ hangup: true });
  }

  modes(): Promise<Modes> {
    const { promise, resolve } = Promise.withResolvers<Modes>();
    this.#modes.push(resolve);
    this.#send({ modes: true });
    return promise;
  }

  /** Waits until a whole frame is as wanted; rejects with the screen after the timeout. */
  async until(wanted: (text: string) => boolean, what: string, timeoutMs = 15_000): Promise<void> {
    const end = Date.now() + timeoutMs;
    for (;;) {
      await this.screen.drawn();
      if (!this.screen.isInFrame() && wanted(this.screen.text())) return;
      if (Date.now() > end) throw new Error(`waited in vain for ${what}; the screen is:\n${this.screen.text()}`);
      if (this.hasEnded) throw new Error(`ended before ${what}; the screen is:\n${this.screen.text()}`);
      await pause(10);
    }
  }

  /** Waits until nothing has been written for a while. */
  async untilStill(ms = 120, timeoutMs = 15_000): Promise<void> {
    const end = Date.now() + timeoutMs;
    while (Date.now() < end && !this.hasEnded) {
      if (Date.now() - this.screen.lastAt >= ms) break;
      await pause(10);
    }
    await this.screen.drawn();
  }

  /** The exit code (minus the signal), or a rejection if it does not end. */
  async ended(timeoutMs = 5000): Promise<number> {
    const late = pause(timeoutMs).then(() => Promise.reject(new Error(`runs still after ${timeoutMs} ms`)));
    const code = await Promise.race([this.exit, late]);
    await pause(40);
    await this.screen.drawn();
    return code;
  }

  /** Ends program and terminal, whatever their state. */
  close(): void {
    this.#relay.stdin?.end();
    this.screen.dispose();
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
