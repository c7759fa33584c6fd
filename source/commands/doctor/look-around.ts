import { constants } from "node:fs";
import { access, stat, statfs } from "node:fs/promises";
import { freemem, totalmem } from "node:os";
import { dirname } from "node:path";
import { dataDir } from "../../data-dir.ts";
import { version } from "../../version.ts";
import type { SourceChoice } from "../session.ts";
import { isRaw } from "../terminal-modes.ts";
import { type Finding, note, well, wrong } from "./finding.ts";

const leastDiskMegabytes = 500;
const leastMemoryMegabytes = 512;

/** Versions of what runs. */
export async function lookAtVersions(): Promise<Finding> {
  const { duckdbVersion } = await import("../../warehouse/database/duckdb-version.ts");
  const system = `${process.platform} ${process.arch}`;
  return well(
    "versions",
    `Grounds ${version}, Node ${process.versions.node}, DuckDB ${await duckdbVersion()}, ${system}`,
  );
}

/** What the screens need from a terminal. */
export function* lookAtTerminal(env: NodeJS.ProcessEnv): Generator<Finding> {
  const { stdout, stdin } = process;
  if (!stdin.isTTY || !stdout.isTTY) {
    return yield note(
      "terminal",
      "input or output is no terminal here",
      "The screens need one; commands that print do not.",
    );
  }
  const { columns, rows } = stdout;
  if (env.TERM === "dumb" || !env.TERM)
    yield wrong("terminal", `TERM is "${env.TERM ?? ""}"`, "Set TERM, for example to xterm-256color.");
  if (columns < 60 || rows < 15)
    yield wrong("terminal", `${columns}x${rows} is too small`, "Make the window at least 60x15.");
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || "";
  if (!/utf-?8/i.test(locale))
    yield note(
      "terminal",
      `the locale "${locale}" is not UTF-8`,
      "Set LANG, for example to C.UTF-8, if bars look wrong.",
    );
  if (isRaw()) yield wrong("terminal", "it is in raw mode: a program died in it", 'Run "reset".');
  const colours = env.NO_COLOR ? "no colours (NO_COLOR)" : `${2 ** stdout.getColorDepth(env)} colours`;
  yield well("terminal", `${env.TERM}, ${columns}x${rows}, ${colours}`);
}

/** Room for the next build: a new warehouse is kept next to the old one until it replaces it. */
export async function lookAtDisk({ warehouse }: SourceChoice): Promise<Finding> {
  const folder = await existing(warehouse === undefined ? dataDir() : dirname(warehouse));
  const { bavail, bsize } = await statfs(folder);
  const free = (Number(bavail) * Number(bsize)) / 2 ** 20;
  const size = warehouse === undefined ? 0 : ((await stat(warehouse).catch(() => undefined))?.size ?? 0) / 2 ** 20;
  const wanted = Math.max(leastDiskMegabytes, 3 * size);
  const what = `${Math.floor(free)} MB free in ${folder}`;
  return free >= wanted
    ? well("disk", what)
    : wrong(
        "disk",
        what,
        `A build may need ${Math.ceil(wanted)} MB: free some, or choose another place with --warehouse FILE.`,
      );
}

/** What the machine (or the limit of its container) has. */
export function lookAtMemory(): Finding {
  const limit = process.constrainedMemory();
  const all = (limit > 0 && limit < totalmem() ? limit : totalmem()) / 2 ** 20;
  const what = `${Math.floor(all)} MB, of which ${Math.floor(freemem() / 2 ** 20)} MB are free`;
  return all >= leastMemoryMegabytes
    ? well("memory", what)
    : wrong("memory", what, `Grounds needs ${leastMemoryMegabytes} MB; raise the limit of the machine or container.`);
}

/** Whether the data folder can be written to, and only its owner can read personal data. */
export async function* lookAtPermissions({ warehouse }: SourceChoice): AsyncGenerator<Finding> {
  const folder = await existing(warehouse === undefined ? dataDir() : dirname(warehouse));
  const isWritable = await access(folder, constants.W_OK).then(
    () => true,
    () => false,
  );
  if (!isWritable)
    yield wrong(
      "permissions",
      `${folder} cannot be written to`,
      "Correct its permissions, or set GROUNDS_DATA to another folder.",
    );
  const stats = warehouse === undefined ? undefined : await stat(warehouse).catch(() => undefined);
  if (warehouse !== undefined && stats && process.platform !== "win32" && (stats.mode & 0o077) !== 0) {
    yield wrong(
      "permissions",
      `${warehouse} can be read by others (${(stats.mode & 0o777).toString(8)})`,
      `Run: chmod 600 ${warehouse}`,
    );
  } else if (isWritable)
    yield well("permissions", `${folder} can be written to${stats ? ", the warehouse is private" : ""}`);
}

/** The folder, or its nearest existing parent. */
async function existing(folder: string): Promise<string> {
  const stats = await stat(folder).catch(() => undefined);
  return stats || dirname(folder) === folder ? folder : existing(dirname(folder));
}
