import { join } from "node:path";
import { expect, it } from "vitest";
import { type SourceFile, sourceFile } from "../../source/warehouse/files/source-file.ts";
import { smallestFirst, textBytes } from "../../source/warehouse/ingest/load-order.ts";
import type { TableName } from "../../source/warehouse/mapping/contract-tables.ts";
import { scratch } from "./support/scratch.ts";

/** Files of these sizes in bytes, by table. */
async function tables(sizes: Readonly<Partial<Record<TableName, Readonly<Record<string, number>>>>>) {
  const folder = await scratch(
    Object.fromEntries(
      Object.values(sizes).flatMap((files) => Object.entries(files).map(([name, bytes]) => [name, "x".repeat(bytes)])),
    ),
  );
  const found = (name: string) => sourceFile(join(folder, name), name) as SourceFile;
  return new Map(
    Object.entries(sizes).map(([table, files]) => [table as TableName, Object.keys(files).map((name) => found(name))]),
  );
}

it("tables are ordered by size, smallest first, with all files of a table added up", async () => {
  const source = await tables({
    transactions: { "transactions.csv": 50, "transactions-2.csv": 60 },
    customers: { "customers.csv": 100 },
    reversals: { "reversals.csv": 5 },
  });
  expect([...(await smallestFirst(source)).keys()]).toEqual(["reversals", "customers", "transactions"]);
});

it("compressed files count by their uncompressed text, a file that several tables read counts once, a missing one as 0", async () => {
  const source = await tables({ transactions: { "t.csv.gz": 10, "t.parquet": 10, "t.csv": 10 } });
  const twice = new Map([...source, ["customers", source.get("transactions") ?? []] as const]);
  expect(await textBytes(twice)).toBe(170);
  const gone = sourceFile("/nowhere/c.csv", "c.csv") as SourceFile;
  expect(await textBytes(new Map([["customers", [gone]]]))).toBe(0);
});
