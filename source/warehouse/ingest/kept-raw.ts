import { createHash } from "node:crypto";
import { chmod, copyFile, mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { version } from "../../version.ts";
import { exists, sync } from "../build/build-folder.ts";
import type { KnownFile } from "../build/previous.ts";
import type { BuildConnection } from "../database/build-database.ts";
import { quotePlainPath, quoteText } from "../database/sql-text.ts";
import { stampOf } from "../files/file-stamp.ts";
import type { Snapshot } from "../files/snapshot.ts";
import { isDatabase, type SourceFile } from "../files/source-file.ts";
import { contractOf, type TableName } from "../mapping/contract-tables.ts";
import type { Source } from "../mapping/source.ts";
import type { LoadedFile, TableFile } from "./loaded-file.ts";

/** The raw rows of a file as last read, available again. */
export interface KeptRows {
  readonly snapshot: Snapshot;
  readonly rows: number;
  /** For a file of an append-only table, whose rows are kept from before its reduction: its records that could not be read. */
  readonly rejects: string | undefined;
}

/**
 * Raw rows as Parquet beside the warehouse (`<warehouse>.raw`), so that for a source of several files only those that changed
 * are read again. The file name encodes everything that decides the rows: the file's content, the mapping, this program's
 * version. Rows of files with records that could not be read are not kept, except for append-only tables, which topics fill.
 */
export class KeptRaw {
  readonly #folder: string;
  readonly #copies: string;
  readonly #known: ReadonlyMap<string, KnownFile>;
  /** Names of the kept rows of append-only tables, and of the lists of their replaced records. */
  readonly #appended = new Set<string>();
  /** Names that the next build may need once this one is in place; undefined if its rows were not kept. */
  #used: ReadonlySet<string> | undefined;
  /** Names of files that were not there before. */
  readonly #added = new Set<string>();

  /** `known` are the files of the previous warehouse, by table and name; `copies` is a private folder that DuckDB can read. */
  constructor(warehouse: string, copies: string, known: ReadonlyMap<string, KnownFile>) {
    this.#folder = `${warehouse}.raw`;
    this.#copies = copies;
    this.#known = known;
  }

  /** The kept rows of a file that has not changed since; undefined if it must be read. */
  async find({ mapping }: Source, table: TableName, file: SourceFile): Promise<KeptRows | undefined> {
    const known = this.#knownOf(table, file);
    if (known === undefined) return undefined;
    const stats = await stat(file.path, { bigint: true }).catch(() => undefined);
    if (stats === undefined || !stats.isFile()) return undefined;
    const stamp = stampOf(stats);
    if (stamp.bytes !== known.bytes || stamp.mtimeNs !== known.mtimeNs || stamp.inode !== known.inode) return undefined;
    const name = nameOf(table, file, known.sha256, mapping?.text);
    const path = join(this.#copies, name);
    if (!(await this.#copied(name))) return undefined;
    const rejects = (await this.#copied(rejectsOf(name))) ? join(this.#copies, rejectsOf(name)) : undefined;
    const modifiedAt = new Date(Number(stats.mtimeMs));
    const snapshot = {
      file,
      path,
      sha256: known.sha256,
      stamp,
      modifiedAt,
      share: 1,
      csv: undefined,
      lines: undefined,
    };
    return { snapshot, rows: known.rows, rejects };
  }

  #knownOf(table: TableName, file: SourceFile): KnownFile | undefined {
    return isDatabase(file) ? undefined : this.#known.get(`${table}\n${file.name}`);
  }

  /** Copies of the rows that files, which are gone or have changed, had at the previous build; undefined if one is missing. */
  async findBefore({ mapping }: Source, table: TableName, files: readonly SourceFile[]) {
    const paths: string[] = [];
    for (const file of files) {
      const known = this.#knownOf(table, file);
      const name = known && nameOf(table, file, known.sha256, mapping?.text);
      if (name === undefined || !(await this.#copied(name))) return undefined;
      paths.push(join(this.#copies, name));
    }
    return paths;
  }

  /** A copy of the list of records of these files that newer ones replaced; undefined if there is none. */
  async findReplaced(source: Source, files: readonly TableFile[]): Promise<string | undefined> {
    const name = replacedOf(source, files);
    return (await this.#copied(name)) ? join(this.#copies, name) : undefined;
  }

  /** Keeps `select`, the `source_file` and `_record` of all records of these files that newer ones replaced. */
  async keepReplaced(
    connection: BuildConnection,
    source: Source,
    files: readonly TableFile[],
    select: string,
  ): Promise<void> {
    const name = replacedOf(source, files);
    await this.#put(connection, name, select);
    this.#appended.add(name);
  }

  /** Whether it is there and could be copied; files beside the warehouse may be removed while they are being read. */
  async #copied(name: string): Promise<boolean> {
    return copyFile(join(this.#folder, name), join(this.#copies, name)).then(
      () => true,
      () => false,
    );
  }

  /** Keeps files of an append-only table before its reduction, along with their records that could not be read. */
  async keepAppended(
    connection: BuildConnection,
    { mapping, tables }: Source,
    files: readonly LoadedFile[],
  ): Promise<void> {
    if ([...tables.values()].flat().length < 2) return;
    for (const { table, snapshot } of files) {
      if (isDatabase(snapshot.file)) continue;
      const name = nameOf(table, snapshot.file, snapshot.sha256, mapping?.text);
      const ofFile = `where source_file = ${quoteText(snapshot.file.name)}`;
      const rejects = `select * from landing.raw.rejects ${ofFile} and source_table = ${quoteText(table)}`;
      // Without their rejects, the rows would look like those of a file without bad records.
      await this.#put(connection, rejectsOf(name), rejects);
      await this.#put(connection, name, `select * from landing.raw.${table} ${ofFile}`);
      this.#appended.add(name);
    }
  }

  /** Keeps the rows of a source of several files. */
  async keep(connection: BuildConnection, { mapping }: Source, files: readonly LoadedFile[]): Promise<void> {
    const used = new Set<string>(this.#appended);
    for (const { table, snapshot, isTaken, canKeep } of files.length > 1 ? files : []) {
      const name = nameOf(table, snapshot.file, snapshot.sha256, mapping?.text);
      const isKept =
        isTaken || this.#appended.has(name) || (canKeep && (await this.#write(connection, table, snapshot, name)));
      if (isKept) used.add(name).add(rejectsOf(name));
    }
    this.#used = used;
  }

  /**
   * Removes what nobody needs any more: once the new warehouse is in place, the rows of files that are gone; otherwise what was
   * added for it, so that the previous warehouse still has all of its own.
   */
  async end(isPlaced: boolean): Promise<void> {
    const names = await readdir(this.#folder).catch(() => []);
    const old = names.filter((name) => (isPlaced ? this.#used?.has(name) === false : this.#added.has(name)));
    await Promise.allSettled(old.map((name) => rm(join(this.#folder, basename(name)), { force: true })));
  }

  /** Whether the rows are kept now; those of a file with records that could not be read are not. */
  async #write(connection: BuildConnection, table: TableName, { file }: Snapshot, name: string): Promise<boolean> {
    if (isDatabase(file)) return false;
    const ofFile = `where source_file = ${quoteText(file.name)}`;
    const { rows } = await connection.database.query(`select 1 from landing.raw.rejects ${ofFile} limit 1`);
    if (rows.length > 0) return false;
    await this.#put(connection, name, `select * from landing.raw.${table} ${ofFile}`);
    return true;
  }

  async #put(connection: BuildConnection, name: string, rows: string): Promise<void> {
    const path = join(this.#copies, `new-${name}`);
    await connection.run(`copy (${rows}) to ${quotePlainPath(path)} (format parquet, compression snappy)`);
    await chmod(path, 0o600);
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    // The file is trusted by its name, so it must be complete even after a power failure.
    await sync(path, "r+");
    if (!(await exists(join(this.#folder, name)))) this.#added.add(name);
    await rename(path, join(this.#folder, name));
  }
}

function rejectsOf(name: string): string {
  return name.replace(/\.parquet$/, ".rejects.parquet");
}

function replacedOf({ mapping }: Source, files: readonly TableFile[]): string {
  const names = files.map(({ table, file, sha256 }) => nameOf(table, file, sha256, mapping?.text));
  return `${createHash("sha256").update(JSON.stringify(names.sort())).digest("hex")}.replaced.parquet`;
}

function nameOf(table: TableName, file: SourceFile, sha256: string, mapping: string | undefined): string {
  const all = [version, table, contractOf(table), file.name, file.format, file.isGzip, file.given, sha256, mapping];
  return `${createHash("sha256").update(JSON.stringify(all)).digest("hex")}.parquet`;
}
