import { appendFile, copyFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { UserError } from "../../source/errors.ts";
import { createBuildDatabase } from "../../source/warehouse/database/build-database.ts";
import { loadSource } from "../../source/warehouse/ingest/load-source.ts";
import { findSource } from "../../source/warehouse/mapping/source.ts";
import { drained, type Files, landed, scratch, transactions } from "./support/scratch.ts";

const header = "customer_id,transacted_at,net_revenue";

describe("reading a source", () => {
  it.each<[string, string | Uint8Array]>([
    ["plain", `${header}\nc-1,2024-01-01,10.10\nc-2,2024-01-02,\n`],
    ["no newline at the end", `${header}\nc-1,2024-01-01,10.10\nc-2,2024-01-02,`],
    ["CRLF", `${header}\r\nc-1,2024-01-01,10.10\r\nc-2,2024-01-02,\r\n`],
    ["a byte order mark", `\ufeff${header}\nc-1,2024-01-01,10.10\nc-2,2024-01-02,\n`],
    ["another order of columns", "net_revenue,customer_id,transacted_at\n10.10,c-1,2024-01-01\n,c-2,2024-01-02\n"],
    ["columns nobody knows", `${header},extra\nc-1,2024-01-01,10.10,x\nc-2,2024-01-02,,y\n`],
    [
      "upper case and blanks in the header",
      "Customer_ID, transacted_at ,net_revenue\nc-1,2024-01-01,10.10\nc-2,2024-01-02,\n",
    ],
    ["semicolons", `${header.replaceAll(",", ";")}\nc-1;2024-01-01;10.10\nc-2;2024-01-02;\n`],
    [
      "quoted values and header",
      `"customer_id","transacted_at","net_revenue"\n"c-1","2024-01-01","10.10"\n"c-2",2024-01-02,""\n`,
    ],
  ])("takes %s", async (_name, content) => {
    const rows = [
      ["c-1", "10.10", 1, 2],
      ["c-2", null, 2, 3],
    ];
    expect(await landed(await scratch({ "transactions.csv": content }))).toEqual(rows);
    expect(await landed(await scratch({ "transactions.csv.gz": gzipSync(content) }))).toEqual(rows);
  });

  it("accepts TSV, NDJSON and JSON", async () => {
    const records = [
      { customer_id: "c-1", transacted_at: "2024-01-01", net_revenue: 10.5 },
      { customer_id: "c-2", transacted_at: "2024-01-02", net_revenue: null },
    ];
    const rows = [
      ["c-1", "10.5"],
      ["c-2", null],
    ];
    const files: readonly Files[] = [
      { "transactions.tsv": `${header.replaceAll(",", "\t")}\nc-1\t2024-01-01\t10.5\nc-2\t2024-01-02\t\n` },
      { "transactions.ndjson": records.map((record) => JSON.stringify(record)).join("\n") },
      { "transactions.json": JSON.stringify(records) },
    ];
    for (const each of files) {
      expect(
        await landed(await scratch(each), "select customer_id, net_revenue from landing.raw.transactions"),
      ).toEqual(rows);
    }
  });

  it("accepts Parquet and DuckDB files", async () => {
    const folder = await scratch();
    const connection = await createBuildDatabase(undefined, [folder]);
    await connection.run(`create table transactions as
      select 'c-1' as customer_id, timestamp '2024-01-01 10:00:00' as transacted_at, 10.50::decimal(18, 2) as net_revenue`);
    await connection.run(`copy transactions to '${folder}/transactions.parquet'`);
    await connection.run(`attach '${folder}/shop.duckdb' as shop`);
    await connection.run("create table shop.transactions as from transactions");
    await connection.run("detach shop");
    await connection.database.close();
    const sql = "select customer_id, transacted_at, net_revenue from landing.raw.transactions";
    expect(await landed(folder, sql)).toEqual([["c-1", "2024-01-01 10:00:00", "10.50"]]);
    expect(await landed(join(folder, "shop.duckdb"), sql)).toEqual([["c-1", "2024-01-01 10:00:00", "10.50"]]);
  });

  it.each(["a.b", 'say "shop"', "select"])(
    "reads a table of the schema %s, and no column of another schema's",
    async (schema) => {
      const folder = await scratch();
      const connection = await createBuildDatabase(undefined, [folder]);
      const quoted = `"${schema.replaceAll('"', '""')}"`;
      await connection.run(`attach '${folder}/shop.duckdb' as shop`);
      await connection.run(`create schema shop.${quoted}`);
      await connection.run("create schema shop.zz");
      const columns = "'c-1' as customer_id, date '2024-01-01' as transacted_at";
      await connection.run(`create table shop.${quoted}.transactions as select ${columns}, 10.5 as net_revenue`);
      await connection.run(`create table shop.zz.transactions as select ${columns}, 0 as net_revenue, 'x' as order_id`);
      await connection.run("detach shop");
      await connection.database.close();
      const sql = "select customer_id, net_revenue, order_id from landing.raw.transactions";
      expect(await landed(join(folder, "shop.duckdb"), sql)).toEqual([["c-1", "10.5", null]]);
    },
  );

  it("accepts several files by a pattern, and a single file of any name", async () => {
    const folder = await scratch({
      "transactions-2024.csv": transactions("c-1,2024-01-01,1"),
      "transactions-2025.csv": transactions("c-2,2025-01-01,2"),
    });
    const sql = "select customer_id, source_file, _record from landing.raw.transactions order by 1";
    expect(await landed(`${folder}/*.csv`, sql)).toEqual([
      ["c-1", "transactions-2024.csv", 1],
      ["c-2", "transactions-2025.csv", 1],
    ]);
    expect(await landed(join(folder, "transactions-2025.csv"), sql)).toEqual([["c-2", "transactions-2025.csv", 1]]);
  });

  it("accepts the parts of a table from a folder of its name", async () => {
    const folder = await scratch({
      "transactions/2024.csv": transactions("c-1,2024-01-01,1"),
      "transactions/2025.csv": transactions("c-2,2025-01-01,2"),
      "archive/transactions.csv": transactions("c-3,2023-01-01,3"),
    });
    const sql = "select customer_id, source_file from landing.raw.transactions order by 1";
    expect(await landed(folder, sql)).toEqual([
      ["c-1", "transactions/2024.csv"],
      ["c-2", "transactions/2025.csv"],
    ]);
  });

  it("has every raw table, including those the source lacks", async () => {
    const folder = await scratch({ "transactions.csv": transactions() });
    const tables = await landed(
      folder,
      "select table_name, estimated_size from duckdb_tables() where schema_name = 'raw' order by 1",
    );
    expect(tables).toEqual([
      ["coffee_profiles", 0],
      ["customers", 0],
      ["discount_offerings", 0],
      ["exchange_rates", 0],
      ["line_discounts", 0],
      ["rejects", 0],
      ["reversals", 0],
      ["source_files", 1],
      ["subscription_state_changes", 0],
      ["transactions", 0],
    ]);
  });

  it("knows the physical line despite quoted newlines, blank lines and unreadable records", async () => {
    const rows = [
      '"c\n1",2024-01-01,1',
      "",
      "c-2,2024-01-02",
      "c-3,2024-01-03,3",
      '"c-4"x,2024-01-04,4',
      "",
      "c-5,2024-01-05,5,5",
      "c-6,2024-01-06,6",
    ];
    const folder = await scratch({ "transactions.csv": transactions(...rows) });
    expect(await landed(folder)).toEqual([
      ["c\n1", "1", 1, 2],
      ["c-3", "3", 3, 6],
      ["c-6", "6", 6, 10],
    ]);
    expect(
      await landed(
        folder,
        "select source_table, source_file, _line, value, reason from landing.raw.rejects order by _line",
      ),
    ).toEqual([
      ["transactions", "transactions.csv", 5, "2 values where the header has 3 columns", "unreadable record"],
      ["transactions", "transactions.csv", 7, "text after a closing quote", "unreadable record"],
      ["transactions", "transactions.csv", 9, "4 values where the header has 3 columns", "unreadable record"],
    ]);
  });

  it("accounts for every record of a large file", async () => {
    const rows = Array.from({ length: 30_000 }, (_, index) =>
      index % 1000 === 7
        ? `short-${index}`
        : index % 100 === 3
          ? `"c\n${index}",2024-01-01,1`
          : `c-${index},2024-01-01,1`,
    );
    const folder = await scratch({ "transactions.csv": transactions(...rows) });
    const sql = `select (select count(*) from landing.raw.transactions), (select count(*) from landing.raw.rejects),
      (select rows from landing.raw.source_files),
      (select max(_line) from landing.raw.transactions),
      (select bool_and(_record - 1 = regexp_extract(customer_id, '\\d+')::int) from landing.raw.transactions)`;
    expect(await landed(folder, sql)).toEqual([[29_970, 30, 30_000, 30_301, true]]);
  });

  it("never reads a file's name as a pattern or SQL", async () => {
    const name = "a[1] 'x'; drop \"y\"?.csv";
    const folder = await scratch({
      [name]: transactions("right,2024-01-01,1"),
      "a1 'x'; drop \"y\"z.csv": transactions("wrong,2024-01-01,1"),
    });
    await writeFile(
      join(folder, "grounds.yml"),
      `version: 1\ntables:\n  transactions:\n    files: [${JSON.stringify(name)}]\n    columns: { customer_id: customer_id, transacted_at: transacted_at, net_revenue: net_revenue }\n`,
    );
    expect(await landed(folder, "select customer_id, source_file from landing.raw.transactions")).toEqual([
      ["right", name],
    ]);
  });

  it("keeps the newest live version of each key of an append-only table", async () => {
    const folder = await scratch({
      "transactions.csv": `transaction_id,${header},_sdc_sequence,_sdc_deleted_at\nt-1,c-1,2024-01-01,1,1,\nt-1,c-1,2024-01-01,2,2,\nt-2,c-2,2024-01-01,3,1,\nt-2,c-2,2024-01-01,3,2,2024-02-01\n`,
    });
    expect(await landed(folder)).toEqual([["c-1", "2", 2, 3]]);
  });
});

describe("a source that cannot be read", () => {
  const gz = gzipSync(transactions(...Array.from({ length: 5000 }, (_, index) => `c-${index},2024-01-01,${index}`)));
  it.each<[string, Files, RegExp]>([
    ["no files", {}, /has no transactions/],
    [
      "a missing required column",
      { "transactions.csv": "customer_id,transacted_at\nc-1,2024-01-01\n" },
      /transactions\.csv has no column net_revenue .*tables: { transactions: .*columns: { net_revenue:/,
    ],
    [
      "a column twice",
      { "transactions.csv": `${header},Net_Revenue\nc-1,2024-01-01,1,2\n` },
      /has the column Net_Revenue twice \(line 1\)/,
    ],
    ["an empty file", { "transactions.csv": "" }, /transactions\.csv has no header/],
    [
      "a truncated gz",
      { "transactions.csv.gz": gz.subarray(0, gz.length >> 1) },
      /transactions\.csv\.gz is damaged .*too early/,
    ],
    [
      "a gz without its last bytes",
      { "transactions.csv.gz": gz.subarray(0, gz.length - 4) },
      /transactions\.csv\.gz is damaged/,
    ],
    ["no gz at all", { "transactions.csv.gz": transactions() }, /not valid gzip/],
    [
      "a quote that is never closed",
      { "transactions.csv": transactions("c-1,2024-01-01,1", 'c-2,"2024,2', "c-3,2024-01-01,3") },
      /never ends .*line 3/,
    ],
    [
      "two files for a table",
      { "transactions.csv": transactions(), "transactions.tsv": "x" },
      /2 files for transactions/,
    ],
    [
      "broken JSON",
      { "transactions.json": '[{"customer_id":"c-1","transacted_at":"2024-01-01","net_revenue":1},{"customer_id":' },
      /transactions\.json cannot be read as json/,
    ],
    [
      "broken Parquet",
      { "transactions.parquet": "PAR1 is not enough" },
      /transactions\.parquet cannot be read as parquet/,
    ],
  ])("is refused with a reason: %s", async (_name, files, expected) => {
    const failed = await landed(await scratch(files)).then(
      () => ({ name: "", message: "" }),
      (error) => error,
    );
    expect(failed).toBeInstanceOf(UserError);
    expect([failed.message, failed.why, failed.next].join(" ")).toMatch(expected);
  });

  it("is read by several threads when it is large, with its records still numbered in order", {
    timeout: 60_000,
  }, async () => {
    const header = `${"x".repeat(1500)},net_revenue,customer_id,transacted_at`;
    const line = (number: number) => `${"y".repeat(1500)},${number},c,2024-01-01`;
    const lines = (count: number) => Array.from({ length: count }, (_, index) => line(index + 1));
    const large = lines(50_000);
    const misplaced = `select source_file, any_value(t.kind), count(*),
      count(*) filter (where net_revenue::integer <> _record or _line <> _record + 1)
      from landing.raw.transactions, (select case when count(*) > 0 then 'by place' else 'one by one' end as kind
        from duckdb_views() where view_name = 'transactions') as t group by source_file order by source_file`;
    const read = async (first: readonly string[]) => {
      const files = { "transactions.csv": first, "transactions-2.csv": lines(3) };
      const texts = Object.entries(files).map(([name, rows]) => [name, `${[header, ...rows].join("\n")}\n`]);
      return landed(join(await scratch(Object.fromEntries(texts)), "*.csv"), misplaced);
    };
    expect(await read(large)).toEqual([
      ["transactions-2.csv", "by place", 3, 0],
      ["transactions.csv", "by place", 50_000, 0],
    ]);
    large[5000] = `${large[5000]},one too many`;
    expect(await read(large)).toEqual([
      ["transactions-2.csv", "one by one", 3, 0],
      ["transactions.csv", "one by one", 49_999, 0],
    ]);
  });

  it("is refused when it changes while being read", async () => {
    const folder = await scratch({ "transactions.csv": transactions("c,2024-01-01,1\n".repeat(500_000).trimEnd()) });
    const copies = await scratch();
    const connection = await createBuildDatabase(undefined, [copies]);
    const source = await findSource({ source: folder });
    const landing = drained(loadSource({ connection, source, directory: copies }));
    while ((await readdir(copies)).length === 0) await new Promise(setImmediate);
    await appendFile(join(folder, "transactions.csv"), "c-2,2024-01-01,1\n");
    await expect(landing).rejects.toMatchObject({ message: "transactions.csv changed while it was read" });
    await connection.database.close();
  });

  it("can be loaded after it was repaired", async () => {
    const folder = await scratch({ "transactions.csv": "broken" });
    await expect(landed(folder)).rejects.toBeInstanceOf(UserError);
    await copyFile(join(import.meta.dirname, "../fixtures/tiny/transactions.csv"), join(folder, "transactions.csv"));
    expect((await landed(folder)).length).toBe(33);
  });
});
