import { sourceErrors } from "../../errors/source.ts";
import type { UserError } from "../../errors.ts";
import { isAbort } from "../database/abort.ts";
import type { BuildConnection } from "../database/build-database.ts";
import { quotePlainPath } from "../database/sql-text.ts";
import type { TableName } from "../mapping/contract-tables.ts";
import type { CsvFacts } from "./csv-copy.ts";
import { csvFrame, type Frame, unreadableFile } from "./frame.ts";
import { forgetRejects, takeRejects, writeRejects } from "./rejects.ts";
import type { Snapshot } from "./snapshot.ts";

/**
 * Receives the records read. `write` takes a select of the file's columns with `_record` and `_line`, and resolves to the
 * number of rows.
 */
export interface Sink {
  write(select: string): Promise<number>;
  /**
   * Takes a select of the file's columns in the order of the file, with one record per line from `firstLine` on, so that its
   * number is its position. Undefined if records are dropped or reordered.
   */
  readonly writeInOrder?: ((select: string, firstLine: number) => Promise<number>) | undefined;
  clear(): Promise<void>;
}

/** Below this size one thread is as fast at half the cost. */
const oneThreadBytes = 2 ** 26;

/**
 * Reads a CSV copy into a sink. Accepted and rejected records must add up to the number that the scan counted; otherwise it is
 * read again by one thread, and then fails with a UserError. Returns the records of the file.
 */
export async function readCsv(
  connection: BuildConnection,
  table: TableName,
  snapshot: Snapshot,
  csv: CsvFacts,
  sink: Sink,
): Promise<number> {
  const isLarge = snapshot.stamp.bytes > oneThreadBytes;
  const first = await readOnce(connection, table, snapshot, csv, sink, isLarge);
  if (first.accepted + first.rejected === csv.records) return csv.records;
  await sink.clear();
  const second = await readOnce(connection, table, snapshot, csv, sink, false);
  if (second.accepted + second.rejected === csv.records) return csv.records;
  throw notExact(snapshot, csv.records, second);
}

export function notExact(
  snapshot: Snapshot,
  counted: number,
  read: { readonly accepted: number; readonly rejected: number },
): UserError {
  return sourceErrors.notInFull({ file: snapshot.file.name, counted, ...read });
}

async function readOnce(
  connection: BuildConnection,
  table: TableName,
  snapshot: Snapshot,
  csv: CsvFacts,
  sink: Sink,
  isParallel: boolean,
) {
  const frame = csvFrame(snapshot, csv, isParallel);
  const accepted =
    isParallel && csv.shifts === undefined && sink.writeInOrder
      ? await told(snapshot, sink.writeInOrder(frame.sql, csv.dataLine))
      : await told(snapshot, sink.write(await placed(connection, frame, csv, false)));
  const rejects = await takeRejects(connection, snapshot, csv);
  const read = { accepted, rejected: rejects.length };
  if (rejects.length > 0 && accepted + rejects.length === csv.records) {
    // Only now is it known which records were accepted, so they are read again with their true numbers.
    await sink.clear();
    await writeRejects(connection, table, snapshot, rejects);
    await told(snapshot, sink.write(await placed(connection, frame, csv, true)));
    await forgetRejects(connection);
  }
  return read;
}

/** With an error that names the file as the user knows it. */
async function told(snapshot: Snapshot, writing: Promise<number>): Promise<number> {
  try {
    return await writing;
  } catch (error) {
    if (isAbort(error)) throw error;
    throw unreadableFile(snapshot, error);
  }
}

/**
 * A select of the frame with the number of each record in the file and its physical line. Numbering is sequential, which takes
 * one thread however many read.
 */
async function placed(connection: BuildConnection, frame: Frame, csv: CsvFacts, hasRejects: boolean): Promise<string> {
  const base = csv.dataLine - 1;
  const read = `select *, row_number() over () as _record from (${frame.sql})`;
  const numbered = hasRejects
    ? `select read.* replace (_record + coalesce(gap.skipped, 0) as _record) from (${read}) as read
       asof left join landing.work.gaps as gap on read._record >= gap.position`
    : read;
  if (csv.shifts === undefined) return `select *, _record + ${base} as _line from (${numbered})`;
  await connection.run(`create or replace table landing.work.shifts as select * from read_csv(${quotePlainPath(csv.shifts)},
    header = false, auto_detect = false, columns = {'record': 'BIGINT', 'shift': 'BIGINT'})`);
  return `select read.*, read._record + ${base} + coalesce(shift.shift, 0) as _line from (${numbered}) as read
    asof left join landing.work.shifts as shift on read._record >= shift.record`;
}
