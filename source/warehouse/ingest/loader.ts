import { UserError } from "../../errors.ts";
import { isAbort } from "../database/abort.ts";
import type { BuildConnection } from "../database/build-database.ts";
import { quoteName, quotePlainPath, quoteText } from "../database/sql-text.ts";
import { asWritten, type Frame } from "../files/frame.ts";
import { keepNewest, sdcColumns } from "../files/live-rows.ts";
import { readCsv, type Sink } from "../files/read-csv.ts";
import { dropRepeatedRows } from "../files/repeated-rows.ts";
import type { Snapshot } from "../files/snapshot.ts";
import { isDatabase } from "../files/source-file.ts";
import { contractOf, type TableName } from "../mapping/contract-tables.ts";
import { checkExpressions } from "../mapping/expression-check.ts";
import { mappingFault } from "../mapping/mapping-fault.ts";
import type { Source } from "../mapping/source.ts";
import { CurrencyCheck } from "./currencies.ts";
import { Frames } from "./frames.ts";
import type { KeptRows } from "./kept-raw.ts";
import { keptRows } from "./kept-rows.ts";
import { LeftLines } from "./left-lines.ts";
import { Places } from "./places.ts";
import {
  distinctClause,
  expressionFor,
  hasPlainOwnColumns,
  type Projection,
  projectionOf,
  selectList,
} from "./projection.ts";
import { refuseDuplicateColumns, refuseMissing } from "./refusals.ts";
import { hasParts, preparedSql, type ReadPart } from "./table-parts.ts";
import { WorkTables } from "./work-tables.ts";

type Part = ReadPart & { readonly snapshot: Snapshot };

/** Loads copies into raw tables, one at a time. */
export class Loader {
  readonly #connection: BuildConnection;
  readonly #source: Source;
  readonly #signal: AbortSignal | undefined;
  readonly #reduced = new Set<TableName>();
  /** Files of append-only tables that declare themselves as such, by table and name. */
  readonly #appended = new Set<string>();
  /** Files of tables with several parts, which are put together once all are read. */
  readonly #parts = new Map<TableName, { readonly lines: readonly Part[]; readonly lookups: readonly Part[] }>();
  readonly #currencies = new CurrencyCheck();
  readonly #places = new Places();
  readonly #left: LeftLines;
  readonly #frames: Frames;
  readonly #workTables: WorkTables;

  constructor(connection: BuildConnection, source: Source, signal: AbortSignal | undefined) {
    this.#connection = connection;
    this.#source = source;
    this.#signal = signal;
    this.#left = new LeftLines(connection, source);
    this.#frames = new Frames(connection, source);
    this.#workTables = new WorkTables(connection, source, this.#frames, (sql) => this.#changed(sql));
  }

