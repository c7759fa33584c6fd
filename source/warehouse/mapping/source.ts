import { glob, lstat, stat } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, relative, resolve } from "node:path";
import { mappingErrors } from "../../errors/mapping.ts";
import { sourceErrors } from "../../errors/source.ts";
import type { UnmappedError, UserError } from "../../errors.ts";
import { contentsOf } from "../files/containers.ts";
import { isSingerFile } from "../files/json-lines.ts";
import { isPattern } from "../files/name-pattern.ts";
import { whyNotRead } from "../files/other-formats.ts";
import {
  type GivenForm,
  isDatabase,
  type SourceFile,
  sourceFile,
  tableOfName,
  unknownFormat,
} from "../files/source-file.ts";
import { isWithin } from "../files/within-folder.ts";
import { smallestFirst } from "../ingest/load-order.ts";
import { namesOf, type TableName, tableNames } from "./contract-tables.ts";
import { namedFiles } from "./mapped-files.ts";
import type { Mapping } from "./mapping.ts";
import type { TableMapping } from "./mapping-schema.ts";

/** Which files belong to which contract table, before any of them is opened. */
export interface Source {
  /** As given by the user. */
  readonly name: string;
  readonly mapping: Mapping | undefined;
  /** In the order in which they are loaded. */
  readonly tables: ReadonlyMap<TableName, readonly SourceFile[]>;
}

export interface SourceOptions {
  /** A folder, a glob, a single file, or a DuckDB file. */
  readonly source: string;
  /** Original address of the files, if `source` holds copies of them. */
  readonly address?: string | undefined;
  /** Default: `grounds.yml` beside the source, if there is one. */
  readonly mapping?: string | undefined;
}

/** Finds the tables of a source by file name or mapping. Rejects with UserError if nothing matches, or two things do. */
export async function findSource(options: SourceOptions): Promise<Source> {
  const kind = await kindOf(options.source);
  const folder = kind === "folder" ? options.source : globBase(options.source, kind);
  const mapping = await findMapping(options.mapping, folder);
  const files = await candidates(options.source, kind, folder);
  const tables = new Map<TableName, readonly SourceFile[]>();
  const mapped = tableNames.filter((table) => mapping?.tables[table] !== undefined);
  for (const table of mapped) tables.set(table, await mappedFiles(table, mapping, folder));
  for (const table of tableNames) {
    if (mapped.includes(table)) continue;
    const found = filesFor(table, files, kind, folder);
    if (found.length > 0) tables.set(table, found);
  }
  if (!tables.has("transactions")) throw noTransactions(options.address ?? options.source, files);
  for (const table of tableNames) if (!mapped.includes(table)) await refuseLinksOut(tables.get(table), kind, folder);
  return { name: options.address ?? options.source, mapping, tables: await smallestFirst(tables) };
}

/** Every file of a source in a readable format, whatever its contents; mappings are ignored. */
export async function filesOf(source: string): Promise<readonly SourceFile[]> {
  const kind = await kindOf(source);
  return candidates(source, kind, kind === "folder" ? source : globBase(source, kind));
}

/** Files of a source that may hold data in a format that is not read, each with why and what to do. */
export async function unreadFilesOf(
  source: string,
): Promise<readonly { readonly name: string; readonly why: string }[]> {
  const kind = await kindOf(source);
  const paths = kind === "folder" ? await folderFiles(source) : kind === "glob" ? await globbed(source, ".") : [];
  return paths.flatMap((path) => {
    const name = kind === "folder" ? relative(source, path) : path;
    const why = sourceFile(path, name) === undefined ? whyNotRead(name) : undefined;
    return why === undefined ? [] : [{ name, why }];
  });
}

/** Rejects with UserError for a file of a folder that is a link to somewhere else, because only the folder was offered. */
export async function refuseLinkOut(file: SourceFile, source: string): Promise<void> {
  const kind = await kindOf(source);
  return refuseLinksOut([file], kind, kind === "folder" ? source : globBase(source, kind));
}

async function refuseLinksOut(files: readonly SourceFile[] | undefined, kind: Kind, folder: string): Promise<void> {
  for (const file of kind === "file" ? [] : (files ?? [])) {
    if ((await isWithin(folder, file.path)) === false) throw sourceErrors.linkedOut({ file: file.name, folder });
  }
}

type Kind = "folder" | "file" | "glob";

async function kindOf(source: string): Promise<Kind> {
  const stats = await stat(source).catch(() => undefined);
  if (stats?.isDirectory()) return "folder";
  if (stats) return "file";
  if (isPattern(source)) return "glob";
  throw sourceErrors.absent({ source });
}

function globBase(source: string, kind: Kind): string {
  if (kind === "file") return dirname(source);
  const parts = source.split("/");
  const pattern = parts.findIndex(isPattern);
  return parts.slice(0, pattern).join("/") || (source.startsWith("/") ? "/" : ".");
}

async function findMapping(given: string | undefined, folder: string): Promise<Mapping | undefined> {
  const beside = join(folder, "grounds.yml");
  // A broken link counts as present too, and is reported.
  if (given === undefined && !(await lstat(beside).catch(() => undefined))) return undefined;
  const { readMapping } = await import("./mapping.ts");
  if (given !== undefined) return readMapping(given, "given");
  if ((await isWithin(folder, beside)) === false) throw mappingErrors.linkedOut({ file: beside, folder });
  return readMapping(beside, "found");
}

