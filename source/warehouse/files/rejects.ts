import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { sourceErrors } from "../../errors/source.ts";
import type { BuildConnection } from "../database/build-database.ts";
import type { Database } from "../database/database.ts";
import { quoteText } from "../database/sql-text.ts";
import type { TableName } from "../mapping/contract-tables.ts";
import type { CsvFacts } from "./csv-copy.ts";
import { CsvScan } from "./csv-scan.ts";
import type { Snapshot } from "./snapshot.ts";

/** A record that could not be split into its columns, in the order of the file. */
export interface Reject {
  readonly record: number;
  readonly line: number;
  readonly problem: string;
}

/**
 * DuckDB's rejects of the last read, once per record; DuckDB forgets them afterwards. Its line numbers count records of one
 * thread's part, so record and physical line are recomputed from the byte positions.
 */
export async function takeRejects(
  connection: BuildConnection,
  snapshot: Snapshot,
  csv: CsvFacts,
): Promise<readonly Reject[]> {
  const rows = await rejectedPlaces(connection.database);
  if (rows.length === 0) return [];
  await forgetRejects(connection);
  // DuckDB counts bytes from 1.
  const before = 1 + csv.lead;
  const places = await locate(
    snapshot,
    csv,
    rows.map(([at]) => Number(at) - before),
  );
  const rejects = rows.map(([, kind, message], index) => ({
    problem: problemOf(String(kind), String(message)),
    ...(places[index] ?? { record: csv.records, line: csv.dataLine }),
  }));
  refuseOtherEncoding(snapshot, csv.records, rejects);
  return firstPerRecord(rejects);
}

/** Writes the rejects for bronze's quarantine, and the gaps they leave for the numbering of records. */
export async function writeRejects(
  connection: BuildConnection,
  table: TableName,
  snapshot: Snapshot,
  rejects: readonly Reject[],
): Promise<void> {
  await connection.run("create schema if not exists landing.work");
  await connection.run("create or replace table landing.work.gaps (position bigint, skipped bigint)");
  const file = quoteText(snapshot.file.name);
  for (let from = 0; from < rejects.length; from += 1000) {
    const some = rejects.slice(from, from + 1000);
    const records = some.map(
      ({ line, problem }) =>
        `(${quoteText(table)}, ${file}, ${line}, null, ${quoteText(problem)}, 'unreadable record')`,
    );
    const gaps = some.map(({ record }, index) => `(${record - from - index}, ${from + index + 1})`);
    await connection.run(`insert into landing.raw.rejects values ${records.join(", ")}`);
    await connection.run(`insert into landing.work.gaps values ${gaps.join(", ")}`);
  }
  await connection.run(`create or replace table landing.work.gaps as
    select position, max(skipped) as skipped from landing.work.gaps group by position`);
}

async function rejectedPlaces(database: Database) {
  const rejected = database.query(
    `select line_byte_position, min(error_type::varchar), min(error_message) from reject_errors
     where line_byte_position is not null group by all order by 1`,
  );
  return rejected.then(
    ({ rows }) => rows,
    async (error) => {
      // DuckDB creates the table when it first reads a record.
      if (await hasRejectTable(database)) throw error;
      return [];
    },
  );
}

async function hasRejectTable(database: Database): Promise<boolean> {
  const { rows } = await database.query("select 1 from duckdb_tables() where table_name = 'reject_errors'");
  return rows.length > 0;
}

/** DuckDB adds the rejects of each read to existing ones. */
export async function forgetRejects(connection: BuildConnection): Promise<void> {
  await connection.run("drop table if exists reject_errors");
  await connection.run("drop table if exists reject_scans");
}

/** DuckDB's message without the record's text, which can hold personal data; the line says where to look. */
function problemOf(kind: string, message: string): string {
  const counts = /Expected Number of Columns: (\d+) Found: (\d+)/.exec(message);
  if (counts) return `${counts[2]} values where the header has ${counts[1]} columns`;
  if (kind === "UNQUOTED VALUE") return "text after a closing quote";
  if (kind === "INVALID ENCODING") return "not UTF-8";
  return kind.toLowerCase();
}

interface Place {
  readonly record: number;
  readonly line: number;
}

/** The record at each byte position of the data (or the next one, in blank lines); positions ascend. */
async function locate(snapshot: Snapshot, csv: CsvFacts, positions: readonly number[]): Promise<readonly Place[]> {
  const places: Place[] = [];
  const scan = new CsvScan({
    delimiter: csv.delimiter,
    firstLine: csv.dataLine,
    countsBlankLines: csv.columns.length === 1,
    onRecord: (end, record, line) => {
      while ((positions[places.length] ?? Number.POSITIVE_INFINITY) < end) places.push({ record, line });
    },
  });
  for await (const piece of createReadStream(snapshot.path, { start: csv.lead })) scan.push(piece);
  scan.end();
  return csv.isNormal ? inTheFile(places, csv) : places;
}

/** Line numbers of a normal copy are its own; those of the file come from the shifts. Places ascend. */
async function inTheFile(places: readonly Place[], { shifts, dataLine }: CsvFacts): Promise<readonly Place[]> {
  const found: Place[] = [];
  let shift = 0;
  const upTo = (record: number) => {
    for (let place = places[found.length]; place && place.record < record; place = places[found.length])
      found.push({ record: place.record, line: place.record + dataLine - 1 + shift });
  };
  for await (const line of shifts === undefined ? [] : createInterface({ input: createReadStream(shifts) })) {
    const [record = 0, next = 0] = line.split(",").map(Number);
    upTo(record);
    shift = next;
  }
  upTo(Number.POSITIVE_INFINITY);
  return found;
}

function firstPerRecord(rejects: readonly Reject[]): readonly Reject[] {
  return rejects.filter((reject, index) => reject.record !== rejects[index - 1]?.record);
}

/** A few damaged records are quarantined; a file in another encoding is refused. */
function refuseOtherEncoding(snapshot: Snapshot, records: number, rejects: readonly Reject[]): void {
  const undecoded = rejects.filter((reject) => reject.problem === "not UTF-8");
  const [first] = undecoded;
  if (first && undecoded.length > 0.01 * records)
    throw sourceErrors.notUtf8({ file: snapshot.file.name, line: first.line });
}
