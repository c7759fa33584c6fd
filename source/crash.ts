import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dataDir } from "./data-dir.ts";
import { packageRoot } from "./package-root.ts";
import { version } from "./version.ts";

/** Errors of the language itself, of which messages quote code and not data. */
const plainErrors = [TypeError, ReferenceError, RangeError];
const keptFiles = 10;

/**
 * What a crash file tells: version, kind of error, places in the code, names of the actions before. No messages of other
 * errors (they quote values), no paths outside of the program.
 */
export function crashText(error: unknown, actions: readonly string[], at: Date): string {
  const known = error instanceof Error ? error : new Error("something other than an error was thrown");
  const message = plainErrors.some((kind) => known instanceof kind) ? known.message : kindOf(known.message);
  const frames = (known.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  return [
    `Grounds ${version}, Node ${process.versions.node}, ${process.platform} ${process.arch}, ${at.toISOString()}`,
    `${known.name}: ${message}`,
    ...frames.map(withoutPlaces),
    "",
    `actions before, oldest first: ${actions.join(" ") || "none"}`,
    "",
  ].join("\n");
}

/** Writes the crash file, private, and tells where; undefined where nothing can be written. */
export function writeCrash(error: unknown, actions: readonly string[]): string | undefined {
  const at = new Date();
  const text = crashText(error, actions, at);
  for (const folder of [dataDir(), tmpdir()]) {
    const file = join(folder, `crash-${at.toISOString().replaceAll(/[:.]/g, "-")}-${process.pid}.txt`);
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      writeFileSync(file, text, { mode: 0o600, flag: "wx" });
      forgetOldest(folder);
      return file;
    } catch {
      // The next folder may do; a crash is told on the terminal too.
    }
  }
  return undefined;
}

function forgetOldest(folder: string): void {
  const files = readdirSync(folder).filter((name) => /^crash-[\dTZ-]+\.txt$/.test(name));
  for (const name of files.sort().slice(0, -keptFiles)) rmSync(join(folder, name), { force: true });
}

/** `Binder Error` of a DuckDB message, without what follows. */
function kindOf(message: string): string {
  return /^[A-Z][A-Za-z ]{2,30} Error(?=:)/.exec(message)?.[0] ?? "(message left out: it may quote data)";
}

function withoutPlaces(frame: string): string {
  return frame.replaceAll(packageRoot(), "").replace(/(?:file:\/\/)?\/(?:home|Users|root)\/[^:)]*\//, "…/");
}