async function candidates(source: string, kind: Kind, folder: string): Promise<readonly SourceFile[]> {
  const paths = kind === "file" ? [source] : kind === "glob" ? await globbed(source, ".") : await folderFiles(folder);
  const files = paths.map((path) => sourceFile(resolve(path), relative(folder, path) || basename(path)));
  const [only] = files;
  if (kind === "file" && only === undefined) throw unknownFormat(source);
  const opened: SourceFile[] = [];
  for (const file of files) if (file !== undefined) opened.push(...(await contentsOf(file)));
  return opened.map(withDetectedFormat);
}

/** Streams of Singer messages have the file ending of newline-delimited JSON. */
function withDetectedFormat(file: SourceFile): SourceFile {
  const isLines = file.entry === undefined && (file.format === "ndjson" || file.format === "json");
  return isLines && isSingerFile(file.path, file.isGzip) ? { ...file, format: "singer" } : file;
}

async function globbed(pattern: string, cwd: string): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const path of glob(pattern, { cwd })) found.push(isAbsolute(path) ? path : join(cwd, path));
  return found.sort();
}

/** More folders than this are not parts of tables. */
const maxFolders = 50;

/** The files in a folder and its subfolders, because a table's parts may have a folder of their own. */
async function folderFiles(folder: string): Promise<readonly string[]> {
  const top = await globbed("*", folder);
  const inner: string[] = [];
  const isFolder = async (path: string) => (await lstat(path).catch(() => undefined))?.isDirectory() === true;
  for (const path of top.filter((each) => !/\.\w+$|[\\/]node_modules$/.test(each)).slice(0, maxFolders))
    if (await isFolder(path))
      for (const pattern of await patternsIn(path)) inner.push(...(await globbed(pattern, path)));
  return [...top, ...inner];
}

/** Its own files and those of its subfolders, such as `2024/Q1`; of partitions at any depth. */
async function patternsIn(path: string): Promise<readonly string[]> {
  return (await isPartitioned(path)) ? ["**/*.*"] : ["*.*", "*/*.*", "*_part_*"];
}

/** Whether a folder holds the partitions of a table, or is one: `sales/year=2024/month=01`. */
async function isPartitioned(path: string): Promise<boolean> {
  return basename(path).includes("=") || (await globbed("*=*", path)).length > 0;
}

function filesFor(table: TableName, all: readonly SourceFile[], kind: Kind, folder: string): readonly SourceFile[] {
  const folderOf = (file: SourceFile) => relative(resolve(folder), dirname(file.path));
  const files = kind === "folder" ? all.filter((file) => folderOf(file) === "") : all;
  const databases = files.filter(isDatabase);
  if (kind === "file" && databases.length > 0) return databases;
  if (kind === "file" && table === "transactions" && files.length === 1) return files;
  const names = namesOf(table);
  const exact = files.filter((file) => names.includes(tableOfName(file.name)) && !isDatabase(file));
  if (kind !== "glob" && exact.length > 1) throw ambiguous(table, exact);
  const parts = kind === "folder" ? all.filter((file) => names.includes(folderOf(file).toLowerCase())) : [];
  if (exact.length === 0 && parts.length > 0) return parts;
  const streams = files.filter((file) => file.format === "singer");
  if (kind !== "glob" && exact.length === 0) return streams;
  // With a pattern the user asked for several files: transactions-2024.csv and transactions-2025.csv are one table.
  if (kind === "glob")
    return files.filter((file) => {
      return file.format === "singer" || names.some((name) => isPartOf(name, tableOfName(file.name)));
    });
  return exact;
}

function isPartOf(table: string, name: string): boolean {
  return name === table || (name.startsWith(table) && /^[-_.]/.test(name.slice(table.length)));
}

async function mappedFiles(
  table: TableName,
  mapping: Mapping | undefined,
  folder: string,
): Promise<readonly SourceFile[]> {
  const fill = mapping?.tables[table];
  if (!mapping || !fill) return [];
  const found: SourceFile[] = [];
  const joined = (fill.join ?? []).map(({ file }, index) => ({
    name: file,
    at: ["join", index, "file"],
    isLookup: true,
  }));
  const own = fill.files.map((name, index) => ({ name, at: ["files", index], isLookup: false }));
  for (const { name, at, isLookup } of [...own, ...joined]) {
    const path = ["tables", table, ...at];
    const files = await namedFiles(mapping, folder, { name, table, path, given: isLookup ? {} : formOf(fill) });
    found.push(...files.map(withDetectedFormat).map((file) => (isLookup ? { ...file, isLookup } : file)));
  }
  return found;
}

function formOf({ delimiter, encoding, header_line: headerLine }: TableMapping): GivenForm {
  return { delimiter, encoding, headerLine };
}

function ambiguous(table: TableName, files: readonly SourceFile[]): UserError {
  return sourceErrors.ambiguous({ table, files: files.map((file) => file.name) });
}

function noTransactions(source: string, files: readonly SourceFile[]): UnmappedError {
  return sourceErrors.noTransactions({ source, files: files.map((file) => file.name).slice(0, 8) });
}
