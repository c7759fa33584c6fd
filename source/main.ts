import { createActionLog } from "./action-log.ts";
import { report, runCommandLine } from "./cli.ts";

const signals = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1, SIGQUIT: 3 } as const;

/** The process around a command line: private files, closed pipes, signals, exit code. */
async function main(): Promise<void> {
  process.umask(0o077);
  const stop = new AbortController();
  const streams = { out: process.stdout, log: process.stderr, signal: stop.signal, actions: createActionLog() };
  ignoreClosedPipes(stop);
  // Whatever comes after the first signal ends the process at once, as it would any other; but a terminal that closes and its
  // shell both hang up, and neither is impatient.
  for (const [name, number] of Object.entries(signals)) {
    process[name === "SIGHUP" ? "on" : "once"](name as NodeJS.Signals, () => {
      process.exitCode = 128 + number;
      stop.abort();
    });
  }
  const crash = (error: unknown) => process.exit(report(error, streams));
  process.on("uncaughtException", crash);
  process.on("unhandledRejection", crash);
  const code = await runCommandLine(process.argv.slice(2), streams);
  process.exitCode ??= code;
  // A terminal has got all by now; whatever else still holds the process up must not hold up the shell.
  if (process.stdout.isTTY) setTimeout(() => process.exit(), 1000).unref();
}

/** A reader that has seen enough (`| head`) or a terminal that is gone ends the work without a word. */
function ignoreClosedPipes(stop: AbortController): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE" && error.code !== "EIO") throw error;
    process.exitCode ??= 0;
    stop.abort();
  });
  process.stderr.on("error", () => {});
}

await main();
