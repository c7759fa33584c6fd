import { describe, expect, it } from "vitest";
import type { Database } from "../../../source/warehouse/database/database.ts";
import { leaves, openJson } from "../../../source/warehouse/files/open-json.ts";
import { textSigns } from "../../../source/warehouse/files/text-signs.ts";
import { openConnection } from "../../../source/warehouse/propose/sampled-file.ts";
import { landed, scratch } from "../support/scratch.ts";
import { readOne } from "./read-file.ts";

it("reads thousands of columns in batches, because a select grows with the square of its columns", async () => {
  const copies = await scratch();
  const { database } = await openConnection(copies, `${copies}/spill`);
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
  const columns = await openJson(noted, "landing.work.wide", names, await textSigns(noted, "landing.work.wide", names));
  expect(columns.slice(2000)).toEqual(["column_1950.total"]);
  expect(Math.max(...asked.map((sql) => sql.length))).toBeLessThan(10_000);
  await database.close();
});

it("leaves objects with names of their own what they are", () => {
  const amount = { amount: "DOUBLE", code: "VARCHAR" };
  const prices = { total: { shop_money: amount, presentment_money: amount }, lines: { "1": amount, "2": amount } };
  expect(leaves(prices, []).map(({ path, isKeyed }) => `${path.join(".")}${isKeyed ? " keyed" : ""}`)).toEqual([
    "total.shop_money.amount",
    "total.shop_money.code",
    "total.presentment_money.amount",
    "total.presentment_money.code",
    "lines keyed",
  ]);
});

describe("lists within JSON", () => {
  const order = (id: number, ...prices: readonly number[]) => ({
    id,
    customer: { id: 7 },
    at: "2024-01-05",
    tags: ["a", "b"],
    lines: prices.map((price, at) => ({ sku: `S${at}`, quantity: 1, price: price.toFixed(2) })),
  });
  const orders = [order(1, 5, 3), order(2, 4), order(3)];
  const expected = [
    ["1", "S0", "5.00"],
    ["1", "S1", "3.00"],
    ["2", "S0", "4.00"],
    ["3", null, null],
  ];

  it.each<[string, string, string, string]>([
    ["a line each", "orders.jsonl", orders.map((each) => JSON.stringify(each)).join("\n"), ""],
    ["an array", "orders.json", JSON.stringify(orders), ""],
    ["a page that holds the records", "orders.json", JSON.stringify({ data: orders, has_more: false }), "data[]."],
    [
      "texts in a column",
      "orders.csv",
      `id,lines\n${orders.map(({ id, lines }) => `${id},"${JSON.stringify(lines).replaceAll('"', '""')}"`).join("\n")}\n`,
      "",
    ],
  ])("become separate rows: %s", async (_name, file, text, prefix) => {
    const table = await readOne(text, file);
    const names = ["id", "lines[].sku", "lines[].price"].map((name) => table.columns.indexOf(prefix + name));
    expect(table.rows.map((row) => names.map((at) => row[at]))).toEqual(expected);
  });

  it("stay folded if a mapping does not name them, and are unfolded by one that does", async () => {
    const mapping = (lists: string, net: string) => `version: 1
tables:
  transactions:
    files: [orders.jsonl]
    ${lists}
    columns: { customer_id: '"customer.id"', transacted_at: at, net_revenue: "${net}" }
`;
    const select = "select net_revenue from landing.raw.transactions order by _record";
    const text = orders.map((each) => JSON.stringify(each)).join("\n");
    const build = async (yaml: string) => landed(await scratch({ "orders.jsonl": text, "grounds.yml": yaml }), select);
    expect(await build(mapping("", "id"))).toEqual([["1"], ["2"], ["3"]]);
    expect(await build(mapping("lists: [lines]", '\\"lines[].price\\"'))).toEqual([
      ["5.00"],
      ["3.00"],
      ["4.00"],
      [null],
    ]);
  });
});
