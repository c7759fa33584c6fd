import type { Database } from "../database/database.ts";
import { quotePlainPath } from "../database/sql-text.ts";
import type { Snapshot } from "./snapshot.ts";

/** The records of a file that is not CSV, counted independently of the reader; undefined if there is no other way to count. */
export async function countApart(database: Database, { file, path, lines }: Snapshot): Promise<number | undefined> {
  if (file.format !== "parquet") return lines;
  const { rows } = await database.query(`select num_rows from parquet_file_metadata(${quotePlainPath(path)})`);
  return rows.reduce((sum, [count]) => sum + Number(count), 0);
}
