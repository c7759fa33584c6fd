import { expect, it } from "vitest";
import { columnFacts, factsOfTables } from "../../source/warehouse/propose/examine-columns.ts";
import { openConnection } from "../../source/warehouse/propose/sampled-file.ts";
import { scratch } from "./support/scratch.ts";

it("finds in tables examined together what it finds in each alone, and in a sample what it finds in all values", async () => {
  const copies = await scratch();
  const connection = await openConnection(copies, `${copies}/spill`);
  const rows = (from: string) =>
    `select i + 1 as _record, 'O' || i as id, (i % 4)::varchar as status, if(i % 5 = 0, null, (i % 90)::varchar || '.50') as amount from ${from}`;
  const tables = [20, 7, 60_000].map((records, at) => ({ table: `landing.work.t${at}`, records }));
  for (const { table, records } of tables)
    await connection.run(`create table ${table} as ${rows(`range(${records}) as r(i)`)}`);
  const examined = tables.map((table) => ({ ...table, names: ["id", "status", "amount"] }));
  const together = await factsOfTables(connection.database, examined);
  const alone = [];
  for (const { table, names, records } of examined)
    alone.push(await columnFacts(connection.database, table, names, records));
  expect(together).toEqual(alone);
  const [small, , large] = together;
  expect(small?.map(({ filled, isUnique, plain }) => [filled, isUnique, plain])).toEqual([
    [20, true, 0],
    [20, false, 1],
    [16, false, 1],
  ]);
  expect(large?.map(({ filled, isUnique }) => [filled, isUnique])).toEqual([
    [60_000, true],
    [60_000, false],
    [48_000, false],
  ]);
  expect(large?.map(({ words }) => words.length)).toEqual([0, 4, 0]);
  expect(large?.[1]?.sampled).toBeLessThan(60_000);
  await connection.database.close();
});
