import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "../../source/warehouse/database/database.ts";
import { scratchFolder } from "../helpers/tiny-warehouse.ts";
import { writeFiles } from "../warehouse/support/scratch.ts";
import { buildInput, netCents, type Quarantined, quarantineOf } from "./build-input.ts";
import { oddFiles } from "./odd-files.ts";

const nameOf = (file: string) => `transactions-${file}`;

describe("odd files, all parts of one table", () => {
  let database: Database;
  let quarantine: readonly Quarantined[];
  let remove = async () => {};

  beforeAll(async () => {
    const folder = await scratchFolder();
    remove = folder.remove;
    const parts = Object.fromEntries(oddFiles.map(({ file, content }) => [nameOf(file), content]));
    await writeFiles(folder.path, { ...parts, "customers.csv": "customer_id\nc-1\nc-2\n" });
    database = await buildInput(`${folder.path}/*`);
    quarantine = await quarantineOf(database);
  });
  afterAll(async () => {
    await database?.close();
    await remove();
  });

  it.each(oddFiles)("$name ($file)", async ({ file, loaded, cents, quarantined = [] }) => {
    const found = quarantine.filter((each) => each.file === nameOf(file));
    expect(found.map(({ line, column, reason }) => [line, column, reason])).toEqual(quarantined);
    const keyed = file === "repeat.csv" ? "transaction_id = 't-1'" : "starts_with(transaction_id, $1 || ':')";
    const { rows } = await database.query(
      `select count(*), coalesce(sum(net_revenue) * 100, 0)::bigint from bronze.stg_transactions where ${keyed}`,
      keyed.includes("$1") ? [nameOf(file)] : [],
    );
    expect(rows[0]?.map(Number)).toEqual([loaded, cents]);
  });

  it("records of each file = loaded + quarantined, as the file list says", async () => {
    const { rows } = await database.query(
      "select file, rows from meta.source_files where source_table = 'transactions'",
    );
    const counts = new Map(rows.map(([file, count]) => [String(file), Number(count)]));
    const expected = oddFiles.map(({ file, loaded, quarantined = [] }) => [nameOf(file), loaded + quarantined.length]);
    expect(counts).toEqual(new Map(expected as [string, number][]));
  });

  it("net revenue is the same in every layer, to the cent", async () => {
    const cents = oddFiles.reduce((sum, each) => sum + each.cents, 0);
    expect(await netCents(database)).toEqual([cents, cents, cents]);
  });
});
