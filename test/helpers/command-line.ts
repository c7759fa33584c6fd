import { spawn } from "node:child_process";
import { runCommandLine } from "../../source/cli.ts";
import { prepareProgram } from "../torture/support/program.ts";

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly log: string;
}

/** Runs a command line in this process. */
export function runHere(...words: readonly string[]): Promise<Ran> {
  return runTo({}, words);
}

/** The same with a terminal as its output. */
export function runOnTerminal(...words: readonly string[]): Promise<Ran> {
  return runTo({ isTTY: true, columns: 200 }, words);
}

async function runTo(kind: { readonly isTTY?: boolean; readonly columns?: number }, words: readonly string[]) {
  let out = "";
  let log = "";
  const streams = {
    out: { ...kind, write: (text: string) => (out += text) },
    log: { write: (text: string) => (log += text) },
    signal: new AbortController().signal,
  };
  const code = await runCommandLine(words, streams);
  return { code, out, log };
}

/** Runs a command line as a separate process, bundled as users run it, with these variables in addition to the machine's. */
export function runProcess(words: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  const { node, entry } = prepareProgram();
  const child = spawn(node, [entry, ...words], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let out = "";
  let log = "";
  child.stdout.on("data", (data) => (out += data));
  child.stderr.on("data", (data) => (log += data));
  return new Promise((resolve) => child.on("close", (code) => resolve({ code: code ?? -1, out, log })));
}
