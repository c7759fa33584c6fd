import { rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { createBuildDatabase } from "../database/build-database.ts";
import { quoteText } from "../database/sql-text.ts";

/**
 * Replaces plain CSV files of a folder with Parquet files of the same names, records in the same order; resolves to the new
 * names. All columns are text, as in the files, so an invalid number or date keeps its value.
 */
export async function csvToParquet(folder: string, files: readonly string[]): Promise<readonly string[]> {
  const whole = resolve(folder);
  const connection = await createBuildDatabase(undefined, [whole]);
  try {
    const made: string[] = [];
    for (const file of files) {
      const name = file.replace(/\.csv$/, ".parquet");
      const options = `header = true, all_varchar = true, delim = ',', quote = '"', escape = '"'`;
      const from = `from read_csv(${quoteText(join(whole, file))}, ${options})`;
      await connection.run(`copy (${from}) to ${quoteText(join(whole, name))} (format parquet)`);
      await rm(join(whole, file));
      made.push(name);
    }
    return made;
  } finally {
    await connection.database.close();
  }
}
