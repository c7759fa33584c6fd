import { mappingErrors } from "../../errors/mapping.ts";
import { sourceErrors } from "../../errors/source.ts";
import { type UnmappedError, UserError } from "../../errors.ts";
import { abortError, isAbort } from "../abort.ts";
import { contractOf, type TableName, tableNames } from "../contract-tables.ts";
import type { Workbench } from "../database.ts";
import type { Source } from "../source.ts";
import { quoteName, quoteText } from "../sql-text.ts";
import { attachDatabase } from "./attach-database.ts";
import { countApart } from "./count-apart.ts";
import { CurrencyCheck } from "./currencies.ts";
import { type Frame, otherFrame, tableFrame, unreadableFile } from "./frame.ts";
import { jsonLinesFrame, type LinesFrame, singerFrame } from "./json-lines.ts";
import { mappingFault } from "./mapping-fault.ts";
import { distinctClause, type Projection, projectionOf, selectList } from "./projection.ts";
import { rawTableStatements } from "./raw-tables.ts";
import { notExact, readCsv, type Sink } from "./read-csv.ts";
import { newestOnly, sdcColumns } from "./sdc.ts";
import { type Snapshot, takeSnapshot } from "./snapshot.ts";
import { isDatabase, type SourceFile } from "./source-file.ts";

/** A file as it was loaded into one raw table. */
export interface LandedFile {
  readonly table: TableName;
  readonly snapshot: Snapshot;
  /** Records in the file, before any filter of a mapping. */
  readonly rows: number;
}

export interface LandOptions {
  readonly bench: Workbench;
  readonly source: Source;
  /** Private directory for the copies. */
  readonly directory: string;
  readonly signal?: AbortSignal | undefined;
}

/** Copies every file of the source and loads it into `landing.raw`; yields each table's progress. Rejects with UserError. */
export async function* land(options: LandOptions): AsyncGenerator<LandedFile> {
  const { bench, source } = options;
  for (const statement of rawTableStatements()) await bench.run(statement);
  await bench.run("create schema landing.work");
  const snapshots = startSnapshots(options);
  const loader = new Loader(bench, source, options.signal);
  const seen = new Set<TableName>();
  try {
    for (const table of tableNames) {
      const files = source.tables.get(table) ?? [];
      for (const file of files) {
        const snapshot = await snapshots.of(file);
        const rows = await loader.load(table, snapshot);
        if (rows === undefined) continue;
        seen.add(table);
        await noteFile(bench, { table, snapshot, rows });
        yield { table, snapshot, rows };
      }
      await loader.finish(table);
    }
  } finally {
    await snapshots.stop();
  }
  if (!seen.has("transactions")) throw noTransactions(source);
  await bench.run("drop schema landing.work cascade");
}

function noTransactions({ name, tables }: Source): UnmappedError {
  const files = [...new Set([...tables.values()].flat().map((file) => file.name))].join(", ");
  return sourceErrors.noTransactionsWithin({ source: name, files });
}

interface Snapshots {
  of(file: SourceFile): Promise<Snapshot>;
  /** Ends copies under way, so that their folder can be removed. */
  stop(): Promise<void>;
}

/** Copies run ahead one after the other while DuckDB loads; the same file for two tables is copied once. */
function startSnapshots({ source, directory, signal }: LandOptions): Snapshots {
  const stopping = new AbortController();
  const stopped = signal ? AbortSignal.any([signal, stopping.signal]) : stopping.signal;
  const taken = new Map<string, Promise<Snapshot>>();
  let previous: Promise<unknown> = Promise.resolve();
  for (const file of tableNames.flatMap((table) => source.tables.get(table) ?? [])) {
    const key = keyOf(file);
    if (taken.has(key)) continue;
    const number = taken.size + 1;
    const next = previous.then(() => takeSnapshot(file, directory, number, stopped));
    // A failure is reported where the snapshot is waited for, and stops those after it.
    next.catch(() => {});
    taken.set(key, next);
    previous = next;
  }
  return {
    of: (file) => taken.get(keyOf(file)) ?? Promise.reject(abortError()),
    stop: async () => {
      stopping.abort();
      await Promise.allSettled(taken.values());
    },
  };
}

