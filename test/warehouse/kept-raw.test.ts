import { appendFile, cp, mkdir, readdir, readFile, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openWarehouse } from "../../source/warehouse/database/database.ts";
import { compareTables } from "../dbt/compare-tables.ts";
import { tinySource } from "../helpers/places.ts";
import { built, root, scratch } from "./support/scratch.ts";

const projectDir = join(root, "sql");
const vars = { run_at: "2026-01-01 00:00:00", bad_row_share: 0.5 };
const noon = new Date("2025-12-31T12:00:00Z");

/** The tiny shop with its order lines in two files, all with the same modification time. */
async function shop() {
  const folder = await scratch();
  const source = join(folder, "raw");
  await cp(tinySource, source, { recursive: true });
  const [header = "", ...lines] = (await readFile(join(source, "transactions.csv"), "utf8")).trimEnd().split("\n");
  const half = Math.floor(lines.length / 2);
  await writeFile(join(source, "transactions.csv"), `${[header, ...lines.slice(0, half)].join("\n")}\n`);
  await writeFile(join(source, "transactions-2.csv"), `${[header, ...lines.slice(half)].join("\n")}\n`);
  for (const name of await readdir(source)) await utimes(join(source, name), noon, noon);
  const make = (file: string, full = false) =>
    built({ source: join(source, "*.csv"), warehouse: join(folder, file), projectDir, vars, full });
  return { folder, source, make };
}

async function grow(source: string, id: string) {
  const lines = (await readFile(join(source, "transactions-2.csv"), "utf8")).trimEnd().split("\n");
  const [, ...rest] = (lines.at(-1) ?? "").split(",");
  await appendFile(join(source, "transactions-2.csv"), `${[id, ...rest].join(",")}\n`);
}

async function ask(file: string, sql: string) {
  const database = await openWarehouse(file);
  try {
    return (await database.query(sql)).rows[0]?.[0];
  } finally {
    await database.close();
  }
}

it("of several files only those that changed are read again, and the tables equal those of a full load", {
  timeout: 120_000,
}, async () => {
  const { folder, source, make } = await shop();
  const [warehouse, raw] = [join(folder, "w.duckdb"), join(folder, "w.duckdb.raw")];
  await make("w.duckdb");
  const kept = await readdir(raw);
  const files = (await readdir(source)).filter((name) => name.endsWith(".csv"));
  expect(kept.length).toBe(files.length);
  expect((await stat(raw)).mode & 0o777).toBe(0o700);
  for (const name of kept) expect((await stat(join(raw, name))).mode & 0o777).toBe(0o600);

  // If it were read, the first file would turn out not to be a table any more.
  const first = join(source, "transactions.csv");
  const text = await readFile(first, "utf8");
  await grow(source, "t-grown-1");
  await writeFile(first, "x".repeat(Buffer.byteLength(text)));
  await utimes(first, noon, noon);
  const { outcome } = await make("w.duckdb");
  expect(outcome.status).toBe("built");
  expect(
    await ask(warehouse, "select count(*) from silver.fct_transactions where transaction_id like 't-grown-%'"),
  ).toBe(1);
  expect((await readdir(raw)).length).toBe(files.length);

  await writeFile(first, text);
  await utimes(first, noon, noon);
  await make("whole.duckdb", true);
  expect((await compareTables(warehouse, join(folder, "whole.duckdb"))).differences).toEqual([]);
  const inOrder = "select md5(string_agg(t::varchar, chr(10))) from bronze.stg_transactions as t";
  expect(await ask(warehouse, inOrder)).toBe(await ask(join(folder, "whole.duckdb"), inOrder));
});

