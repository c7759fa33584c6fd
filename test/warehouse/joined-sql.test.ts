import { expect, it } from "vitest";
import { joinedSql } from "../../source/warehouse/ingest/joined-sql.ts";
import { openConnection } from "../../source/warehouse/propose/sampled-file.ts";
import { scratch } from "./support/scratch.ts";

const lines = { columns: ["order_id"], sql: "select * from lines" };
const orders = {
  ...{ from: "orders", columns: ["order_id", "customer"], name: "orders.csv", sums: undefined },
  on: [{ own: "order_id", key: "order_id" }],
};

async function connected() {
  const copies = await scratch();
  return openConnection(copies, `${copies}/spill`);
}

it("finds a key written with zeros, and one of two keys that are alike but for zeros only as it is written", async () => {
  const connection = await connected();
  const { database } = connection;
  await connection.run(
    "create table lines as select * from (values ('007'), ('7'), ('0012'), ('12'), ('#12'), ('3'), (null)) as t(order_id)",
  );
  await connection.run(`create table orders as select *, row_number() over () as _record
    from (values ('7', 'Ada'), ('0012', 'Ben'), ('12', 'Cleo'), ('12', 'second'), ('0003', null)) as t(order_id, customer)`);
  const { rows } = await database.query(`select order_id, customer from (${joinedSql(lines, [orders]).sql})`);
  expect(Object.fromEntries(rows.map(([key, customer]) => [String(key), customer]))).toEqual({
    ...{ "007": "Ada", "7": "Ada", "0012": "Ben", "12": "Cleo" },
    ...{ "#12": null, "3": null, null: null },
  });
  expect(rows).toHaveLength(7);
  await database.close();
});

it("compares no line with every row of the file", async () => {
  const connection = await connected();
  const { database } = connection;
  await connection.run("create table lines as select range::varchar as order_id from range(100)");
  await connection.run(
    "create table orders as select range::varchar as order_id, 'c' as customer, range as _record from range(100)",
  );
  const twice = [orders, { ...orders, columns: ["customer"], name: "again.csv" }];
  const { rows } = await database.query(`explain ${joinedSql(lines, twice).sql}`);
  const plan = rows.flat().join("\n");
  expect(plan).toContain("HASH_JOIN");
  expect(plan).not.toMatch(/NL_JOIN|NESTED_LOOP/);
  await database.close();
});
