import { readdirSync, statSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { version } from "../../version.ts";
import type { Database } from "../database/database.ts";
import { stampOf } from "../files/file-stamp.ts";
import { sourceFile } from "../files/source-file.ts";
import type { LoadedFile } from "../ingest/loaded-file.ts";
import { schemaVersion } from "../meta/schema-version.ts";
import { environmentOf, isOfProject, type ProjectFiles } from "../project/project-files.ts";
import type { BuildOptions } from "./build-options.ts";

/** What a build saw before it read anything, and what it then read, as texts. */
export interface Looked {
  readonly around: string;
  /** The files of the source with their states. */
  readonly files: string;
  /** The variables of the environment that the project names; none of them was set. */
  readonly unset: string;
}

/** More than this takes longer to look through than to read mapping and project. */
const mostEntries = 2000;

/**
 * Everything that decides which files a build reads and what it makes of them, without reading any: its options, the names in
 * the source's folder, and the states of mapping, project and of the files that are opened to see what they contain. Undefined
 * for a pattern, and for a folder that holds too much or cannot be read.
 */
export function lookAround({ source, address, mapping, vars, seed, projectDir }: BuildOptions): string | undefined {
  const isFolder = statSync(source, { throwIfNoEntry: false })?.isDirectory();
  if (isFolder === undefined) return undefined;
  const beside = mapping ?? join(isFolder ? source : dirname(source), "grounds.yml");
  try {
    // Other YAML beside the source is what the program itself keeps there.
    const names = isFolder ? namesIn(source).filter((name) => !/\.ya?ml$/.test(name)) : [];
    const opened = isFolder ? names.filter(isOpened).map((name) => `${source}/${name}`) : [source];
    const project = namesIn(projectDir).filter(isOfProject);
    const states = [beside, ...opened, ...project.map((name) => `${projectDir}/${name}`)].map(stateOf);
    return JSON.stringify([version, schemaVersion, source, address, mapping, vars, seed, names, states]);
  } catch {
    return undefined;
  }
}

/**
 * What is recorded of a build, to recognise that nothing has changed since; undefined if more decided it than is looked at: files
 * from outside of the source's folder, or variables of the environment, whose values are not for keeping.
 */
export function lookedAt(
  around: string | undefined,
  source: string,
  project: ProjectFiles,
  loaded: readonly LoadedFile[],
): Looked | undefined {
  const isInside = ({ snapshot: { file } }: LoadedFile) => file.path === source || file.path.startsWith(source + sep);
  const environment = environmentOf(project);
  const isSet = environment.some(([, value]) => value !== undefined);
  if (around === undefined || isSet || !loaded.every(isInside)) return undefined;
  const files = loaded.map(({ snapshot: { file, stamp } }) => [file.path, stamp]);
  return { around, files: JSON.stringify(files), unset: JSON.stringify(environment.map(([name]) => name)) };
}

/** Whether a warehouse's last build would see and read the same again. Rejects with DamagedError. */
export async function looksUnchanged(database: Database, options: BuildOptions): Promise<boolean> {
  const around = lookAround(options);
  if (around === undefined) return false;
  const { rows } = await database.query("select files, unset from meta.looked_at where around = $1", [around]);
  const [files, unset] = rows[0] ?? [];
  if (typeof files !== "string" || typeof unset !== "string") return false;
  const known: readonly (readonly [path: string, stamp: unknown])[] = JSON.parse(files);
  const names: readonly string[] = JSON.parse(unset);
  const isUnset = names.every((name) => process.env[name] === undefined);
  return isUnset && JSON.stringify(known.map(([path]) => stateOf(path))) === files;
}

/** Whether a file's contents decide what it is, besides its name. */
function isOpened(name: string): boolean {
  const format = sourceFile(name, name)?.format;
  return format !== undefined && format !== "csv" && format !== "parquet";
}

function stateOf(path: string) {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
  return [path, stats === undefined ? null : stampOf(stats)];
}

/** Everything in a folder and its subfolders, sorted, with slashes; throws if there is too much. */
function namesIn(folder: string): readonly string[] {
  const names: string[] = [];
  const inner = [""];
  for (const prefix of inner) {
    for (const entry of readdirSync(`${folder}/${prefix}`, { withFileTypes: true })) {
      const name = prefix + entry.name;
      if (names.push(name) > mostEntries) throw new RangeError("too many files to look at");
      if (entry.isDirectory()) inner.push(`${name}/`);
    }
  }
  return names.sort();
}
