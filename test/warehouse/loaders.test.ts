import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { day, numbers, read } from "./support/proposed.ts";
import { type Files, landed, scratch } from "./support/scratch.ts";

const line = (value: unknown) => JSON.stringify(value);
const schema = (stream: string, ...keys: readonly string[]) =>
  line({ type: "SCHEMA", stream, schema: { properties: {} }, key_properties: keys });
const record = (stream: string, values: object, more: object = {}) =>
  line({ type: "RECORD", stream, record: values, ...more });
const order = (id: string, net: number, more: object = {}) => ({
  transaction_id: id,
  customer_id: "c-1",
  transacted_at: "2024-01-01T00:00:00Z",
  net_revenue: net,
  ...more,
});
const all = "select transaction_id, net_revenue, _line from landing.raw.transactions order by transaction_id, _line";

describe("streams of Singer messages", () => {
  const stream = [
    schema("transactions", "transaction_id"),
    record("transactions", order("t-1", 1)),
    schema("shop-customers", "customer_id"),
    record("shop-customers", { customer_id: "c-1", region: "west" }),
    line({ type: "STATE", value: { bookmarks: {} } }),
    record("transactions", order("t-1", 2)),
    record("transactions", order("t-2", 3)),
    record("transactions", order("t-3", 4, { _sdc_deleted_at: "2024-02-01T00:00:00Z" })),
  ].join("\n");

  it("are read as a source, with the newest live record of each key", async () => {
    const folder = await scratch({ "tap-shop.jsonl": `${stream}\n` });
    expect(await landed(folder, all)).toEqual([
      ["t-1", "2", 6],
      ["t-2", "3", 7],
    ]);
    expect(await landed(folder, "select customer_id, region from landing.raw.customers")).toEqual([["c-1", "west"]]);
  });

  it("are read gzipped, as a single file, and beside files of other tables", async () => {
    const folder = await scratch({
      "tap.jsonl.gz": gzipSync(stream),
      "customers.csv": "customer_id,region\nc-1,east\n",
    });
    expect(await landed(folder, all)).toHaveLength(2);
    expect(await landed(folder, "select region from landing.raw.customers")).toEqual([["east"]]);
    expect(await landed(`${folder}/tap.jsonl.gz`, "select region from landing.raw.customers")).toEqual([["west"]]);
  });

  it("keep every record if the stream has no key, and the last version of a replaced table", async () => {
    const messages = [
      schema("transactions"),
      record("transactions", order("t-1", 1), { version: 1 }),
      line({ type: "ACTIVATE_VERSION", stream: "transactions", version: 2 }),
      record("transactions", order("t-2", 2), { version: 2 }),
      record("transactions", order("t-2", 2), { version: 2 }),
    ];
    const folder = await scratch({ "tap.ndjson": messages.join("\n") });
    expect(await landed(folder, all)).toEqual([
      ["t-2", "2", 4],
      ["t-2", "2", 5],
    ]);
  });

  it("send a line that is not a message to the rejects, with its number", async () => {
    const folder = await scratch({ "tap.jsonl": `${stream}\n\n{"type": "REC\n` });
    const rejects = "select source_file, _line, reason from landing.raw.rejects";
    expect(await landed(folder, rejects)).toEqual([["tap.jsonl", 10, "unreadable record"]]);
  });
});

describe("a named pipe instead of a file", () => {
  it.each(["transactions.csv", "transactions.jsonl"])("is refused without waiting: %s", async (name) => {
    const folder = await scratch();
    execFileSync("mkfifo", [join(folder, name)]);
    await expect(landed(folder)).rejects.toMatchObject({ why: expect.stringContaining("not a plain file") });
  });
});

describe("append-only tables of loaders", () => {
  const header = "transaction_id,customer_id,transacted_at,net_revenue,_sdc_sequence,_sdc_batched_at,_sdc_deleted_at";
  const row = (id: string, net: number, sequence: number, deleted = "") =>
    `${id},c-1,2024-01-01,${net},${sequence},2024-01-0${sequence},${deleted}`;

  it("are reduced to the newest live row of each key", async () => {
    const rows = [
      row("t-1", 1, 1),
      row("t-1", 3, 3),
      row("t-1", 2, 2),
      row("t-2", 5, 1),
      row("t-2", 5, 2, "2024-01-02"),
    ];
    const folder = await scratch({ "transactions.csv": [header, ...rows, ""].join("\n") });
    expect(await landed(folder, all)).toEqual([["t-1", "3", 3]]);
  });

  it("are reduced over all parts of a table", async () => {
    const part = (...rows: readonly string[]) => [header, ...rows, ""].join("\n");
    const folder = await scratch({
      "transactions-1.csv": part(row("t-1", 1, 1)),
      "transactions-2.csv": part(row("t-1", 2, 2)),
    });
    expect(await landed(`${folder}/transactions-*.csv`, all)).toEqual([["t-1", "2", 2]]);
  });
});

describe("tables that say what was done to each row", () => {
  const ofOrders = (header: string, rows: readonly string[]) => ({ "orders.csv": [header, ...rows, ""].join("\n") });
  const found = async (files: Files) => {
    const { net, customers } = await read(files);
    return [net, customers];
  };

  it("count the newest version of each key, and no deleted one", async () => {
    const rows = numbers.flatMap((at) => [
      `I,2024-01-01 10:00:${10 + at},${at},C${at % 4},${day(at)},12.00`,
      `U,2024-01-02 10:00:${10 + at},${at},C${at % 4},${day(at)},10.00`,
      ...(at === 3 ? [`D,2024-01-03 10:00:00,3,C3,${day(3)},10.00`] : []),
    ]);
    expect(await found(ofOrders("Op,dms_timestamp,order_id,customer_id,order_date,net_amount", rows))).toEqual([
      110, 4,
    ]);
  });

  it("count what a change feed of a lake has after its last commit", async () => {
    const row = (at: number, what: string, version: number, net: string) =>
      `${at},C${at % 4},${day(at)},${net},${what},${version}`;
    const rows = numbers.flatMap((at) => [
      ...[row(at, "insert", 1, "12.00"), row(at, "update_preimage", 2, "12.00")],
      ...[row(at, "update_postimage", 2, "10.00"), ...(at === 3 ? [row(at, "delete", 3, "10.00")] : [])],
    ]);
    expect(
      await found(ofOrders("order_id,customer_id,order_date,net_amount,_change_type,_commit_version", rows)),
    ).toEqual([110, 4]);
  });

  it("count the version that is the current one", async () => {
    const rows = numbers.flatMap((at) => [
      `${at},C${at % 4},${day(at)},12.00,2024-01-01,2024-01-31,false`,
      `${at},C${at % 4},${day(at)},10.00,2024-02-01,9999-12-31,true`,
    ]);
    expect(
      await found(ofOrders("order_id,customer_id,order_date,net_amount,valid_from,valid_to,is_current", rows)),
    ).toEqual([120, 4]);
  });

  it("leave any other kind of operation to the proposal", async () => {
    const rows = numbers.map((at) => `${at},C${at % 4},${day(at)},10.00,${at % 2 === 0 ? "I" : "S"}`);
    expect(await found(ofOrders("order_id,customer_id,order_date,net_amount,op", rows))).toEqual([120, 4]);
  });
});