it("of a topic's files only those that changed are read again, with bad records, newer versions and deletions", {
  timeout: 120_000,
}, async () => {
  const folder = await scratch();
  const source = join(folder, "raw");
  const [first, second] = ["orders-0-0-3.jsonl", "orders-0-4-6.jsonl"].map((name) =>
    join(source, "transactions", name),
  );
  await mkdir(join(source, "transactions"), { recursive: true });
  const line = (id: string, net: number, at: number) =>
    `{"transaction_id":"${id}","customer_id":"c-1","transacted_at":"2024-03-01T08:00:00Z","net_revenue":${net},"_sdc_sequence":"${at}"}\n`;
  const deletion = `{"customer_id":null,"transacted_at":null,"net_revenue":null,"transaction_id":"b","_sdc_sequence":"5","_sdc_deleted_at":"2024-03-02T00:00:00Z"}\n`;
  const whole = `${line("a", 1, 0)}${line("b", 2, 1)}!dead-letter orders partition 0 offset 2: not a JSON object\n${line("c", 3, 3)}`;
  await writeFile(first ?? "", whole);
  await writeFile(second ?? "", line("d", 4, 4));
  await utimes(first ?? "", noon, noon);
  const make = (file: string, full = false) => built({ source, warehouse: join(folder, file), projectDir, vars, full });
  await make("w.duckdb");
  await appendFile(second ?? "", deletion + line("a", 9, 6));
  // If it were read, everything in the first file would be bad records.
  await writeFile(first ?? "", "x".repeat(Buffer.byteLength(whole)));
  await utimes(first ?? "", noon, noon);
  await make("w.duckdb");
  await writeFile(first ?? "", whole);
  await utimes(first ?? "", noon, noon);
  await make("whole.duckdb", true);
  const warehouse = join(folder, "w.duckdb");
  expect((await compareTables(warehouse, join(folder, "whole.duckdb"))).differences).toEqual([]);
  const lines = "select string_agg(transaction_id || ' ' || net_revenue::int, ', ' order by transaction_id)";
  expect(await ask(warehouse, `${lines} from silver.fct_transactions`)).toBe("a 9, c 3, d 4");
  expect(await ask(warehouse, "select count(*)::int from bronze.quarantine")).toBe(1);

  // Damaged kept rows are read from their file again, and its bad records once.
  const raw = join(folder, "w.duckdb.raw");
  for (const name of await readdir(raw)) if (!name.includes("rejects")) await writeFile(join(raw, name), "no Parquet");
  await appendFile(second ?? "", line("e", 5, 7));
  await make("w.duckdb");
  expect(await ask(warehouse, "select count(*)::int from bronze.quarantine")).toBe(1);
  expect(await ask(warehouse, `${lines} from silver.fct_transactions`)).toBe("a 9, c 3, d 4, e 5");
});

it("kept rows that are damaged are read from the file again", { timeout: 120_000 }, async () => {
  const { folder, source, make } = await shop();
  const raw = join(folder, "w.duckdb.raw");
  await make("w.duckdb");
  for (const name of await readdir(raw)) await writeFile(join(raw, name), "no Parquet");
  await grow(source, "t-grown-1");
  await make("w.duckdb");
  for (const name of await readdir(raw))
    expect((await readFile(join(raw, name))).subarray(0, 4).toString()).toBe("PAR1");
  await make("whole.duckdb", true);
  expect((await compareTables(join(folder, "w.duckdb"), join(folder, "whole.duckdb"))).differences).toEqual([]);
});

it("of a build that fails nothing stays, and everything that the warehouse in place needs", {
  timeout: 120_000,
}, async () => {
  const { folder, source, make } = await shop();
  const raw = join(folder, "w.duckdb.raw");
  await make("w.duckdb");
  const kept = await readdir(raw);
  const before = await readFile(join(source, "transactions-2.csv"), "utf8");
  const bad = [1, 2, 3].map((number) => `t-bad-${number},,c-02,soon,,,,p-01,1,5.00,,,,\n`);
  await appendFile(join(source, "transactions-2.csv"), bad.join(""));
  const strict = { run_at: "2026-01-01 00:00:00", bad_row_share: 0 };
  const options = { source: join(source, "*.csv"), warehouse: join(folder, "w.duckdb"), projectDir, vars: strict };
  await expect(built(options)).rejects.toMatchObject({ code: 3 });
  expect((await readdir(raw)).sort()).toEqual(kept.sort());
  await writeFile(join(source, "transactions-2.csv"), before);
  await grow(source, "t-grown-2");
  await make("w.duckdb");
  const now = await readdir(raw);
  expect(now.filter((name) => !kept.includes(name))).toHaveLength(1);
  expect(now).toHaveLength(kept.length);
});
