import { runCommandLine } from "./cli.ts";

/** The process around a command line: private files, closed pipes, signals, exit code. */
async function main(): Promise<void> {
  process.umask(0o077);
  const stop = new AbortController();
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exitCode = 0;
    stop.abort();
  });
  for (const [name, number] of [
    ["SIGINT", 2],
    ["SIGTERM", 15],
    ["SIGHUP", 1],
  ] as const) {
    process.once(name, () => {
      process.exitCode = 128 + number;
      stop.abort();
    });
  }
  const code = await runCommandLine(process.argv.slice(2), {
    out: process.stdout,
    log: process.stderr,
    signal: stop.signal,
  });
  process.exitCode ??= code;
}

await main();
