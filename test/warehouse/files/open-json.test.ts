import { expect, it } from "vitest";
import type { Database } from "../../../source/warehouse/database.ts";
import { openJson } from "../../../source/warehouse/files/open-json.ts";
import { openBench } from "../../../source/warehouse/propose/sampled-file.ts";
import { scratch } from "../support/scratch.ts";

it("looks at thousands of columns some at a time: a select grows with the square of its columns", async () => {
  const copies = await scratch();
  const { database } = await openBench(copies, `${copies}/spill`);
  const names = Array.from({ length: 2000 }, (_, at) => `column_${at}`);
  const values = names.map((name, at) => `'${at === 1950 ? '{"total": "5.00"}' : at}' as ${name}`);
  await database.query(`create table landing.work.wide as select ${values.join(", ")}, 1 as _record`);
  const asked: string[] = [];
  const noted: Pick<Database, "query"> = {
    query: (sql, ...rest) => {
      asked.push(sql);
      return database.query(sql, ...rest);
    },
  };
  const columns = await openJson(noted, "landing.work.wide", names);
  expect(columns.slice(2000)).toEqual(["column_1950.total"]);
  expect(Math.max(...asked.map((sql) => sql.length))).toBeLessThan(10_000);
  await database.close();
});
