import { spawn } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";
import { prepareProgram } from "../../torture/support/program.ts";

/**
 * Publishes in a process of its own and kills it as soon as more files than before lie below `data/`, with some still to come.
 * Resolves to the signal that ended it, null where it was done before.
 *
 * @param of bucket and prefix
 */
export async function publishAndKill(
  words: readonly string[],
  url: string,
  of: string,
  before: number,
): Promise<NodeJS.Signals | null> {
  const { node, entry } = prepareProgram();
  const child = spawn(node, [entry, ...words], { env: process.env, stdio: "ignore" });
  const ended = new Promise<NodeJS.Signals | null>((resolve) => child.once("exit", (_code, signal) => resolve(signal)));
  const [bucket = "", prefix = ""] = of.split(/\/(.*)/s);
  while (child.exitCode === null && child.signalCode === null) {
    const answer = await fetch(`${url}/${bucket}?list-type=2&prefix=${encodeURIComponent(`${prefix}/data/`)}`);
    const keys = (await answer.text()).match(/<Key>/g)?.length ?? 0;
    if (keys > before) child.kill("SIGKILL");
    await wait(5);
  }
  return ended;
}
