import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";

export const root = resolve(import.meta.dirname, "../../..");

/** The program as users run it: one Node, one bundle. */
export interface Program {
  readonly node: string;
  readonly entry: string;
  /** Node flags, from the first line of the entry. */
  readonly flags: readonly string[];
}

export interface Finished {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly timeoutMs?: number;
  /** Called once the process runs. */
  readonly onStart?: (child: ChildProcess) => void;
}

/** Bundles the current sources into a folder of the checkout that git ignores; the same sources are bundled once. */
export function prepareProgram(): Program {
  const cache = join(root, "data/.torture");
  const outDir = join(cache, sourcesKey());
  const entry = join(outDir, "grounds.js");
  if (!existsSync(entry)) {
    const draft = `${outDir}.${process.pid}`;
    execFileSync(process.execPath, [join(root, "scripts/bundle.mjs"), relative(root, draft)]);
    try {
      renameSync(draft, outDir);
    } catch {
      rmSync(draft, { recursive: true });
    }
  }
  return { node: process.execPath, entry, flags: flagsOf(entry) };
}

function flagsOf(entry: string): readonly string[] {
  const [first = ""] = readFileSync(entry, "utf8").split("\n", 1);
  return /node (.+)$/.exec(first)?.[1]?.split(" ") ?? [];
}

function sourcesKey(): string {
  const files = readdirSync(join(root, "source"), { recursive: true, encoding: "utf8" }).sort();
  const stamps = files.map((name) => `${name} ${statSync(join(root, "source", name)).mtimeMs}`);
  return createHash("sha256").update(stamps.join("\n")).digest("hex").slice(0, 16);
}

/** The environment of a child: only our path, and nothing that changes how it draws. */
export function plainEnvironment(dataDir: string): Record<string, string> {
  return {
    PATH: process.env.PATH ?? "/usr/bin:/bin",
    HOME: dataDir,
    TERM: "xterm-256color",
    LANG: "C.UTF-8",
    GROUNDS_DATA: dataDir,
  };
}

/** Runs a command line to its end; kills it if it takes too long. */
export function run(
  program: Program,
  words: readonly string[],
  dataDir: string,
  options: RunOptions = {},
): Promise<Finished> {
  const child = spawn(program.node, [program.entry, ...words], {
    cwd: options.cwd ?? dataDir,
    env: { ...plainEnvironment(dataDir), ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: options.timeoutMs ?? 60_000,
    killSignal: "SIGKILL",
  });
  options.onStart?.(child);
  let [stdout, stderr] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  return new Promise((done, fail) => {
    child.on("error", fail);
    child.on("close", (code, signal) => done({ code, signal, stdout, stderr }));
  });
}
