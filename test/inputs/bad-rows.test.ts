import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "../../source/warehouse/database/database.ts";
import { scratchFolder } from "../helpers/tiny-warehouse.ts";
import { writeFiles } from "../warehouse/support/scratch.ts";
import { type RowFile, rowFiles } from "./bad-rows.ts";
import { buildInput, netCents, type Quarantined, quarantineOf } from "./build-input.ts";

/** The file's text, and the physical line of each record; `#` becomes a unique key. */
function fileOf({ header, rows }: RowFile): { readonly text: string; readonly lines: readonly number[] } {
  const lines: number[] = [];
  let text = `${header}\n`;
  for (const [index, { record }] of rows.entries()) {
    lines.push(text.split("\n").length);
    text += `${record.replace("#", `k-${index + 1}`)}\n`;
  }
  return { text, lines };
}

describe("bad rows", () => {
  let database: Database;
  let quarantine: readonly Quarantined[];
  let remove = async () => {};

  beforeAll(async () => {
    const folder = await scratchFolder();
    remove = folder.remove;
    await writeFiles(folder.path, Object.fromEntries(rowFiles.map((file) => [`${file.table}.csv`, fileOf(file).text])));
    database = await buildInput(folder.path);
    quarantine = await quarantineOf(database);
  });
  afterAll(async () => {
    await database?.close();
    await remove();
  });

  const cases = rowFiles.flatMap((file) => {
    const { lines } = fileOf(file);
    return file.rows.map((row, index) => ({ ...row, table: file.table, line: lines[index] ?? 0 }));
  });

  it.each(cases)("$table: $name", ({ table, line, column, reason, value }) => {
    const found = quarantine.filter((each) => each.file === `${table}.csv` && each.line === line);
    if (reason === undefined) return expect(found).toEqual([]);
    expect(found).toEqual([
      expect.objectContaining({ table, column, reason, ...(value === undefined ? {} : { value }) }),
    ]);
  });

  it("quarantines nothing else, and shows no name or address", () => {
    expect(quarantine).toHaveLength(cases.filter((row) => row.reason !== undefined).length);
    expect(JSON.stringify(quarantine)).not.toContain("@example");
  });

  it.each(rowFiles)("$table: rows in = loaded + quarantined", async ({ table, rows }) => {
    const loaded = await database.query(`select count(*) from bronze.stg_${table}`);
    const rejected = quarantine.filter((each) => each.table === table).length;
    expect(Number(loaded.rows[0]?.[0]) + rejected).toBe(rows.length);
  });

  it("net revenue is the same in every layer, to the cent", async () => {
    const cents = cases.reduce((sum, row) => sum + (row.cents ?? 0), 0);
    expect(await netCents(database)).toEqual([cents, cents, cents]);
  });
});
