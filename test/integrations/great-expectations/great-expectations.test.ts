import { spawnSync } from "node:child_process";
import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runHere } from "../../helpers/command-line.ts";
import { python } from "../support/home.ts";
import { record } from "../support/record.ts";

interface Verdict {
  readonly name: string;
  readonly status: string;
  readonly failures: number;
  readonly rows: readonly string[];
}

let place: string;
const source = () => join(place, "raw");
const project = () => join(place, "gx");

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), "grounds-gx-"));
  await runHere("generate", "--customers", "400", "--dirty", "--out", source());
  const words = ["--source", source(), "--warehouse", join(place, "w.duckdb"), "--bad-row-share", "0.5"];
  const { code, log } = await runHere("export", "great-expectations", ...words, "--out", project());
  expect(code, log).toBe(0);
  const version = spawnSync(python(), ["-c", "import great_expectations as gx; print(gx.__version__)"], {
    encoding: "utf8",
  });
  record({ versions: { great_expectations: version.stdout.trim() } });
});
afterAll(() => rm(place, { recursive: true, force: true }));

function checkpoint(data: string) {
  const { status, stdout, stderr } = spawnSync(python(), [join(project(), "checkpoint.py"), data, "--json"], {
    encoding: "utf8",
  });
  return {
    status,
    stderr,
    verdicts: stdout
      .split("\n")
      .filter((line) => line.startsWith("{"))
      .map((line): Verdict => JSON.parse(line)),
  };
}

async function check(warehouse: string): Promise<ReadonlyMap<string, Verdict>> {
  const { out } = await runHere(
    "check",
    "--json",
    "--source",
    source(),
    "--warehouse",
    warehouse,
    "--bad-row-share",
    "0.5",
  );
  const lines = out
    .trim()
    .split("\n")
    .map((line): Verdict => JSON.parse(line));
  return new Map(lines.map((one) => [one.name, one]));
}

async function change(warehouse: string, statements: readonly string[]): Promise<void> {
  const instance = await DuckDBInstance.create(warehouse);
  const connection = await instance.connect();
  for (const statement of statements) await connection.run(statement);
  connection.closeSync();
  instance.closeSync();
}

function expectSame(verdicts: readonly Verdict[], found: ReadonlyMap<string, Verdict>): void {
  expect(verdicts.length).toBeGreaterThan(200);
  for (const { name, status, failures } of verdicts) {
    const { status: ours, failures: count } = found.get(name) ?? {};
    expect({ name, status, failures }).toEqual({ name, status: ours, failures: count });
  }
  record({ comparisons: 2 * verdicts.length });
}

it("finds on a warehouse of dirty files what grounds check finds", async () => {
  const warehouse = join(place, "w.duckdb");
  const { status, stderr, verdicts } = checkpoint(warehouse);
  expect(status, stderr).toBe(0);
  expectSame(verdicts, await check(warehouse));
});

it("finds the same rows if rows are damaged, in Parquet too", async () => {
  const warehouse = join(place, "damaged.duckdb");
  await cp(join(place, "w.duckdb"), warehouse);
  await mkdir(join(place, "parquet"));
  const tables = ["bronze", "silver", "gold"].map(
    (schema) => `select table_schema, table_name from information_schema.tables where table_schema = '${schema}'`,
  );
  await change(warehouse, [
    "update silver.fct_transactions set bag_size = 'huge' where rowid < 7",
    "update silver.fct_transactions set tenure_month = null where rowid between 10 and 12",
    "update silver.fct_transactions set customer_key = 99999999 where rowid = 20",
    "insert into silver.dim_coffee_profile select * from silver.dim_coffee_profile limit 2",
  ]);
  const found = await check(warehouse);
  expect([...found.values()].filter(({ status }) => status === "failed").length).toBeGreaterThan(3);
  const instance = await DuckDBInstance.create(warehouse, { access_mode: "READ_ONLY" });
  const connection = await instance.connect();
  const { rows, keys } = {
    rows: (await connection.runAndReadAll(tables.join(" union all "))).getRowsJson(),
    keys: (
      await connection.runAndReadAll(
        "select transaction_id from silver.fct_transactions where rowid between 10 and 12 and customer_key is not null",
      )
    ).getRowsJson(),
  };
  for (const [schema, table] of rows) {
    await mkdir(join(place, "parquet", String(schema)), { recursive: true });
    await connection.run(
      `copy ${schema}.${table} to '${join(place, "parquet", String(schema), `${table}.parquet`)}' (format parquet)`,
    );
  }
  connection.closeSync();
  instance.closeSync();
  const { status, verdicts } = checkpoint(join(place, "parquet"));
  expect(status).toBe(1);
  expectSame(verdicts, found);
  const rowsOf = (name: string) => verdicts.find((one) => one.name === name)?.rows;
  expect(rowsOf("not_null_fct_transactions_tenure_month")?.toSorted()).toEqual(keys.map(([key]) => key).toSorted());
});
