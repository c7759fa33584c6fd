import { rm } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../../errors.ts";
import type { BuildDatabase } from "../database/build-database.ts";
import { dropRepeatedRows } from "../files/repeated-rows.ts";
import { filesOf, refuseLinkOut, unreadFilesOf } from "../mapping/source.ts";
import { linkSamples } from "./linked-samples.ts";
import { withoutOwnReports } from "./own-reports.ts";
import { partsByRole } from "./parts-by-role.ts";
import type { UnreadFile } from "./proposal.ts";
import { groupFiles } from "./propose-tables.ts";
import { type SampleSize, sampleSizes } from "./sample-size.ts";
import { isSample, type ReadFile, readFile, type SampledFile, sampled, sampledAgain } from "./sampled-file.ts";

/** Which files are read, and how much of them. */
export interface SourceOptions {
  /** A folder, a file or a pattern. */
  readonly source: string;
  readonly signal?: AbortSignal | undefined;
  /** How much of large files is read; by default all. */
  readonly sample?: SampleSize | undefined;
  /** Receives the share of the files read so far, 0 to 1. */
  readonly onProgress?: ((done: number) => void) | undefined;
}

/** Reading takes about as long as examining the columns. */
const readShare = 0.5;

/** Reads the files of a source, or samples of them. A file that cannot be read does not prevent proposals from the others. */
export async function sampleAll(
  connection: BuildDatabase,
  { source, sample, signal, onProgress }: SourceOptions,
  directory: string,
) {
  const found = await filesOf(source);
  const sizes = await sampleSizes(found, sample);
  const read: ReadFile[] = [];
  const unreadable: UnreadFile[] = [];
  for (const [index, file] of found.entries()) {
    onProgress?.((readShare * index) / found.length);
    try {
      await refuseLinkOut(file, source);
      read.push(
        ...(await readSome(connection, file, { directory, number: index + 1, sample: sizes.get(file.path), signal })),
      );
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      unreadable.push({ name: file.name, why: `${error.message}. ${error.why}` });
    }
  }
  const all = await sampled(connection, read, (done) => onProgress?.(readShare + (1 - readShare) * done));
  const { files, reports } = await withoutOwnReports(connection.database, all);
  const parts = await partsByRole(connection, files);
  const unread = [...unreadable, ...reports, ...(await unreadFilesOf(source))];
  const hasAll = !parts.some(isSample);
  return {
    files: hasAll ? await countedOnce(connection, parts) : parts,
    standIns: hasAll ? new Set<string>() : await linkSamples(connection, parts),
    unreadable: unread,
  };
}

/** If exports of one table overlap, rows that a later one repeats are counted only there. */
async function countedOnce(connection: BuildDatabase, files: readonly SampledFile[]): Promise<readonly SampledFile[]> {
  const changed = new Map<SampledFile, SampledFile>();
  for (const group of groupFiles(files)) {
    const parts = group.map(({ name, table, columns }) => ({
      file: name,
      table,
      columns: columns.map((each) => each.name),
    }));
    const repeated = await dropRepeatedRows(connection.database, parts);
    for (const file of group) {
      const leftOut = repeated.get(file.name);
      if (leftOut) changed.set(file, await sampledAgain(connection, file, leftOut));
    }
  }
  return files.map((file) => changed.get(file) ?? file);
}

/** A sample that cannot be read, because of where it was cut, says nothing about its file: that is then read whole. */
async function readSome(...[connection, file, copying]: Parameters<typeof readFile>): ReturnType<typeof readFile> {
  if (copying.sample === undefined) return readFile(connection, file, copying);
  try {
    return await readFile(connection, file, copying);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const copy = join(copying.directory, `input-${copying.number}.${file.format}`);
    await connection.run("delete from landing.raw.rejects");
    for (const path of [copy, `${copy}.normal`, `${copy}.shifts`]) await rm(path, { force: true });
    return readFile(connection, file, { ...copying, sample: undefined });
  }
}
