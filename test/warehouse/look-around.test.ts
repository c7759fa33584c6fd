import { appendFile, rm, utimes } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import type { BuildOptions } from "../../source/warehouse/build/build-options.ts";
import { looksUnchanged } from "../../source/warehouse/build/look-around.ts";
import { openWarehouse } from "../../source/warehouse/database/database.ts";
import { built, project, scratch, transactions, writeFiles } from "./support/scratch.ts";

const lines = transactions("c-1,2024-01-01,10.00", "c-2,2024-01-02,0.50");
const mapping = (file: string) => `version: 1
tables:
  transactions:
    files: [${JSON.stringify(file)}]
    columns: { customer_id: customer_id, transacted_at: transacted_at, net_revenue: net_revenue }
`;

interface Shop extends Pick<BuildOptions, "source" | "warehouse" | "projectDir"> {
  readonly folder: string;
}

async function shop(files: Readonly<Record<string, string>> = {}, source = "raw"): Promise<Shop> {
  const folder = await scratch({ "raw/transactions.csv": lines, ...files });
  const wish = {
    source: join(folder, source),
    warehouse: join(folder, "out/w.duckdb"),
    projectDir: await project({
      "models/a/from_env.sql": "select '{{ env_var('GROUNDS_TEST_LOOK', 'x') }}' as word\n",
    }),
  };
  await built(wish);
  return { folder, ...wish };
}

async function isUnchanged(wish: BuildOptions): Promise<boolean> {
  const database = await openWarehouse(wish.warehouse);
  try {
    return await looksUnchanged(database, wish);
  } finally {
    await database.close();
  }
}

describe("looking around after a build", () => {
  it("finds nothing changed", async () => {
    expect(await isUnchanged(await shop())).toBe(true);
    expect(await isUnchanged(await shop({}, "raw/transactions.csv"))).toBe(true);
    expect(await isUnchanged(await shop({ "raw/sold.csv": lines, "raw/stores/north/open.txt": "9" }))).toBe(true);
  });

  it("minds no YAML that the program keeps beside the source", async () => {
    const wish = await shop();
    await writeFiles(wish.folder, { "raw/segments.yml": "segments: {}\n" });
    expect(await isUnchanged(wish)).toBe(true);
  });

  it.each<[string, (wish: Shop) => Promise<unknown>]>([
    ["another row", ({ source }) => appendFile(join(source, "transactions.csv"), "t-9,2024-01-02,c-9,x,x,1,1,1\n")],
    ["a file that was touched", ({ source }) => utimes(join(source, "transactions.csv"), 1, 1)],
    ["a missing file", ({ source }) => rm(join(source, "transactions.csv"))],
    ["another file", ({ folder }) => writeFiles(folder, { "raw/customers.csv": "customer_id\nc-1\n" })],
    ["another file of a subfolder", ({ folder }) => writeFiles(folder, { "raw/a/b/more.csv": "x\n" })],
    ["other contents of an archive", ({ folder }) => writeFiles(folder, { "raw/inner.zip": "something else" })],
    ["a mapping", ({ folder }) => writeFiles(folder, { "raw/grounds.yml": mapping("transactions.csv") })],
    ["other SQL", ({ projectDir }) => appendFile(join(projectDir, "models/a/from_env.sql"), "-- more\n")],
    ["another model", ({ projectDir }) => writeFiles(projectDir, { "models/a/new.sql": "select 1 as one\n" })],
  ])("sees %s", async (_, change) => {
    const wish = await shop({ "raw/inner.zip": "no archive" });
    expect(await isUnchanged(wish)).toBe(true);
    await change(wish);
    expect(await isUnchanged(wish)).toBe(false);
  });

  it("sees other options", async () => {
    const wish = await shop();
    expect(await isUnchanged({ ...wish, vars: { bad_row_share: 1 } })).toBe(false);
    expect(await isUnchanged({ ...wish, seed: 3 })).toBe(false);
    expect(await isUnchanged({ ...wish, mapping: join(wish.folder, "other.yml") })).toBe(false);
  });

  it("sees a variable of the environment that the project names", async () => {
    const wish = await shop();
    process.env.GROUNDS_TEST_LOOK = "y";
    onTestFinished(() => void delete process.env.GROUNDS_TEST_LOOK);
    expect(await isUnchanged(wish)).toBe(false);
    await built(wish);
    expect(await isUnchanged(wish)).toBe(false);
  });

  it("does not vouch for files from outside of the source's folder, nor for patterns", async () => {
    const folder = await scratch({ "far/sold.csv": lines, "raw/transactions.csv": lines });
    await writeFiles(folder, { "m.yml": mapping(join(folder, "far/sold.csv")) });
    const wish = { source: join(folder, "raw"), warehouse: join(folder, "w.duckdb"), projectDir: await project() };
    await built({ ...wish, mapping: join(folder, "m.yml") });
    expect(await isUnchanged({ ...wish, mapping: join(folder, "m.yml") })).toBe(false);
    await built({ ...wish, source: join(folder, "raw/*.csv") });
    expect(await isUnchanged({ ...wish, source: join(folder, "raw/*.csv") })).toBe(false);
  });
});
