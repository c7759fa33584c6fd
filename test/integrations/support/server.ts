import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

export interface Server {
  /** Stops what was started, and waits for its end. */
  stop(): Promise<void>;
}

interface Command {
  readonly command: string;
  readonly parameters: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** The file that its output goes to. */
  readonly log: string;
  /** Whether it is ready, checked repeatedly; an error means no. */
  readonly isReady: () => Promise<boolean>;
  readonly seconds: number;
}

/** Starts a server and waits until it is ready. Throws with the end of its log if it ends first or takes too long. */
export async function startServer({ command, parameters, env, log, isReady, seconds }: Command): Promise<Server> {
  const output = openSync(log, "w");
  const child = spawn("sh", ["-c", untilWeEnd, command, ...parameters], {
    env: { ...process.env, ...env },
    stdio: ["pipe", output, output],
  });
  closeSync(output);
  child.stdin?.on("error", () => {});
  const stop = () => end(child);
  const until = Date.now() + seconds * 1000;
  while (!(await isReady().catch(() => false))) {
    const ended = child.exitCode ?? child.signalCode;
    if (ended === null && Date.now() < until) {
      await wait(250);
      continue;
    }
    await stop();
    const why = ended === null ? `was not ready after ${seconds} s` : `ended with ${ended}`;
    throw new Error(`${command} ${why}; ${log} ends with:\n${readFileSync(log, "utf8").slice(-3000)}`);
  }
  return { stop };
}

/**
 * Runs a command until it ends or its standard input does, which is when the process that started it ends, however that
 * happens: by itself, by a signal, killed. A command that takes longer than 15 seconds to end is killed.
 */
const untilWeEnd = `
exec 3<&0
"$0" "$@" </dev/null 3<&- &
command=$!
(read -r _ <&3; kill $command; for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do sleep 1; kill -0 $command || exit; done; kill -9 $command) 2>/dev/null &
watch=$!
trap 'kill $command 2>/dev/null' TERM INT HUP
wait $command
ended=$?
# A signal to this shell ends the wait early.
while kill -0 $command 2>/dev/null; do wait $command; ended=$?; done
kill $watch 2>/dev/null
exit $ended`;

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.stdin?.end();
  await ended;
}

/** A port of 127.0.0.1 that nothing listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port could be had");
  return address.port;
}
