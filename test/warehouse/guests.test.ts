import { expect, it } from "vitest";
import { memorySession } from "../helpers/memory-session.ts";
import { root, scratch, transactions } from "./support/scratch.ts";

const projectDir = `${root}/sql`;
const rows = Array.from({ length: 20 }, (_, at) => `${at % 5 === 0 ? "" : `c${at % 4}`},2024-01-05,1.00`);
const files = { "transactions.csv": transactions(...rows) };

it("names the lines to write in grounds.yml if order lines have no customer, and takes them", async () => {
  const plain = await scratch(files);
  await expect(memorySession({ source: plain, projectDir })).rejects.toMatchObject({
    id: "warehouse.badRows",
    next: expect.stringContaining(
      'write "tables: { transactions: { guests: true } }" below "version: 1" in grounds.yml',
    ),
  });
  const source = await scratch({ ...files, "grounds.yml": "version: 1\ntables: { transactions: { guests: true } }\n" });
  const session = await memorySession({ source, projectDir });
  const sum = await session.run({ sql: "select sum(net_revenue)::double from silver.fct_transactions", params: [] });
  await session.close();
  expect(sum).toEqual([[20]]);
});

it.each([
  ["customers: { guests: true }", /tables\.customers: has no guests: only transactions has/],
  ["transactions: { files: [a.csv] }", /tables\.transactions\.columns: is missing: it says what each column/],
])("says in a sentence what a table lacks: %s", async (table, why) => {
  const source = await scratch({ ...files, "grounds.yml": `version: 1\ntables: { ${table} }\n` });
  await expect(memorySession({ source, projectDir })).rejects.toMatchObject({ why: expect.stringMatching(why) });
});
