import { existsSync, readdirSync } from "node:fs";
import { mkdir, readFile, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { buildWarehouse } from "../../source/warehouse/build/build.ts";
import { checkWarehouse } from "../../source/warehouse/build/check.ts";
import { openWarehouse } from "../../source/warehouse/database/database.ts";
import { openCurrent } from "../../source/warehouse/database/open-current.ts";
import { schemaVersion } from "../../source/warehouse/meta/schema-version.ts";
import { built, fixtureProject, project, root, scratch, transactions, writeFiles } from "./support/scratch.ts";

const two = transactions("c-1,2024-01-01,10.00", "c-2,2024-01-02,0.50");

async function shop(content = two): Promise<{ source: string; warehouse: string; folder: string }> {
  const folder = await scratch({ "raw/transactions.csv": content });
  return { folder, source: join(folder, "raw"), warehouse: join(folder, "out/w.duckdb") };
}

async function read(file: string, sql: string) {
  const database = await openWarehouse(file);
  try {
    return (await database.query(sql)).rows;
  } finally {
    await database.close();
  }
}

describe("a build", () => {
  it("reports every step and leaves nothing but the warehouse", async () => {
    const { source, warehouse, folder } = await shop();
    const { events, outcome } = await built({ source, warehouse });
    const steps = events.flatMap((event) =>
      event.type === "step" && event.state === "done" ? [[event.layer, event.name, event.rows]] : [],
    );
    expect(steps).toEqual([
      ["raw", "transactions", 2],
      ["bronze", "stg_transactions", 2],
      ["silver", "buyers", 2],
    ]);
    expect(events.at(-1)).toMatchObject({ type: "finished", status: "built", file: warehouse, warnings: 1 });
    expect(outcome.checks.map((check) => [check.name, check.status, check.failures])).toEqual([
      ["unique_buyers_customer_id", "passed", 0],
      ["not_null_buyers_customer_id", "passed", 0],
      ["relationships_buyers_customer_id", "passed", 0],
      ["at_least_buyers_net_revenue", "warned", 1],
      ["accepted_values_buyers_lines", "passed", 0],
      ["nothing_is_lost", "passed", 0],
    ]);
    expect(readdirSync(join(folder, "out"))).toEqual(["w.duckdb"]);
    expect((await stat(join(folder, "out"))).mode & 0o077).toBe(0);
    expect(await read(warehouse, "select * from silver.buyers order by 1")).toEqual([
      ["c-1", "10.00", 1],
      ["c-2", "0.50", 1],
    ]);
  });

  it("records what it did", async () => {
    const { source, warehouse } = await shop();
    await built({ source, warehouse, seed: 7 });
    const runs = "select status, schema_version, seed, source, currency, length(fingerprint) from meta.runs";
    expect(await read(warehouse, runs)).toEqual([["built", schemaVersion, 7, source, "USD", 64]]);
    expect(await read(warehouse, "select model, layer, rows, status from meta.model_runs order by 1")).toEqual([
      ["buyers", "silver", 2, "done"],
      ["stg_transactions", "bronze", 2, "done"],
    ]);
    expect(await read(warehouse, "select source_table, file, rows from meta.source_files")).toEqual([
      ["transactions", "transactions.csv", 2],
    ]);
    expect(
      await read(warehouse, "select available, why is null from meta.capabilities where name = 'subscriptions'"),
    ).toEqual([[false, false]]);
    expect(await read(warehouse, "select count(*) from meta.check_results where failures > 0")).toEqual([[1]]);
    await built({ source, warehouse, full: true });
    expect(await read(warehouse, "select count(*) from meta.runs")).toEqual([[2]]);
  });

  it("runs only if something changed", async () => {
    const { source, warehouse } = await shop();
    const projectDir = await project();
    const status = async (more = {}) => (await built({ source, warehouse, projectDir, ...more })).outcome.status;
    expect(await status()).toBe("built");
    expect(await status()).toBe("unchanged");
    await utimes(join(source, "transactions.csv"), 1, 1);
    expect(await status()).toBe("unchanged");
    expect(await status({ vars: { least: 5 } })).toBe("built");
    expect(await read(warehouse, "select count(*) from silver.buyers")).toEqual([[1]]);
    await writeFiles(source, { "transactions.csv": two.replace("10.00", "20.00") });
    expect(await status({ vars: { least: 5 } })).toBe("built");
    await writeFiles(source, { "customers.csv": "customer_id\nc-1\nc-2\n" });
    expect(await status({ vars: { least: 5 } })).toBe("built");
    await writeFiles(projectDir, { "models/silver/more.sql": "select 1 as one" });
    expect(await status({ vars: { least: 5 } })).toBe("built");
    expect(await status({ vars: { least: 5 }, full: true })).toBe("built");
  });

  it.each([
    [
      "a model that is no SQL",
      { "models/silver/buyers.sql": "select\n    nonsense\nfrom {{ ref('stg_transactions') }}\n" },
      "sql/models/silver/buyers.sql:2",
    ],
    [
      "a model that is no Jinja",
      { "models/silver/buyers.sql": "select 1\n{% if %}\n" },
      "sql/models/silver/buyers.sql:2",
    ],
    [
      "a model that refers to none",
      { "models/silver/buyers.sql": "select 1\nfrom {{ ref('nobody') }}\n" },
      "sql/models/silver/buyers.sql:2",
    ],
    ["a circle", { "models/bronze/stg_transactions.sql": "select * from {{ ref('buyers') }}" }, "depends on itself"],
    ["a var without a value", { "models/silver/buyers.sql": "select {{ var('nothing') }}" }, "no value for nothing"],
    ["a check that fails", { "tests/nothing_is_lost.sql": "select 1" }, "nothing_is_lost"],
    ["a check that is no SQL", { "tests/nothing_is_lost.sql": "select nonsense" }, "sql/tests/nothing_is_lost.sql"],
  ])("keeps the previous warehouse when it fails: %s", async (_name, files, expected) => {
    const { source, warehouse, folder } = await shop();
    await built({ source, warehouse });
    const before = await readFile(warehouse);
    const failed = await built({ source, warehouse, projectDir: await project(files) }).then(
      () => undefined,
      (error) => error,
    );
    expect(failed.code).toBe(1);
    expect(`${failed.message} ${failed.why}`).toContain(expected);
    expect(before.equals(await readFile(warehouse))).toBe(true);
    expect(readdirSync(join(folder, "out"))).toEqual(["w.duckdb"]);
  });

  it("refuses a name that its own tables have", async () => {
    const { source, folder } = await shop();
    const refused = built({ source, warehouse: join(folder, "Gold.duckdb") });
    await expect(refused).rejects.toMatchObject({ name: "UsageError", code: 2 });
  });

  it("stops, and cleans up, when asked to", async () => {
    const { source, warehouse, folder } = await shop();
    const endless =
      "select count(*) from range(100000000) a, range(100000000) b where hash(a.range) = hash(b.range + 1)";
    const stop = new AbortController();
    const projectDir = await project({ "models/silver/buyers.sql": endless });
    const build = buildWarehouse({ source, warehouse, projectDir, signal: stop.signal });
    const work = async () => {
      for await (const event of build)
        if (event.type === "step" && event.name === "buyers") setImmediate(() => stop.abort());
    };
    await expect(work()).rejects.toMatchObject({ name: "AbortError" });
    expect(readdirSync(join(folder, "out"))).toEqual([]);
  });

  it("cleans up when its events are no longer read", async () => {
    const { source, warehouse, folder } = await shop();
    for await (const event of buildWarehouse({ source, warehouse, projectDir: fixtureProject })) {
      if (event.type === "step" && event.state === "done") break;
    }
    expect(readdirSync(join(folder, "out"))).toEqual([]);
  });

  it("runs one at a time for a file", async () => {
    const { source, warehouse } = await shop();
    const first = buildWarehouse({ source, warehouse, projectDir: fixtureProject });
    await first.next();
    await expect(built({ source, warehouse })).rejects.toThrow("Another build of this warehouse is running");
    for (let step = await first.next(); !step.done; step = await first.next());
    expect((await built({ source, warehouse })).outcome.status).toBe("unchanged");
  });

  it("clears what a killed build left: lock, unfinished file, copies", async () => {
    const { source, warehouse, folder } = await shop();
    const dead = 2 ** 22 + 1;
    await mkdir(join(folder, `out/w.duckdb.${dead}.work/copies`), { recursive: true });
    await writeFiles(join(folder, "out"), {
      "w.duckdb.lock": JSON.stringify({ pid: dead, start: "1" }),
      [`w.duckdb.${dead}.tmp`]: "half",
      [`w.duckdb.${dead}.tmp.wal`]: "half",
      "w.duckdb.wal": "of another file",
      "w.duckdb.1.tmp": "of a living process",
    });
    await built({ source, warehouse });
    expect(readdirSync(join(folder, "out")).sort()).toEqual(["w.duckdb", "w.duckdb.1.tmp", "w.duckdb.wal.set-aside-1"]);
  });

  it.each([
    ["no database", async (file: string) => writeFile(file, "This is no database.")],
    ["half a database", async (file: string) => writeFile(file, (await readFile(file)).subarray(0, 9000))],
    ["an empty file", async (file: string) => writeFile(file, "")],
  ])("sets aside and replaces %s", async (_name, damage) => {
    const { source, warehouse } = await shop();
    await built({ source, warehouse });
    await damage(warehouse);
    const { events } = await built({ source, warehouse });
    expect(events[0]).toMatchObject({ type: "started", notes: [expect.stringContaining("set-aside-1")] });
    expect(existsSync(`${warehouse}.set-aside-1`)).toBe(true);
    const found = await openCurrent(warehouse);
    expect(found.state).toBe("open");
    if (found.state === "open") await found.database.close();
  });

  it("can be kept in memory, locked like a file", async () => {
    const { source } = await shop();
    const { database } = (await built({ source, warehouse: "memory" })).outcome;
    expect((await database?.query("select count(*) from silver.buyers"))?.rows).toEqual([[2]]);
    await expect(database?.query("from read_text('/etc/hostname')")).rejects.toThrow(/disabled by configuration/);
    await expect(database?.query("set threads = 1")).rejects.toThrow(/locked/);
    await database?.close();
  });
});

describe("a build of the real project", () => {
  it("stops at too many bad records, with counts and exit code 3", async () => {
    const rows = Array.from(
      { length: 50 },
      (_, index) => `c-${index},${index % 10 === 0 ? "someday" : "2024-01-01"},1.00`,
    );
    const { source } = await shop(transactions(...rows));
    const failed = await built({ source, warehouse: "memory", projectDir: join(root, "sql") }).then(
      () => undefined,
      (error) => error,
    );
    expect(failed).toMatchObject({
      name: "UserError",
      code: 3,
      message: "Too many records are bad: 5 of 50 in transactions",
    });
    expect(failed.why).toContain("transactions: not a date 5");
    expect(failed.why).toContain("transactions.csv:2 transacted_at");
  });
});

describe("a check", () => {
  it("runs on the current warehouse", async () => {
    const { source, warehouse } = await shop();
    await built({ source, warehouse });
    const database = await openWarehouse(warehouse);
    const found: unknown[] = [];
    for await (const { name, status, when } of checkWarehouse(database, { projectDir: fixtureProject }))
      found.push([name, status, when]);
    await database.close();
    expect(found).toContainEqual(["at_least_buyers_net_revenue", "warned", "now"]);
    expect(found).toContainEqual(["nothing_is_lost", "passed", "build"]);
  });
});

describe("a rebuild", () => {
  const statuses =
    "select model, status from meta.model_runs where run_id = (select run_id from meta.runs order by ended_at desc limit 1) order by 1";
  const other = {
    "models/silver/other.sql": "select 1 as one",
    "models/silver/total.sql": "select count(*) as n from {{ ref('buyers') }}",
  };

  it("rebuilds what changed and what depends on it, and keeps the rest", async () => {
    const { source, warehouse } = await shop();
    const projectDir = await project(other);
    await built({ source, warehouse, projectDir });
    await writeFiles(projectDir, {
      "models/silver/buyers.sql":
        "select customer_id, net_revenue, 1 as lines from {{ ref('stg_transactions') }} limit 1",
    });
    await built({ source, warehouse, projectDir });
    expect(await read(warehouse, statuses)).toEqual([
      ["buyers", "done"],
      ["other", "kept"],
      ["stg_transactions", "kept"],
      ["total", "done"],
    ]);
    expect(await read(warehouse, "select n from silver.total")).toEqual([[1]]);
    expect(await read(warehouse, "select count(*) from bronze.stg_transactions")).toEqual([[2]]);
  });

  it("of a selected model leaves the others, and does not count as a full build", async () => {
    const { source, warehouse } = await shop();
    const projectDir = await project(other);
    const status = async (select?: string) => (await built({ source, warehouse, projectDir, select })).outcome.status;
    await status();
    await writeFiles(projectDir, {
      "models/silver/buyers.sql":
        "select customer_id, net_revenue, 1 as lines from {{ ref('stg_transactions') }} limit 1",
    });
    expect(await status("other")).toBe("built");
    expect(await read(warehouse, statuses)).toContainEqual(["buyers", "kept"]);
    expect(await status("buyers")).toBe("built");
    expect(await read(warehouse, "select n from silver.total")).toEqual([[2]]);
    expect(await status("buyers+")).toBe("built");
    expect(await read(warehouse, "select n from silver.total")).toEqual([[1]]);
    expect(await status()).toBe("unchanged");
    await expect(status("buyer")).rejects.toMatchObject({ name: "UsageError", next: "Name one of: buyers." });
  });

  it("drops what the project no longer has", async () => {
    const { source, warehouse } = await shop();
    const projectDir = await project(other);
    await built({ source, warehouse, projectDir });
    await built({ source, warehouse });
    expect(await read(warehouse, "select table_name from duckdb_tables() where schema_name = 'silver'")).toEqual([
      ["buyers"],
    ]);
  });
});
