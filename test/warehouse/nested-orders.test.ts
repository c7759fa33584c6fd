import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { mapped } from "./support/field.ts";
import { day, numbers, read } from "./support/proposed.ts";
import { landed, scratch } from "./support/scratch.ts";

interface Names {
  readonly items: string;
  readonly discounts: string;
  readonly refunds: string;
}

const known: Names = { items: "line_items", discounts: "discount_codes", refunds: "refunds" };
const money = (value: number) => value.toFixed(2);

/** Orders of two lines (27.00), every third with a discount of 2.00, every sixth with a refund of 3.00. */
const order = (at: number, { items, discounts, refunds }: Names) => ({
  created_at: `${day(at)}T10:00:00Z`,
  customer: { id: 1 + (at % 5), email: `c${at % 5}@example.org` },
  [items]: [
    { sku: "A", title: "Mug", quantity: 2, price: "10.00" },
    { sku: "B", title: "Bag", quantity: 1, price: "7.00" },
  ],
  shipping_lines: [{ title: "Post", price: "4.90" }],
  [discounts]: at % 3 === 0 ? [{ code: "TWO", amount: "2.00" }] : [],
  [refunds]: at % 6 === 0 ? [{ refunded_at: day(12), amount: "3.00" }] : [],
  payments: [{ gateway: "card", amount: money(31.9 - (at % 3 === 0 ? 2 : 0)) }],
});
const list = (names: Names) => JSON.stringify(numbers.map((at) => ({ id: 1000 + at, ...order(at, names) })));
const byKey = Object.fromEntries(numbers.map((at) => [String(1000 + at), order(at, known)]));
const gross = 12 * 27;
const net = gross - 4 * 2 - 2 * 3;

describe("orders with several lists", () => {
  it("takes the lines, less what was taken off and given back", async () => {
    expect(await read({ "orders.json": list(known) })).toMatchObject({ net, customers: 5 });
  });

  it("knows lines by what they hold, and asks about lists that could be anything", async () => {
    const found = await read({
      "orders.json": list({ items: "cart", discounts: "reductions", refunds: "given_back" }),
    });
    expect(found).toMatchObject({ net: gross, customers: 5 });
    expect(found.asked.filter((id) => id.startsWith("file "))).toEqual([
      "file orders.json, list given_back",
      "file orders.json, list reductions",
    ]);
    expect(found.totals).toEqual(expect.arrayContaining([gross - 2 * 3, gross - 4 * 2]));
  });

  it("reads lines by generated keys as a list, within orders by keys and within a list of orders", async () => {
    const keyed = numbers.map((at) => {
      const [mug, bag] = [
        { sku: "A", quantity: 2, price: "10.00" },
        { sku: "B", quantity: 1, price: "7.00" },
      ];
      return { customer: `C${at % 5}`, placed_at: day(at), items: { [`-N${at}a`]: mug, [`-N${at}b`]: bag } };
    });
    const byId = Object.fromEntries(keyed.map((each, at) => [`-M${at}x`, each]));
    for (const orders of [byId, { orders: byId }, { orders: keyed }, keyed]) {
      expect(await read({ "orders.json": JSON.stringify(orders) })).toMatchObject({ net: gross, customers: 5 });
    }
  });

  it("asks about no list that only splits an amount of its order", async () => {
    const orders = numbers.map((at) => ({
      ...{ number: at, customer: `C${at % 5}`, date: day(at), total: 27 + at },
      parts: {
        data: [
          { id: `${at}a`, amount: 20 },
          { id: `${at}b`, amount: 7 + at },
        ],
      },
    }));
    const found = await read({ "orders.json": JSON.stringify(orders) });
    expect(found.net).toBe(12 * 27 + 78);
    expect(found.asked.filter((id) => id.startsWith("file "))).toEqual([]);
  });

  it("asks about refunds among payments", async () => {
    const orders = numbers.map((at) => ({
      ...{ order: at, buyer: `C${at % 5}`, date: day(at) },
      rows: [
        { article: "A", qty: 2, amount: 20 },
        { article: "B", qty: 1, amount: 7 },
      ],
      transactions: [{ kind: "sale", amount: 27 }, ...(at % 6 === 0 ? [{ kind: "refund", amount: 7 }] : [])],
    }));
    const found = await read({ "orders.json": JSON.stringify(orders) });
    expect(found).toMatchObject({ net: gross, asked: ["file orders.json, list transactions"] });
    expect(found.totals).toContain(gross - 14);
  });
});

describe("records by their keys", () => {
  it.each<[string, unknown]>([
    ["alone", byKey],
    ["within an object", { orders: byKey, count: 12 }],
  ])("are read: %s", async (_, content) => {
    const files = { "orders.json": JSON.stringify(content) };
    expect(await read(files)).toMatchObject({ net, customers: 5 });
    const folder = await scratch(files);
    await writeFile(join(folder, "grounds.yml"), (await mapped(folder, false)).text);
    const query =
      "select count(*)::integer, count(distinct order_id)::integer, min(order_id) from landing.raw.transactions";
    expect(await landed(folder, query)).toEqual([[24, 12, "1001"]]);
  });

  it("are not made of one order with objects in it", async () => {
    const folder = await scratch({
      "orders.json": JSON.stringify({ customer: { id: 1, name: "A" }, seller: { id: 2, name: "B" } }),
    });
    await writeFile(
      join(folder, "grounds.yml"),
      "version: 1\ntables:\n  transactions:\n    files: [orders.json]\n    columns: { customer_id: '\"customer.id\"', transacted_at: \"'2024-01-01'\", net_revenue: '\"seller.id\"' }\n",
    );
    expect(await landed(folder, "select customer_id, net_revenue from landing.raw.transactions")).toEqual([["1", "2"]]);
  });
});