function keyOf(file: SourceFile): string {
  return `${file.path}\n${file.delimiter ?? ""}`;
}

async function noteFile(bench: Workbench, { table, snapshot, rows }: LandedFile): Promise<void> {
  await bench.database.query("insert into landing.raw.source_files values ($1, $2, $3, $4, $5, $6::timestamp)", [
    table,
    snapshot.file.name,
    snapshot.sha256,
    snapshot.stamp.bytes,
    rows,
    snapshot.modifiedAt.toISOString().slice(0, 19),
  ]);
}

/** Loads copies into raw tables, one at a time. */
class Loader {
  readonly #bench: Workbench;
  readonly #source: Source;
  readonly #signal: AbortSignal | undefined;
  /** Files read whole into a work table, for the mappings that read them. */
  readonly #read = new Map<Snapshot, { readonly frame: Frame; readonly rows: number }>();
  readonly #reduced = new Set<TableName>();
  readonly #currencies = new CurrencyCheck();
  /** The DuckDB file that is attached as `input`. */
  #attached: Snapshot | undefined;

  constructor(bench: Workbench, source: Source, signal: AbortSignal | undefined) {
    this.#bench = bench;
    this.#source = source;
    this.#signal = signal;
  }

  /** Records of the file; undefined for a DuckDB file that has no such table. */
  async load(table: TableName, snapshot: Snapshot): Promise<number | undefined> {
    const isMapped = this.#source.mapping?.tables[table] !== undefined;
    if (isMapped && !isDatabase(snapshot.file)) return this.#loadMapped(table, snapshot);
    const frame = await this.#frameOf(table, snapshot);
    if (frame === undefined) return this.#refuseMissing(table, snapshot);
    const projection = projectionOf(table, this.#source.mapping, frame.columns, snapshot.file.name);
    await this.#refuseCurrencies(table, snapshot, frame, projection);
    await this.#prepareReduction(table, frame);
    const sink = this.#rawSink(table, snapshot, frame, projection);
    if (snapshot.csv) return readCsv(this.#bench, table, snapshot, snapshot.csv, sink);
    return this.#readOther(snapshot, frame, sink);
  }

  /** Reduces append-only tables to their newest live rows, once all files are in. */
  async finish(table: TableName): Promise<void> {
    if (this.#reduced.has(table)) await newestOnly(this.#bench, table);
  }

  async #loadMapped(table: TableName, snapshot: Snapshot): Promise<number> {
    const known = this.#read.get(snapshot) ?? (await this.#readWhole(table, snapshot));
    const projection = projectionOf(table, this.#source.mapping, known.frame.columns, snapshot.file.name);
    await this.#refuseCurrencies(table, snapshot, known.frame, projection);
    await this.#prepareReduction(table, known.frame);
    const from = known.frame.sql;
    try {
      await this.#rawSink(table, snapshot, known.frame, projection).write(`select * from ${from}`);
    } catch (error) {
      if (isAbort(error) || error instanceof UserError) throw error;
      throw (await mappingFault(this.#bench.database, from, projection)) ?? error;
    }
    return known.rows;
  }

  async #readWhole(table: TableName, snapshot: Snapshot) {
    const name = `landing.work.file_${this.#read.size + 1}`;
    const frame = snapshot.csv ? { columns: snapshot.csv.columns, sql: "" } : await this.#fileFrame(table, snapshot);
    const sink: Sink = {
      write: (select) => this.#changed(`create or replace table ${name} as ${select}`),
      clear: async () => {},
    };
    const rows = snapshot.csv
      ? await readCsv(this.#bench, table, snapshot, snapshot.csv, sink)
      : await this.#readOther(snapshot, frame, sink);
    const known = { frame: { columns: frame.columns, sql: name }, rows };
    this.#read.set(snapshot, known);
    return known;
  }

  async #readOther(snapshot: Snapshot, frame: Frame | LinesFrame, sink: Sink): Promise<number> {
    const line = "records" in frame ? "" : ", null::bigint as _line";
    const select = `select *, row_number() over () as _record ${line} from (${frame.sql})`;
    const accepted = await sink.write(select).catch((error) => {
      throw unreadableFile(snapshot, error);
    });
    const rejected = "rejected" in frame ? frame.rejected : 0;
    const wanted = "records" in frame ? frame.records + rejected : accepted;
    const counted = (await countApart(this.#bench.database, snapshot)) ?? wanted;
    if (counted !== accepted + rejected || wanted !== counted)
      throw notExact(snapshot, counted, { accepted, rejected });
    return counted;
  }

  async #fileFrame(table: TableName, snapshot: Snapshot): Promise<Frame> {
    if (snapshot.file.format !== "ndjson") return otherFrame(this.#bench.database, snapshot);
    return jsonLinesFrame(this.#bench, table, snapshot).catch((error) => {
      throw unreadableFile(snapshot, error);
    });
  }

  async #frameOf(table: TableName, snapshot: Snapshot): Promise<Frame | undefined> {
    if (snapshot.csv) return { columns: snapshot.csv.columns, sql: "" };
    const own = (this.#source.mapping?.tables[table]?.table ?? table).toLowerCase();
    if (snapshot.file.format === "singer") return singerFrame(this.#bench, table, snapshot, own);
    if (snapshot.file.format !== "duckdb") return this.#fileFrame(table, snapshot);
    await this.#attach(snapshot);
    return tableFrame(this.#bench.database, snapshot, own);
  }

  async #refuseCurrencies(table: TableName, snapshot: Snapshot, frame: Frame, projection: Projection): Promise<void> {
    if (table === "transactions") await this.#currencies.look(this.#bench.database, snapshot, frame, projection);
  }

  /** A source may lack tables; a mapping that names one may not. */
  #refuseMissing(table: TableName, snapshot: Snapshot): undefined {
    const mapping = this.#source.mapping;
    const name = mapping?.tables[table]?.table;
    if (!mapping || name === undefined) return undefined;
    const line = mapping.lineOf("tables", table, "table");
    throw mappingErrors.noStream({ name, of: snapshot.file.name, file: mapping.file, line, table });
  }

  async #attach(snapshot: Snapshot): Promise<void> {
    if (this.#attached === snapshot) return;
    if (this.#attached) await this.#bench.run("detach input");
    this.#attached = undefined;
    await attachDatabase(this.#bench, snapshot);
    this.#attached = snapshot;
  }

  #rawSink(table: TableName, snapshot: Snapshot, frame: Frame, projection: Projection): Sink {
    const file = quoteText(snapshot.file.name);
    const has = new Set(frame.columns.map((name) => name.toLowerCase()));
    const extras = this.#reduced.has(table) ? sdcColumns : [];
    const extraList = extras.map((name) => `, ${has.has(name) ? quoteName(name) : "null"} as ${name}`).join("");
    const where = projection.filter === undefined ? "" : `where (${projection.filter}\n)`;
    return {
      write: (select) =>
        this.#changed(`insert into landing.raw.${table} by name
          select ${selectList(projection)}, ${file} as _file, _record, _line ${extraList}
          from (${select}) as own ${where} ${distinctClause(projection)}`),
      clear: () => this.#bench.run(`delete from landing.raw.${table} where _file = ${file}`),
    };
  }

  async #prepareReduction(table: TableName, frame: Frame): Promise<void> {
    const isAppendOnly = frame.columns.some((name) => /^_sdc_(sequence|batched_at)$/i.test(name));
    if (!isAppendOnly || this.#reduced.has(table) || contractOf(table).key === undefined) return;
    this.#reduced.add(table);
    for (const name of sdcColumns) await this.#bench.run(`alter table landing.raw.${table} add column ${name} varchar`);
  }

  async #changed(sql: string): Promise<number> {
    const { rows } = await this.#bench.database.query(sql, [], { signal: this.#signal });
    return Number(rows[0]?.[0] ?? 0);
  }
}
