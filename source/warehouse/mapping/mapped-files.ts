import { glob, stat } from "node:fs/promises";
import { isAbsolute, join, relative, resolve } from "node:path";
import { mappingErrors } from "../../errors/mapping.ts";
import { containerOf, contentsOf } from "../files/containers.ts";
import { isPattern, namePattern } from "../files/name-pattern.ts";
import { type GivenForm, type SourceFile, sourceFile, unknownFormat } from "../files/source-file.ts";
import { isWithin, matchesWithin, staysWithin } from "../files/within-folder.ts";
import type { Mapping } from "./mapping.ts";

/** A file name in a mapping: the path of keys to it, and what the file is for. */
export interface NamedFile {
  readonly name: string;
  readonly table: string;
  readonly path: readonly (string | number)[];
  /** The mapping's settings for its format. */
  readonly given?: GivenForm;
}

/**
 * The files that match a name or pattern of a mapping, looked up in the source's folder. For a mapping that was found beside
 * the source they must be within that folder, links resolved; one that the user gave may name any. Rejects with UserError.
 */
export async function namedFiles(mapping: Mapping, folder: string, named: NamedFile): Promise<readonly SourceFile[]> {
  const { outer, isInner } = containerOf(named.name);
  const onDisk = { ...named, name: outer };
  const paths = mapping.origin === "found" ? await found(mapping, folder, onDisk) : await anywhere(folder, outer);
  const files: SourceFile[] = [];
  for (const path of paths) {
    const file = sourceFile(resolve(path), relative(folder, path), named.given);
    if (file === undefined) throw unknownFormat(path);
    const inner = await contentsOf(file);
    const pattern = isPattern(named.name) ? namePattern(named.name) : undefined;
    const isNamed = ({ name }: SourceFile) => name === named.name || pattern?.matches(name) === true;
    files.push(...(isInner ? inner.filter(isNamed) : firstSheet(inner)));
  }
  if (files.length === 0) throw mappingErrors.noFile({ ...placeOf(mapping, named), folder });
  return files;
}

/** A workbook without a sheet's name means its first sheet. */
function firstSheet(files: readonly SourceFile[]): readonly SourceFile[] {
  return files.filter(({ sheet }) => sheet === undefined || sheet === files[0]?.sheet);
}

async function found(mapping: Mapping, folder: string, named: NamedFile): Promise<readonly string[]> {
  const { name } = named;
  const outside = () => mappingErrors.outside({ ...placeOf(mapping, named), folder });
  if (!staysWithin(name)) throw outside();
  const path = join(folder, name);
  const isOneFile = (await stat(path).catch(() => undefined)) !== undefined;
  const paths = isOneFile ? [path] : isPattern(name) ? await matchesWithin(folder, name) : [];
  if (paths === undefined) throw mappingErrors.tooWide(placeOf(mapping, named));
  for (const each of paths) if ((await isWithin(folder, each)) !== true) throw outside();
  return paths;
}

async function anywhere(folder: string, name: string): Promise<readonly string[]> {
  const path = resolve(folder, name);
  if ((await stat(path).catch(() => undefined)) !== undefined) return [path];
  if (!isPattern(name)) return [];
  const paths: string[] = [];
  for await (const each of glob(name, { cwd: folder })) paths.push(isAbsolute(each) ? each : join(folder, each));
  return paths.sort();
}

function placeOf(mapping: Mapping, { name, table, path }: NamedFile) {
  return { name, table, file: mapping.file, line: mapping.lineOf(...path) };
}
