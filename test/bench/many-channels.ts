import { cp } from "node:fs/promises";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";

/** Copies a generated source and spreads its customers over a number of channels. */
export async function withManyChannels(source: string, folder: string, channels: number): Promise<void> {
  await cp(source, folder, { recursive: true });
  const customers = join(source, "customers.csv").replaceAll("'", "''");
  const out = join(folder, "customers.csv").replaceAll("'", "''");
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    await connection.run(`
      copy (
        select * replace ('channel_' || (row_number() over () % ${channels}) as marketing_channel)
        from read_csv('${customers}', all_varchar = true)
      ) to '${out}' (header)`);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
