import { createActionLog } from "./action-log.ts";
import { report, runCommandLine } from "./cli.ts";
import { endNow } from "./end-process.ts";

const signals = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1, SIGQUIT: 3 } as const;

/** From the wish to leave on: time for what can stop by itself to do so. */
const graceMs = 2000;

/** The process around a command line: private files, closed pipes, signals, exit code. */
async function main(): Promise<void> {
  process.umask(0o077);
  const stop = new AbortController();
  const streams = { out: process.stdout, log: process.stderr, signal: stop.signal, actions: createActionLog() };
  const leave = (code: number) => {
    process.exitCode = code;
    stop.abort();
    setTimeout(() => endNow(code), graceMs).unref();
  };
  leaveOnClosedPipes(leave);
  // Whatever comes after the first signal ends the process at once, as it would any other; but a terminal that closes and its
  // shell both hang up, and neither is impatient.
  for (const [name, number] of Object.entries(signals)) {
    process[name === "SIGHUP" ? "on" : "once"](name as NodeJS.Signals, () => leave(128 + number));
  }
  const crash = (error: unknown) => endNow(report(error, streams));
  process.on("uncaughtException", crash);
  process.on("unhandledRejection", crash);
  const code = await runCommandLine(process.argv.slice(2), streams);
  process.exitCode ??= code;
  endOnceWritten();
}

/** A reader that has seen enough (`| head`) or a terminal that is gone ends the work without a word. */
function leaveOnClosedPipes(leave: (code: number) => void): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE" && error.code !== "EIO") throw error;
    leave(Number(process.exitCode ?? 0));
  });
  process.stderr.on("error", () => {});
}

/** All is said: whatever else still holds the process up must not hold up the shell. */
function endOnceWritten(): void {
  const isWritten = () => process.stdout.writableLength + process.stderr.writableLength === 0;
  setInterval(() => isWritten() && endNow(Number(process.exitCode ?? 0)), 1000).unref();
}

await main();
