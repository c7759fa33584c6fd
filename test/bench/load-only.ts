// Only loads a source into raw tables in a file: load-only.ts SOURCE FOLDER; prints records, ms and peak MB.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { createBuildDatabase } from "../../source/warehouse/database/build-database.ts";
import { limitToLoad, memoryLimit } from "../../source/warehouse/database/memory-limit.ts";
import { loadSource } from "../../source/warehouse/ingest/load-source.ts";
import { findSource } from "../../source/warehouse/mapping/source.ts";

const [, , source = "", folder = ""] = process.argv;
const [copies, spill] = [join(folder, "copies"), join(folder, "spill")];
for (const path of [copies, spill]) mkdirSync(path, { recursive: true });
const settings = {
  memoryLimit: limitToLoad(memoryLimit()),
  spillDirectory: spill,
  landing: join(folder, "raw.duckdb"),
};
const started = performance.now();
const connection = await createBuildDatabase(undefined, [copies], settings);
let records = 0;
for await (const landed of loadSource({ connection, source: await findSource({ source }), directory: copies }))
  if ("file" in landed) records += landed.file.rows;
const ms = performance.now() - started;
await connection.database.close();
process.stdout.write(JSON.stringify({ records, ms, peakMb: process.resourceUsage().maxRSS / 1024 }));
