import type { BuildConnection } from "../database/build-database.ts";
import type { Frame } from "../files/frame.ts";
import { liveTable } from "../files/live-table.ts";
import { readCsv, type Sink } from "../files/read-csv.ts";
import { type Snapshot, wordsOf } from "../files/snapshot.ts";
import type { TableName } from "../mapping/contract-tables.ts";
import type { Source } from "../mapping/source.ts";
import type { Frames } from "./frames.ts";

/** A file read in full: its frame, which selects from the work table, and its records. */
export interface WholeFile {
  readonly frame: Frame;
  readonly rows: number;
}

/** Files read in full into work tables, once for all mappings that read them in the same way. */
export class WorkTables {
  readonly #read = new Map<string, WholeFile>();
  readonly #connection: BuildConnection;
  readonly #source: Source;
  readonly #frames: Frames;
  readonly #changed: (sql: string) => Promise<number>;

  /** `changed` runs a statement and resolves to the number of rows that it changed. */
  constructor(connection: BuildConnection, source: Source, frames: Frames, changed: (sql: string) => Promise<number>) {
    this.#connection = connection;
    this.#source = source;
    this.#frames = frames;
    this.#changed = changed;
  }

  async of(table: TableName, snapshot: Snapshot): Promise<WholeFile> {
    const { lists, fill_down: fillDown, periods } = this.#source.mapping?.tables[table] ?? {};
    // What decides the rows of a work table: the copy, and the mapping's settings for its records.
    const reading = JSON.stringify([snapshot.path, lists, fillDown, periods]);
    const known = this.#read.get(reading);
    if (known !== undefined) return known;
    const name = `landing.work.file_${this.#read.size + 1}`;
    const sink: Sink = {
      write: (select) => this.#changed(`create or replace table ${name} as ${select}`),
      clear: async () => {},
    };
    const frame = snapshot.csv
      ? { columns: snapshot.csv.columns, sql: "" }
      : await this.#frames.ofFile(table, snapshot);
    const rows = snapshot.csv
      ? await readCsv(this.#connection, table, snapshot, snapshot.csv, sink)
      : await this.#frames.readOther(snapshot, frame, sink);
    const { columns } = await liveTable(
      this.#connection.database,
      name,
      frame.columns,
      { lists, fillDown, periods },
      wordsOf(snapshot),
    );
    const whole = { frame: { columns, sql: name }, rows };
    this.#read.set(reading, whole);
    return whole;
  }
}
