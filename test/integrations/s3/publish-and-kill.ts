import { spawn } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";
import { prepareProgram } from "../../torture/support/program.ts";

/**
 * Publishes in a separate process and kills it as soon as one more file is there, with others still to come. Resolves to
 * the signal that ended it, null if it finished first.
 *
 * @param uploaded the number of files there
 */
export async function publishAndKill(
  words: readonly string[],
  uploaded: () => Promise<number>,
): Promise<NodeJS.Signals | null> {
  const before = await uploaded();
  const { node, entry } = prepareProgram();
  const child = spawn(node, [entry, ...words], { env: process.env, stdio: "ignore" });
  const ended = new Promise<NodeJS.Signals | null>((resolve) => child.once("exit", (_code, signal) => resolve(signal)));
  while (child.exitCode === null && child.signalCode === null) {
    if ((await uploaded()) > before) child.kill("SIGKILL");
    await wait(5);
  }
  return ended;
}
