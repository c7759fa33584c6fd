import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { openBuilt } from "../../../source/commands/bring-up-to-date.ts";
import { takeLock } from "../../../source/warehouse/build/lock.ts";
import { createBuildDatabase } from "../../../source/warehouse/database/build-database.ts";
import { openWarehouse } from "../../../source/warehouse/database/database.ts";
import { tinySource } from "../../helpers/places.ts";
import { copyTinyWarehouse } from "../../helpers/tiny-warehouse.ts";
import { built, project, scratch, transactions } from "../../warehouse/support/scratch.ts";
import { failedBuild, raised, reported, type Trigger } from "./trigger.ts";

const [headerBytes, blockBytes] = [12_288, 262_144];
const aLot = "select string_agg(md5(i::varchar), '' order by md5(i::varchar)) from range(3000000) t(i)";

/** Besides those of test/inputs/broken-files.ts. */
export const warehouse: Readonly<Record<string, Trigger>> = {
  reservedName: async () =>
    reported("build", "--source", tinySource, "--warehouse", join(await scratch(), "gold.duckdb")),
  async locked() {
    const file = join(await scratch(), "w.duckdb");
    const release = await takeLock(file);
    const source = await scratch({ "transactions.csv": transactions("c-1,2024-01-01,1.00") });
    try {
      return await reported("build", "--source", source, "--warehouse", file);
    } finally {
      await release();
    }
  },
  async checksFailed() {
    const source = await scratch({ "transactions.csv": transactions("c-1,2024-01-01,1.00") });
    const projectDir = await project({ "tests/odd.sql": "select * from {{ ref('stg_transactions') }}" });
    return raised(() => built({ source, warehouse: "memory", projectDir }));
  },
  noOrderLines: () => failedBuild({ "transactions.csv": transactions() }),
  async gone() {
    const choice = { source: "x", mapping: undefined, warehouse: "/nowhere/w.duckdb", isDemo: false, vars: {} };
    return raised(() => openBuilt(choice, undefined));
  },
  async damaged() {
    const file = join(await scratch(), "w.duckdb");
    await copyTinyWarehouse(file);
    const whole = await readFile(file);
    const ids: string[] = [];
    // Damage in some blocks is noticed when the file is opened, which is then set aside. This looks for damage that a query meets.
    for (let at = headerBytes; at < whole.length; at += blockBytes) {
      await writeFile(file, Buffer.from(whole).fill(7, at + 100, at + 5000));
      ids.push(await raised(() => readAll(file)));
      if (ids.at(-1) === "warehouse.damaged") break;
    }
    return ids.at(-1) ?? "nothing was damaged";
  },
  outOfMemory: () => withLimits({ memoryLimit: "20MB" }),
  diskFull: async () => withLimits({ memoryLimit: "20MB", spillDirectory: await scratch() }, "1kB"),
  diskFailed: () => raised(readGone),
};

async function readAll(file: string): Promise<void> {
  const database = await openWarehouse(file, { threads: 1 });
  try {
    const { rows } = await database.query("select schema_name, table_name from duckdb_tables()");
    for (const [schema, table] of rows) await database.query(`select count(distinct t) from ${schema}.${table} t`);
  } finally {
    await database.close();
  }
}

async function withLimits(limits: { memoryLimit: string; spillDirectory?: string }, most?: string): Promise<string> {
  const connection = await createBuildDatabase(undefined, limits.spillDirectory ? [limits.spillDirectory] : [], limits);
  try {
    if (most !== undefined) await connection.run(`set max_temp_directory_size = '${most}'`);
    return await raised(() => connection.database.query(aLot));
  } finally {
    await connection.database.close();
  }
}

/** A file that is missing when it is read. */
async function readGone(): Promise<void> {
  const folder = await scratch();
  const connection = await createBuildDatabase(undefined, [folder]);
  try {
    await connection.database.query(`select * from read_parquet('${folder}/gone.parquet')`);
  } finally {
    await connection.database.close();
  }
}
