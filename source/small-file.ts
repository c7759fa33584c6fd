import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";

/** Why a small file was not read, as a sentence; `isAbsent` where there is none. Callers tell it by their catalogue. */
export class UnreadableFile extends Error {
  override readonly name = "UnreadableFile";
  readonly isAbsent: boolean;

  constructor(why: string, isAbsent = false) {
    super(why);
    this.isAbsent = isAbsent;
  }
}

/** What a mapping, a config file or a scenario may have, in bytes; ordinary ones have a few thousand. */
const mostBytes = 128 * 1024;

/** What Grounds itself wrote and may have grown: notes, saved views. */
export const keptBytes = 16 * 1024 * 1024;

/**
 * The text of a small file. Throws UnreadableFile at once for anything but a plain file (a pipe, a device, a folder), for
 * one of more than `most` bytes, and where the system refuses. Not asynchronous: it is read in less time than a promise takes.
 */
export function readSmallFile(file: string, most = mostBytes): string {
  const handle = opened(file);
  try {
    const stats = fstatSync(handle);
    if (!stats.isFile()) throw new UnreadableFile("It is not a plain file.");
    // Some systems tell no size (/proc), so what is read is counted.
    const bytes = Buffer.alloc(Math.min(stats.size || most, most) + 1);
    let length = 0;
    for (let read = 1; read > 0 && length < bytes.length; length += read)
      read = readSync(handle, bytes, length, bytes.length - length, null);
    if (length > most) throw new UnreadableFile(`It is larger than ${most / 1024} KB.`);
    return bytes.toString("utf8", 0, length);
  } catch (error) {
    throw error instanceof UnreadableFile ? error : refused(error);
  } finally {
    closeSync(handle);
  }
}

/** The text of a small file; undefined where it cannot be read, whatever the reason. */
export function textIfReadable(file: string): string | undefined {
  try {
    return readSmallFile(file);
  } catch {
    return undefined;
  }
}

function opened(file: string): number {
  try {
    // A named pipe would keep a plain open waiting for its other end.
    return openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    throw refused(error);
  }
}

function refused(error: unknown): UnreadableFile {
  const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
  if (code === "ENOENT") return new UnreadableFile("There is no such file.", true);
  return new UnreadableFile(`The system says ${code}.`);
}
