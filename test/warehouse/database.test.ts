import { rename } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { createBuildDatabase, finishFile } from "../../source/warehouse/database/build-database.ts";
import { type Database, openWarehouse } from "../../source/warehouse/database/database.ts";
import { scratch } from "./support/scratch.ts";

const endless = "select count(*) from range(100000000) a, range(100000000) b where hash(a.range) = hash(b.range + 1)";

async function memory(): Promise<Database> {
  const connection = await createBuildDatabase(undefined, []);
  const database = await connection.lock();
  onTestFinished(() => database.close());
  return database;
}

async function file(sql: string): Promise<string> {
  const path = join(await scratch(), "it's a [1] file.duckdb");
  const connection = await createBuildDatabase(path, []);
  await connection.run(sql);
  await finishFile(connection);
  return path;
}

describe("a database", () => {
  it("returns exact values", async () => {
    const { columns, rows } = await (await memory()).query(
      `select 1.10::decimal(18, 2) as money, 99999999999999.99::decimal(18, 2) as large, date '2024-02-29' as day,
       timestamp '2024-02-29 23:59:58' as second, 9007199254740991::bigint as safe, 9007199254740993::bigint as unsafe,
       sum(5)::hugeint as total, 1.5::double as ratio, true as yes, null as nothing, 'ä' as text,
       timestamptz '2024-03-01 01:00:00+02' as zoned`,
    );
    expect(rows).toEqual([
      [
        ...["1.10", "99999999999999.99", "2024-02-29", "2024-02-29 23:59:58", 9007199254740991, "9007199254740993"],
        ...[5, 1.5, true, null, "ä", "2024-02-29 23:00:00"],
      ],
    ]);
    expect(columns[0]).toEqual({ name: "money", type: "DECIMAL(18,2)" });
  });

  it("binds values, and never reads them as SQL", async () => {
    const hostile = "'; drop table x; --";
    const { rows } = await (await memory()).query("select $1, $2 + 1, $3, $4, $5", [hostile, 1, 0.5, null, true]);
    expect(rows).toEqual([[hostile, 2, 0.5, null, true]]);
  });

  it("returns large results in pages", async () => {
    const sizes: number[] = [];
    for await (const page of (await memory()).pages("from range(5000)")) sizes.push(page.rows.length);
    expect(sizes.length).toBeGreaterThan(1);
    expect(sizes.reduce((sum, size) => sum + size)).toBe(5000);
  });

  it("names the columns of an empty result", async () => {
    const { columns, rows } = await (await memory()).query("select 1 as one where false");
    expect([columns, rows]).toEqual([[{ name: "one", type: "INTEGER" }], []]);
  });

  it("stops an aborted query, and a waiting one", async () => {
    const database = await memory();
    const stop = new AbortController();
    const queries = [1, 2, 3].map(() => database.query(endless, [], { signal: stop.signal }));
    setImmediate(() => stop.abort());
    for (const result of await Promise.allSettled(queries)) {
      expect(result).toMatchObject({ status: "rejected", reason: { name: "AbortError" } });
    }
    expect((await database.query("select 1")).rows).toEqual([[1]]);
  });

  it("interrupts running queries when it is closed", async () => {
    const database = await memory();
    const query = database.query(endless);
    const refused = expect(query).rejects.toMatchObject({ name: "AbortError" });
    await database.close();
    await refused;
    await expect(database.query("select 1")).rejects.toMatchObject({ name: "AbortError" });
  });

  it("continues after a query that failed", async () => {
    const database = await memory();
    await expect(database.query("select nonsense")).rejects.toThrow("nonsense");
    expect((await database.query("select 1")).rows).toEqual([[1]]);
  });

  it("shows no values in its errors", async () => {
    const failing = (await memory()).query("select $1::varchar::integer", ["ana@example.com"]);
    const said = await failing.then(() => "", String);
    expect(said).toContain("Conversion Error");
    expect(said).not.toContain("ana@");
  });
});

describe("a database to build in", () => {
  it("keeps nothing of a finished statement", async () => {
    const { database } = await createBuildDatabase(join(await scratch(), "w.duckdb"), []);
    onTestFinished(() => database.close());
    await database.query(`create table t as with numbers as materialized (select range::varchar as n from range(500000))
      select one.n from numbers as one inner join numbers as other on one.n = other.n`);
    const { rows } = await database.query(`select sum(memory_usage_bytes)::bigint from duckdb_memory()
      where tag in ('COLUMN_DATA', 'HASH_TABLE')`);
    expect(rows).toEqual([[0]]);
  });
});

describe("a finished warehouse", () => {
  it("is read within a memory limit that can be set", async () => {
    const path = await file("create table t as select 42 as x");
    process.env.GROUNDS_MEMORY_LIMIT = "200MiB";
    onTestFinished(() => void delete process.env.GROUNDS_MEMORY_LIMIT);
    const database = await openWarehouse(path);
    onTestFinished(() => database.close());
    expect((await database.query("select current_setting('memory_limit')")).rows).toEqual([["200.0 MiB"]]);
  });

  it("is read only, locked, and reaches no other file", async () => {
    const path = await file("create table t as select 42 as x");
    const database = await openWarehouse(path);
    onTestFinished(() => database.close());
    expect((await database.query("from t")).rows).toEqual([[42]]);
    await expect(database.query("insert into t values (1)")).rejects.toThrow(/read-only/);
    await expect(database.query("set enable_external_access = true")).rejects.toThrow();
    await expect(database.query("set TimeZone = 'Asia/Tokyo'")).rejects.toThrow(/locked/);
    await expect(database.query("set allowed_configs = ['TimeZone']")).rejects.toThrow(/locked/);
    await expect(database.query("from read_text('/etc/hostname')")).rejects.toThrow(/disabled by configuration/);
    await expect(database.query("copy t to '/tmp/stolen.csv'")).rejects.toThrow(/disabled by configuration/);
  });

  it("can be opened more than once, and gives the new file after a replacement", async () => {
    const path = await file("create table t as select 42 as x");
    const [first, second] = [await openWarehouse(path), await openWarehouse(path)];
    await rename(await file("create table t as select 43 as x"), path);
    const third = await openWarehouse(path);
    await first.close();
    expect((await second.query("from t")).rows).toEqual([[42]]);
    expect((await third.query("from t")).rows).toEqual([[43]]);
    await Promise.all([second.close(), third.close()]);
  });
});
