import { stat } from "node:fs/promises";
import type { SourceFile } from "../files/source-file.ts";

/** How much of large files is read for a first proposal. */
export interface SampleSize {
  /** Text files of this many bytes in all are read whole. */
  readonly whole: number;
  /** Of more than that, so many bytes are read in all. */
  readonly bytes: number;
}

/** Small enough for a proposal within three seconds. */
export const firstSample: SampleSize = { whole: 32 * 2 ** 20, bytes: 5 * 2 ** 17 };

/** Less than this of a file shows too little. */
const fewestBytes = 12 * 2 ** 10;

/** How many bytes of each file are read, by its path; a file that is not in it is read whole. */
export async function sampleSizes(
  files: readonly SourceFile[],
  size: SampleSize | undefined,
): Promise<ReadonlyMap<string, number>> {
  const texts = size === undefined ? [] : files.filter(hasLines);
  const sizes = await Promise.all(texts.map(async ({ path }) => (await stat(path).catch(() => undefined))?.size ?? 0));
  const all = sizes.reduce((sum, one) => sum + one, 0);
  if (size === undefined || all <= size.whole) return new Map();
  const each = Math.max(Math.min(fewestBytes, size.bytes), Math.floor(size.bytes / texts.length));
  return new Map(texts.flatMap(({ path }, at) => ((sizes[at] ?? 0) > 2 * each ? [[path, each] as const] : [])));
}

/** Whether it can be read from any line on: text that is neither packed nor within a zip. */
function hasLines({ format, isGzip, entry }: SourceFile): boolean {
  return (format === "csv" || format === "ndjson") && !isGzip && entry === undefined;
}
