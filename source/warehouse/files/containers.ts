import { UserError } from "../../errors.ts";
import { type SourceFile, sourceFile } from "./source-file.ts";

/** A name inside a container: `export.zip/orders.csv`, `orders.xlsx#Sheet1`. */
export function containerOf(name: string): { readonly outer: string; readonly isInner: boolean } {
  const found = /^(.*?\.zip)\/.+$/i.exec(name) ?? /^(.*?\.xls[xm])#.+$/i.exec(name);
  return { outer: found?.[1] ?? name, isInner: found !== null };
}

/**
 * The contents of a container as separate files: the files of a zip that have a readable format, the sheets of a workbook. Any
 * other file is returned as is, and so is a container that cannot be opened; why is reported when it is read.
 */
export async function contentsOf(file: SourceFile): Promise<readonly SourceFile[]> {
  try {
    if (file.format === "zip") return await zippedFiles(file);
    return file.format === "xlsx" && file.sheet === undefined && file.entry === undefined
      ? await sheetsOf(file)
      : [file];
  } catch (error) {
    if (error instanceof UserError) return [file];
    throw error;
  }
}

async function zippedFiles(file: SourceFile): Promise<readonly SourceFile[]> {
  const { zipEntries } = await import("./zip.ts");
  const entries = await zipEntries(file.path, file.name);
  const isOurs = (name: string) => !/(^|\/)(__MACOSX\/|\.)/.test(name);
  return entries
    .filter(({ name }) => isOurs(name))
    .flatMap(({ name }) => {
      const inner = sourceFile(file.path, `${file.name}/${name}`, file.given);
      const isReadable =
        inner !== undefined && inner.format !== "zip" && inner.format !== "xlsx" && inner.format !== "duckdb";
      return isReadable ? [{ ...inner, entry: name }] : [];
    });
}

async function sheetsOf(file: SourceFile): Promise<readonly SourceFile[]> {
  const { sheetNames } = await import("./workbook.ts");
  const sheets = await sheetNames(file.path, file.name);
  return sheets.map((sheet) => ({ ...file, name: `${file.name}#${sheet}`, sheet }));
}