  /** Records of the file; undefined for a DuckDB file that has no such table. */
  async load(table: TableName, snapshot: Snapshot, isLookup = false): Promise<number | undefined> {
    const fill = this.#source.mapping?.tables[table];
    if (hasParts(fill) && !isDatabase(snapshot.file)) return this.#keepPart(table, snapshot, isLookup);
    const isMapped = fill !== undefined || !hasPlainOwnColumns(table, this.#source.mapping, snapshot.csv?.columns);
    if (isMapped && !isDatabase(snapshot.file)) return this.#loadMapped(table, snapshot);
    const frame = await this.#frames.of(table, snapshot);
    if (frame === undefined) return refuseMissing(this.#source.mapping, table, snapshot);
    refuseDuplicateColumns(table, snapshot);
    const projection = projectionOf(table, this.#source.mapping, frame.columns, snapshot.file.name);
    if (isMapped) await this.#checkExpressions(`(${frame.sql})`, projection);
    await this.#refuseCurrencies(table, snapshot, frame, projection);
    await this.#prepareReduction(table, snapshot, frame);
    const sink = this.#rawSink(table, snapshot, frame, projection);
    if (snapshot.csv) return readCsv(this.#connection, table, snapshot, asWritten(snapshot.csv), sink);
    return this.#readMapped(snapshot, frame, projection, sink);
  }

  /** A table of a database; if an expression fails, the error names the mapping's line. */
  async #readMapped(snapshot: Snapshot, frame: Frame, projection: Projection, sink: Sink): Promise<number> {
    try {
      return await this.#frames.readOther(snapshot, frame, sink);
    } catch (error) {
      if (isAbort(error)) throw error;
      throw (await mappingFault(this.#connection.database, `(${frame.sql})`, projection, this.#signal)) ?? error;
    }
  }

  /** Loads the kept rows of a file; undefined if there are none, or they cannot be read. */
  async take(table: TableName, kept: KeptRows | undefined): Promise<KeptRows | undefined> {
    if (kept === undefined || this.#left.concerns(table)) return undefined;
    const { file, path } = kept.snapshot;
    try {
      if (kept.rejects !== undefined) {
        this.#appended.add(`${table}\n${file.name}`);
        await this.#beginReduction(table);
        const rejects = `select * from read_parquet(${quotePlainPath(kept.rejects)})`;
        await this.#changed(`insert into landing.raw.rejects by name ${rejects}`);
      }
      await this.#changed(
        `insert into landing.raw.${table} by name select * from read_parquet(${quotePlainPath(path)})`,
      );
      return kept;
    } catch (error) {
      if (isAbort(error)) throw error;
      const ofFile = `where source_file = ${quoteText(file.name)}`;
      await this.#connection.run(`delete from landing.raw.${table} ${ofFile}`);
      await this.#connection.run(`delete from landing.raw.rejects ${ofFile} and source_table = ${quoteText(table)}`);
      return undefined;
    }
  }

  /** Whether the rows that a file gave to a table depend on nothing but this file. */
  canKeep(table: TableName): boolean {
    return !this.#reduced.has(table) && this.#isOfOneFile(table);
  }

  /** The same for a file of an append-only table, before its reduction. */
  canKeepAppended(table: TableName, file: string): boolean {
    return this.#appended.has(`${table}\n${file}`) && this.#isOfOneFile(table);
  }

  /** Whether the table will be reduced to its newest rows. */
  isReduced(table: TableName): boolean {
    return this.#reduced.has(table);
  }

  #isOfOneFile(table: TableName): boolean {
    return (
      !this.#parts.has(table) && !this.#left.concerns(table) && !(table === "transactions" && this.#currencies.hasSeen)
    );
  }

  /** Reduces append-only tables to their newest live rows, once all files are in. */
  async finish(table: TableName): Promise<void> {
    await this.#loadParts(table);
    if (this.#reduced.has(table)) await this.#reduce(table);
    await this.#places.number(this.#connection, table);
  }

  /** The tables that are whole once this one is finished; none while its rows may still be left out with their lines. */
  whole(table: TableName): Promise<readonly TableName[]> {
    return this.#left.whole(table);
  }

  async #keepPart(table: TableName, snapshot: Snapshot, isLookup: boolean): Promise<number> {
    const known = await this.#workTables.of(table, snapshot);
    const part = { file: snapshot.file.name, table: known.frame.sql, columns: known.frame.columns, snapshot };
    const { lines = [], lookups = [] } = this.#parts.get(table) ?? {};
    this.#parts.set(table, isLookup ? { lines, lookups: [...lookups, part] } : { lines: [...lines, part], lookups });
    return known.rows;
  }

  /** A table of several files, or with joins, once all of them are read. */
  async #loadParts(table: TableName): Promise<void> {
    const { mapping } = this.#source;
    const parts = this.#parts.get(table);
    const snapshot = parts?.lines[0]?.snapshot;
    if (mapping === undefined || parts === undefined || snapshot === undefined) return;
    await dropRepeatedRows(this.#connection.database, parts.lines);
    const { columns, sql } = preparedSql(mapping, table, parts.lines, parts.lookups);
    const frame = { columns, sql: `(${sql})` };
    const projection = projectionOf(table, mapping, columns, snapshot.file.name);
    await this.#checkExpressions(frame.sql, projection);
    await this.#refuseCurrencies(table, snapshot, frame, projection);
    await this.#prepareReduction(table, snapshot, frame);
    await this.#insertMapped(frame, projection, this.#rawSink(table, undefined, frame, projection));
  }

  async #insertMapped({ sql: from }: Frame, projection: Projection, sink: Sink): Promise<void> {
    try {
      await sink.write(`select * from ${from}`);
    } catch (error) {
      if (isAbort(error) || error instanceof UserError) throw error;
      throw (await mappingFault(this.#connection.database, from, projection, this.#signal)) ?? error;
    }
  }

  async #loadMapped(table: TableName, snapshot: Snapshot): Promise<number> {
    const known = await this.#workTables.of(table, snapshot);
    if (this.#source.mapping?.tables[table] === undefined) refuseDuplicateColumns(table, snapshot);
    const projection = projectionOf(table, this.#source.mapping, known.frame.columns, snapshot.file.name);
    await this.#checkExpressions(known.frame.sql, projection);
    await this.#refuseCurrencies(table, snapshot, known.frame, projection);
    await this.#prepareReduction(table, snapshot, known.frame);
    const sink = this.#rawSink(table, snapshot, known.frame, projection);
    await this.#insertMapped(known.frame, projection, sink);
    return known.rows;
  }

  async #checkExpressions(from: string, projection: Projection): Promise<void> {
    await checkExpressions(this.#connection.database, from, projection, this.#signal);
  }

  async #refuseCurrencies(table: TableName, snapshot: Snapshot, frame: Frame, projection: Projection): Promise<void> {
    if (table !== "transactions" || this.#isConverted(projection)) return;
    await this.#currencies.look(this.#connection.database, snapshot, frame, projection);
  }

  /** Whether exchange rates convert the lines, each of which names its currency. */
  #isConverted(projection: Projection): boolean {
    return this.#source.tables.has("exchange_rates") && expressionFor(projection, "currency") !== undefined;
  }

  /** Without a snapshot the rows name their files themselves. */
  #rawSink(table: TableName, snapshot: Snapshot | undefined, frame: Frame, projection: Projection): Sink {
    const file = snapshot === undefined ? "_file" : quoteText(snapshot.file.name);
    const has = new Set(frame.columns.map((name) => name.toLowerCase()));
    const extras = this.#reduced.has(table) ? sdcColumns : [];
    const extraList = extras.map((name) => `, ${has.has(name) ? quoteName(name) : "null"} as ${name}`).join("");
    const distinct = distinctClause(projection);
    const rows = `select ${selectList(projection)}, ${file} as source_file`;
    const staysWhole = projection.filter === undefined && distinct === "" && !this.#reduced.has(table);
    return {
      write: async (select) => {
        await this.#left.note(select, projection);
        return this.#changed(`insert into landing.raw.${table} by name
          ${rows}, _record, _line ${extraList} from (${keptRows(`(${select})`, projection.filter)}) as own ${distinct}`);
      },
      writeInOrder:
        staysWhole && snapshot !== undefined
          ? async (select, firstLine) => {
              await this.#places.begin(this.#connection, table, { file: snapshot.file.name, firstLine });
              return this.#changed(`insert into landing.raw.${table} by name ${rows} from (${select}) as own`);
            }
          : undefined,
      clear: async () => {
        if (snapshot !== undefined) this.#places.forget(table, snapshot.file.name);
        await this.#connection.run(`delete from landing.raw.${table} where source_file = ${file}`);
      },
    };
  }

  async #reduce(table: TableName): Promise<void> {
    await keepNewest(this.#connection.database, `landing.raw.${table}`, keysOfVersions(table));
    for (const name of sdcColumns) await this.#connection.run(`alter table landing.raw.${table} drop column ${name}`);
  }

  async #prepareReduction(table: TableName, { file }: Snapshot, frame: Frame): Promise<void> {
    const isAppendOnly = frame.columns.some((name) => /^_sdc_(sequence|batched_at)$/i.test(name));
    if (!isAppendOnly || contractOf(table).key === undefined) return;
    this.#appended.add(`${table}\n${file.name}`);
    await this.#beginReduction(table);
  }

  async #beginReduction(table: TableName): Promise<void> {
    if (this.#reduced.has(table)) return;
    this.#reduced.add(table);
    for (const name of sdcColumns)
      await this.#connection.run(`alter table landing.raw.${table} add column ${name} varchar`);
  }

  async #changed(sql: string): Promise<number> {
    const { rows } = await this.#connection.database.query(sql, [], { signal: this.#signal });
    return Number(rows[0]?.[0] ?? 0);
  }
}

/** The columns whose values the versions of a row share. */
export function keysOfVersions(table: TableName): readonly string[] {
  const beside: Partial<Record<TableName, string>> = {
    coffee_profiles: "price_valid_from",
    line_discounts: "name",
    exchange_rates: "currency",
  };
  return [contractOf(table).key, beside[table] ?? []].flat();
}
