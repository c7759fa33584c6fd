import type { BigIntStats } from "node:fs";

/** A file's state, to check later without reading it whether it is still the same. */
export interface FileStamp {
  readonly bytes: number;
  readonly mtimeNs: string;
  readonly inode: string;
}

export function stampOf(stats: BigIntStats): FileStamp {
  return { bytes: Number(stats.size), mtimeNs: stats.mtimeNs.toString(), inode: stats.ino.toString() };
}
