import { UserError } from "../../errors.ts";
import { isWorkbook, type SourceFile, sourceFile } from "./source-file.ts";

/** A name inside a container: `export.zip/orders.csv`, `orders.xlsx#Sheet1`. */
export function containerOf(name: string): { readonly outer: string; readonly isInner: boolean } {
  const found = /^(.*?\.zip)\/.+$/i.exec(name) ?? /^(.*?\.(?:xls[xm]|ods))#.+$/i.exec(name);
  return { outer: found?.[1] ?? name, isInner: found !== null };
}

/**
 * The contents of a container as separate files: the files of a zip that have a readable format, the sheets of a workbook. Any
 * other file is returned as is, and so is a container that cannot be opened; why is reported when it is read.
 */
export async function contentsOf(file: SourceFile): Promise<readonly SourceFile[]> {
  try {
    if (file.format === "zip") return await zippedFiles(file);
    return isWorkbook(file) && file.sheet === undefined ? await sheetsOf(file, file.path) : [file];
  } catch (error) {
    if (error instanceof UserError) return [file];
    throw error;
  }
}

async function zippedFiles(file: SourceFile): Promise<readonly SourceFile[]> {
  const { zipEntries } = await import("./zip.ts");
  const entries = await zipEntries(file.path, file.name);
  const isOurs = (name: string) => !/(^|\/)(__MACOSX\/|\.)/.test(name);
  const found: SourceFile[] = [];
  for (const { name } of entries.filter((entry) => isOurs(entry.name))) {
    const inner = sourceFile(file.path, `${file.name}/${name}`, file.given);
    if (inner === undefined || inner.format === "zip" || inner.format === "duckdb") continue;
    const entry = { ...inner, entry: name };
    if (isWorkbook(entry)) found.push(...(await zippedSheets(entry)));
    else found.push(entry);
  }
  return found;
}

/** The sheets of a workbook in a zip; one that cannot be opened stays a file, and why is reported when it is read. */
async function zippedSheets(file: SourceFile): Promise<readonly SourceFile[]> {
  const { unpacked } = await import("./unpacked.ts");
  try {
    return await unpacked(file, (path) => sheetsOf(file, path));
  } catch (error) {
    if (error instanceof UserError) return [file];
    throw error;
  }
}

/** `path`: the workbook, by itself or unpacked. */
async function sheetsOf(file: SourceFile, path: string): Promise<readonly SourceFile[]> {
  const { sheetNames } = await import("./workbook.ts");
  const sheets = await sheetNames(path, file.name);
  return sheets.map((sheet) => ({ ...file, name: `${file.name}#${sheet}`, sheet }));
}
