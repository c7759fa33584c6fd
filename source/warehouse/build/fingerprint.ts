import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { Database } from "../database/database.ts";
import { stampOf } from "../files/file-stamp.ts";
import { isDatabase, type SourceFile } from "../files/source-file.ts";
import type { Source } from "../mapping/source.ts";
import { schemaVersion } from "../meta/schema-version.ts";
import { environmentOf, type ProjectFiles } from "../project/project-files.ts";

/** Everything except the inputs that decides the contents of a warehouse. */
export interface Setup {
  readonly source: Source;
  readonly files: ProjectFiles;
  readonly vars: Readonly<Record<string, unknown>>;
  readonly version: string;
  readonly seed: number | undefined;
}

/** Hashes the source texts, because rendering them all would take longer than a launch should. */
export function setupFingerprint({ source, files, vars, version, seed }: Setup): string {
  const texts = [...files.texts];
  const environment = environmentOf(files);
  const mapping = source.mapping?.text;
  return sha256({ version, schemaVersion, seed, source: source.name, mapping, vars, texts, environment });
}

/** Setup and the content of every input together. */
export function fingerprintOf(
  setup: string,
  inputs: readonly { table: string; name: string; sha256: string }[],
): string {
  const sorted = inputs.map(({ table, name, sha256: hash }) => `${table} ${name} ${hash}`).sort();
  return sha256([setup, sorted]);
}

/** Whether a warehouse was last built from exactly these files with exactly this setup. */
export async function isCurrent(database: Database, source: Source, setup: string): Promise<boolean> {
  const { rows } = await database.query("select setup from meta.runs order by ended_at desc limit 1");
  return rows[0]?.[0] === setup && (await hasSameInputs(database, source));
}

/**
 * Whether a warehouse was built from exactly these files. Files with unchanged size, modification time and inode are not read;
 * those merely touched are hashed. With `table`, only the files of this table.
 */
export async function hasSameInputs(database: Database, source: Source, table?: string): Promise<boolean> {
  const { rows } = await database.query(
    `select source_table || chr(10) || file, sha256, bytes, mtime_ns, inode from meta.source_files
     where source_table = $1 or $1 is null`,
    [table ?? null],
  );
  const known = new Map(rows.map(([key, ...rest]) => [String(key), rest]));
  const files = new Map<string, SourceFile>(
    [...source.tables].flatMap(([table, each]) => each.map((file) => [`${table}\n${file.name}`, file] as const)),
  );
  // A database file stands for every table, some of which it may lack.
  const isNew = [...files].some(([key, file]) => !known.has(key) && !isDatabase(file));
  if (isNew || (known.size === 0 && table === undefined)) return false;
  for (const [key, [hash, bytes, mtimeNs, inode]] of known) {
    const path = files.get(key)?.path;
    if (path === undefined || !(await isSame(path, { bytes, mtimeNs, inode }, String(hash)))) return false;
  }
  return true;
}

async function isSame(path: string, before: Record<string, unknown>, hash: string): Promise<boolean> {
  const stats = await stat(path, { bigint: true }).catch(() => undefined);
  if (stats === undefined) return false;
  const now = stampOf(stats);
  if (now.bytes !== before.bytes) return false;
  if (now.mtimeNs === before.mtimeNs && now.inode === before.inode) return true;
  return (await hashOf(path)) === hash;
}

/** SHA-256 of a file's bytes, in hex. */
export async function hashOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const piece of createReadStream(path, { highWaterMark: 256 * 1024 })) hash.update(piece);
  return hash.digest("hex");
}

function sha256(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex");
}
