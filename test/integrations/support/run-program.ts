import { spawn } from "node:child_process";

export interface Ran {
  readonly code: number;
  /** Standard output and errors, in order of arrival. */
  readonly text: string;
}

interface Options {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/** Runs a program to its end. */
export async function runProgram(command: string, parameters: readonly string[], options: Options = {}): Promise<Ran> {
  const child = spawn(command, parameters, { cwd: options.cwd, env: { ...process.env, ...options.env } });
  let text = "";
  child.stdout.on("data", (data) => (text += data));
  child.stderr.on("data", (data) => (text += data));
  const code = await new Promise<number>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (ended) => resolve(ended ?? -1));
  });
  return { code, text };
}

/** The output of a program that must succeed. */
export async function mustRun(command: string, parameters: readonly string[], options: Options = {}): Promise<string> {
  const { code, text } = await runProgram(command, parameters, options);
  if (code !== 0) throw new Error(`${command} ${parameters.join(" ")} ended with ${code}:\n${text.slice(-4000)}`);
  return text;
}
