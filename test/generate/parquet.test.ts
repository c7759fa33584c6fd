import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { tables } from "../../source/generate/contract.ts";
import { loadScenario } from "../../source/generate/scenario.ts";
import { csvToParquet } from "../../source/warehouse/build/csv-to-parquet.ts";
import { createBuildDatabase } from "../../source/warehouse/database/build-database.ts";
import { generated, inFolder } from "./helpers.ts";

it("writes Parquet with the records of the CSV files, bad ones too, text for text", () =>
  inFolder(async (folder) => {
    const scenario = await loadScenario("coffee");
    const options = { scenario, customers: 300, seed: 5, dirty: true, truth: false };
    await generated({ ...options, outDir: join(folder, "csv") });
    const outDir = join(folder, "parquet");
    const { files } = await generated({ ...options, outDir, convert: csvToParquet });
    expect(files).toEqual([...tables.map((table) => `${table}.parquet`), "grounds.yml"]);
    expect((await readdir(outDir)).sort()).toEqual([...files].sort());
    const connection = await createBuildDatabase(undefined, [folder]);
    try {
      for (const table of tables) {
        const csv = `from read_csv('${join(folder, "csv", table)}.csv', header = true, all_varchar = true)`;
        const parquet = await connection.database.query(`from read_parquet('${join(outDir, table)}.parquet')`);
        expect(parquet).toEqual(await connection.database.query(csv));
      }
    } finally {
      await connection.database.close();
    }
    await generated({ ...options, outDir });
    expect((await readdir(outDir)).sort()).toEqual([...tables.map((table) => `${table}.csv`), "grounds.yml"].sort());
  }));
