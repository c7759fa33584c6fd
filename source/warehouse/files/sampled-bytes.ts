import type { FileHandle } from "node:fs/promises";

const lineEnd = 10;
const quote = 34;

/**
 * Lines from the beginning, the middle and the end of a text file of `size` bytes, some `bytes` of them in all; from the beginning
 * alone if values contain line ends, because within such a value nobody can tell where a line begins. Undefined if the file
 * has no lines to be cut at: two bytes for a character, or lines longer than the sample.
 */
export async function sampledBytes(
  handle: FileHandle,
  size: number,
  bytes: number,
): Promise<readonly Buffer[] | undefined> {
  const part = Math.ceil(bytes / 3);
  const head = await bytesAt(handle, 0, part);
  if (head.includes(0)) return undefined;
  if (hasOpenLines(head)) {
    const more = await bytesAt(handle, 0, bytes);
    const end = endOfRecords(more);
    return end === 0 ? undefined : [more.subarray(0, end)];
  }
  const middle = await bytesAt(handle, Math.floor((size - part) / 2), part);
  const tail = await bytesAt(handle, size - part, part);
  const whole = [untilLine(head), untilLine(fromLine(middle)), fromLine(tail)];
  return whole.every(({ length }) => length > 0) ? whole : undefined;
}

async function bytesAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

/** Without the rest of the line that it begins within. */
function fromLine(bytes: Buffer): Buffer {
  const at = bytes.indexOf(lineEnd);
  return at < 0 ? bytes.subarray(0, 0) : bytes.subarray(at + 1);
}

/** Without the line that it ends within. */
function untilLine(bytes: Buffer): Buffer {
  return bytes.subarray(0, bytes.lastIndexOf(lineEnd) + 1);
}

/** Whether a line ends within quotes. */
function hasOpenLines(bytes: Buffer): boolean {
  let quotes = 0;
  for (const byte of untilLine(bytes)) {
    if (byte === quote) quotes += 1;
    else if (byte === lineEnd && quotes % 2 === 1) return true;
  }
  return false;
}

/** Where the last line ends that does not end within quotes. */
function endOfRecords(bytes: Buffer): number {
  let [quotes, end] = [0, 0];
  for (const [at, byte] of bytes.entries()) {
    if (byte === quote) quotes += 1;
    else if (byte === lineEnd && quotes % 2 === 0) end = at + 1;
  }
  return end;
}
