import type { BuildConnection } from "../database/build-database.ts";
import { attachDatabase } from "../files/attach-database.ts";
import { countApart } from "../files/count-apart.ts";
import { type Frame, otherFrame, tableFrame, unreadableFile } from "../files/frame.ts";
import { jsonLinesFrame, type LinesFrame, singerFrame } from "../files/json-lines.ts";
import { notExact, type Sink } from "../files/read-csv.ts";
import type { Snapshot } from "../files/snapshot.ts";
import { namesOf, type TableName } from "../mapping/contract-tables.ts";
import type { Source } from "../mapping/source.ts";

/** The records of file copies as SQL, whatever their format; one DuckDB file is attached at a time. */
export class Frames {
  readonly #connection: BuildConnection;
  readonly #source: Source;
  /** The DuckDB file attached as `input`. */
  #attached: Snapshot | undefined;

  constructor(connection: BuildConnection, source: Source) {
    this.#connection = connection;
    this.#source = source;
  }

  /** Writes all records and counts them a second time. Rejects with UserError if the counts differ. */
  async readOther(snapshot: Snapshot, frame: Frame | LinesFrame, sink: Sink): Promise<number> {
    const line = "records" in frame ? "" : ", null::bigint as _line";
    const select = `select *, row_number() over () as _record ${line} from (${frame.sql})`;
    const accepted = await sink.write(select).catch((error) => {
      throw unreadableFile(snapshot, error);
    });
    const rejected = "rejected" in frame ? frame.rejected : 0;
    const wanted = "records" in frame ? frame.records + rejected : accepted;
    const counted = (await countApart(this.#connection.database, snapshot)) ?? wanted;
    if (counted !== accepted + rejected || wanted !== counted)
      throw notExact(snapshot, counted, { accepted, rejected });
    return counted;
  }

  /** A file of one table. */
  async ofFile(table: TableName, snapshot: Snapshot): Promise<Frame> {
    if (snapshot.file.format !== "ndjson") return otherFrame(this.#connection.database, snapshot);
    return jsonLinesFrame(this.#connection, table, snapshot).catch((error) => {
      throw unreadableFile(snapshot, error);
    });
  }

  /** The records of a table; undefined for a DuckDB file without such a table. */
  async of(table: TableName, snapshot: Snapshot): Promise<Frame | undefined> {
    if (snapshot.csv) return { columns: snapshot.csv.columns, sql: "" };
    const given = this.#source.mapping?.tables[table]?.table?.toLowerCase();
    for (const own of given === undefined ? namesOf(table) : [given]) {
      const frame = await this.#frameOfTable(table, snapshot, own);
      if (frame !== undefined) return frame;
    }
    return undefined;
  }

  async #frameOfTable(table: TableName, snapshot: Snapshot, own: string): Promise<Frame | undefined> {
    if (snapshot.file.format === "singer") return singerFrame(this.#connection, table, snapshot, own);
    if (snapshot.file.format !== "duckdb") return this.ofFile(table, snapshot);
    await this.#attach(snapshot);
    return tableFrame(this.#connection.database, snapshot, own);
  }

  async #attach(snapshot: Snapshot): Promise<void> {
    if (this.#attached === snapshot) return;
    if (this.#attached) await this.#connection.run("detach input");
    this.#attached = undefined;
    await attachDatabase(this.#connection, snapshot);
    this.#attached = snapshot;
  }
}
