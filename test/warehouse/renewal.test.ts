import { cp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import fc from "fast-check";
import { afterEach, expect, it, vi } from "vitest";
import type { FollowedMessage } from "../../source/follow/message.ts";
import { TopicParts } from "../../source/follow/topic-parts.ts";
import { openWarehouse } from "../../source/warehouse/database/database.ts";
import { Renewal } from "../../source/warehouse/renewal/renewal.ts";
import { compareTables } from "../dbt/compare-tables.ts";
import { tinySource } from "../helpers/places.ts";
import { built, root, scratch } from "./support/scratch.ts";

const projectDir = join(root, "sql");
const vars = { run_at: "2026-01-01 00:00:00", bad_row_share: 0.5 };

afterEach(() => {
  vi.restoreAllMocks();
});

/** What a message says about an order line; `null` deletes it, text is no JSON. */
type Said = Readonly<Record<string, unknown>> | string | null;

const oneOf = <Value>(...values: readonly Value[]) => fc.constantFrom(...values);
const day = fc
  .integer({ min: 0, max: 760 * 24 })
  .map((hours) => new Date(Date.UTC(2023, 11, 1) + hours * 3_600_000).toISOString());

/** An order line of the tiny shop: known, unlisted and new customers, products, discounts, reversals and gifts; some are bad. */
const line: fc.Arbitrary<Said> = fc.record({
  customer_id: oneOf("c-01", "c-02", "c-03", "c-07", "c-11", "c-16", "a-new", "c-025", "z-new", null),
  order_id: oneOf(null, "o-001", "o-900", "o-901"),
  transacted_at: fc.oneof({ weight: 30, arbitrary: day }, { weight: 1, arbitrary: oneOf("soon", "2026-02-01") }),
  transaction_type: oneOf("subscription", "a_la_carte", "gift", null),
  subscription_id: oneOf(null, "s-01", "s-02"),
  gift_recipient_id: fc.oneof({ weight: 8, arbitrary: fc.constant(null) }, oneOf("c-04", "g-new", "a-new")),
  product_id: oneOf("p-01", "p-02", "p-03", "p-unlisted", null),
  quantity: oneOf(1, 2, 0, null),
  net_revenue: fc.oneof(
    { weight: 30, arbitrary: fc.integer({ min: -500, max: 9000 }).map((cents) => cents / 100) },
    { weight: 1, arbitrary: oneOf("1.23456", "much") },
  ),
  discount_id: oneOf(null, "d-welcome-20", "d-welcome-40", "d-unlisted"),
  reversal_id: fc.oneof({ weight: 8, arbitrary: fc.constant(null) }, oneOf("r-01", "r-03", "r-05", "r-06")),
  list_revenue: oneOf(null, 12.5),
  discount_amount: oneOf(null, 0, 1.25),
});

/** Messages of two partitions: new lines, newer versions, deletions, and what is not JSON. */
function messages(numbers: number, lengths: { readonly minLength: number; readonly maxLength: number }) {
  const said = fc.oneof({ weight: 20, arbitrary: line }, oneOf(null, "{"));
  return fc.array(fc.record({ number: fc.nat(numbers), said }), lengths);
}

const history = messages(460, { minLength: 500, maxLength: 500 });
const batch = messages(480, { minLength: 1, maxLength: 6 });

/** The tiny shop, with its order lines on a topic. */
async function shop() {
  const folder = await scratch();
  const source = join(folder, "shop");
  await cp(tinySource, source, { recursive: true });
  await rm(join(source, "transactions.csv"));
  const [header = "", ...rows] = (await readFile(join(tinySource, "transactions.csv"), "utf8")).trimEnd().split("\n");
  const names = header.split(",");
  const tiny = rows.map((row, at) => ({
    number: 1000 + at,
    said: Object.fromEntries(row.split(",").map((value, column) => [names[column] ?? "", value || null])),
  }));
  const offsets = [0n, 0n];
  const send = async (sent: readonly { readonly number: number; readonly said: Said }[]) => {
    const parts = await TopicParts.open(source, "orders", ["net_revenue"]);
    const read = sent.map(({ number, said }): FollowedMessage => {
      const partition = number % 2;
      const offset = offsets[partition] ?? 0n;
      offsets[partition] = offset + 1n;
      const value = said === null ? undefined : typeof said === "string" ? said : JSON.stringify(said);
      return { partition, offset, key: `n-${number}`, value, timestamp: Date.UTC(2025, 11, 1) };
    });
    for (const partition of [0, 1]) await parts.add(read.filter((message) => message.partition === partition));
    await parts.merge();
  };
  const make = (file: string, full = false) => built({ source, warehouse: join(folder, file), projectDir, vars, full });
  const differences = async () => {
    await make("whole.duckdb", true);
    const [followed, whole] = [join(folder, "followed.duckdb"), join(folder, "whole.duckdb")];
    expect(await checksIn(followed)).toEqual(await checksIn(whole));
    return (await compareTables(followed, whole)).differences;
  };
  return { folder, source, tiny, send, make, differences };
}

/** The failures of each check of the project; monitors compare with the build before. */
async function checksIn(warehouse: string) {
  const database = await openWarehouse(warehouse);
  try {
    const { rows } = await database.query(
      "select model, check_name, failures from meta.check_results where not regexp_matches(check_name, '^(freshness|volume|distribution)_') order by all",
    );
    expect(rows.length).toBeGreaterThan(100);
    return rows;
  } finally {
    await database.close();
  }
}

it("has the tables and the results of checks of a full build after any messages, to the digit", {
  timeout: 900_000,
}, async () => {
  const renewed = vi.spyOn(Renewal.prototype, "make");
  await fc.assert(
    fc.asyncProperty(history, fc.array(batch, { minLength: 3, maxLength: 6 }), async (first, batches) => {
      const { tiny, send, make, differences } = await shop();
      await send([...first, ...tiny]);
      await make("followed.duckdb");
      renewed.mockClear();
      for (const sent of batches) {
        await send(sent);
        await make("followed.duckdb");
        expect(await differences()).toEqual([]);
      }
      expect(renewed).toHaveBeenCalled();
    }),
    { numRuns: Number(process.env.RENEWAL_RUNS ?? 2), seed: 21, endOnFailure: true },
  );
});

it("reads a file added to a folder of CSV, with lines that other files have too", { timeout: 300_000 }, async () => {
  const renewed = vi.spyOn(Renewal.prototype, "make");
  const folder = await scratch();
  const source = join(folder, "raw");
  await cp(tinySource, source, { recursive: true });
  const [header = "", ...rows] = (await readFile(join(source, "transactions.csv"), "utf8")).trimEnd().split("\n");
  const many = Array.from({ length: 20 }, (_, copy) =>
    rows.map((row) => row.replace(/^t-(\d+),o-/, `t-${copy}-$1,o-${copy}-`)),
  );
  const soon = new Date(Date.now() + 12_000);
  const later = `t-soon,,c-02,${soon.toISOString()},,,,p-01,1,5.00,,,,`;
  await writeFile(join(source, "transactions.csv"), `${[header, ...rows, ...many.flat(), later].join("\n")}\n`);
  const make = (file: string, full = false) =>
    built({
      source: join(source, "*.csv"),
      warehouse: join(folder, file),
      projectDir,
      vars: { bad_row_share: 0.5 },
      full,
    });
  await make("w.duckdb");
  const [first = "", second = ""] = rows;
  const more = [first, second.replace(/^t-\d+/, "t-late"), "t-new,,b-new,2024-02-01,,,,p-01,1,5.00,,,,"];
  // What was in the future then no longer is, and is loaded with the added file.
  await setTimeout(Math.max(0, soon.getTime() - Date.now()));
  await writeFile(join(source, "transactions-2.csv"), `${[header, ...more].join("\n")}\n`);
  await make("w.duckdb");
  expect(renewed).toHaveBeenCalled();
  await make("whole.duckdb", true);
  expect((await compareTables(join(folder, "w.duckdb"), join(folder, "whole.duckdb"))).differences).toEqual([]);
  // And without it again.
  await rm(join(source, "transactions-2.csv"));
  renewed.mockClear();
  await make("w.duckdb");
  expect(renewed).toHaveBeenCalled();
  await make("whole.duckdb", true);
  expect((await compareTables(join(folder, "w.duckdb"), join(folder, "whole.duckdb"))).differences).toEqual([]);
});
