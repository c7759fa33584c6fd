import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { takeMessages } from "../../source/ingest/target.ts";
import { numbers } from "../analysis/random-cells.ts";
import { landed, scratch } from "../warehouse/support/scratch.ts";

const json = (value: unknown) => `${JSON.stringify(value)}\n`;
const schema = (...keys: readonly string[]) =>
  json({ type: "SCHEMA", stream: "transactions", schema: {}, key_properties: keys });
const order = (number: number, net: number | string, more: object = {}) =>
  json({
    type: "RECORD",
    stream: "transactions",
    record: {
      transaction_id: `t-${number}`,
      customer_id: "c-1",
      transacted_at: "2024-01-01T00:00:00Z",
      net_revenue: net,
    },
    ...more,
  });
const state = (done: number) => json({ type: "STATE", value: { done } });
const active = (version: number) => json({ type: "ACTIVATE_VERSION", stream: "transactions", version });

/** The stream in small pieces, cut anywhere. */
async function* bytesOf(text: string, size = 700): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function take(folder: string, text: string, commitRecords = 1) {
  const states: string[] = [];
  const onState = (value: string) => states.push(value);
  const error = await takeMessages(bytesOf(text), { folder, onState, commitRecords }).then(
    () => undefined,
    (raised) => raised,
  );
  return { states, error };
}

const rows = (folder: string) =>
  landed(folder, "select transaction_id, net_revenue from landing.raw.transactions order by all");

describe("grounds ingest", () => {
  it("writes records to parts of their stream's table, the newest of each key, and reports a state after its commit", async () => {
    const folder = await scratch();
    const first = await take(folder, schema("transaction_id") + order(1, 1) + order(2, 2) + state(2));
    expect(first).toEqual({ states: ['{"done":2}'], error: undefined });
    expect(await rows(folder)).toEqual([
      ["t-1", "1"],
      ["t-2", "2"],
    ]);
    await take(folder, schema("transaction_id") + order(2, 2) + order(1, 7) + order(3, 3) + state(3));
    expect(await rows(folder)).toEqual([
      ["t-1", "7"],
      ["t-2", "2"],
      ["t-3", "3"],
    ]);
    expect((await readdir(join(folder, "transactions"))).length).toBe(2);
    expect(await readdir(join(folder, ".singer"))).toEqual([]);
  });

  it("leaves out deleted records, and versions of a table that a new one replaced", async () => {
    const folder = await scratch();
    const gone = json({
      type: "RECORD",
      stream: "transactions",
      record: {
        transaction_id: "t-1",
        customer_id: "c-1",
        transacted_at: "2024-01-01",
        net_revenue: 1,
        _sdc_deleted_at: "2024-02-01T00:00:00Z",
      },
    });
    await take(folder, schema("transaction_id") + order(1, 1) + order(2, 2) + state(1) + gone);
    expect(await rows(folder)).toEqual([["t-2", "2"]]);
    const whole = (version: number, ...numbers: readonly number[]) =>
      schema() + numbers.map((one) => order(one, one, { version })).join("") + active(version);
    const table = await scratch();
    await take(table, whole(1, 1, 2) + state(1));
    await take(table, whole(2, 2, 3) + state(2));
    expect(await rows(table)).toEqual([
      ["t-2", "2"],
      ["t-3", "3"],
    ]);
  });

  it("keeps every digit of a number, and every record of a stream without a key", async () => {
    const folder = await scratch();
    const text = schema() + order(1, "X") + order(1, "X") + state(1);
    await take(folder, text.replaceAll('"X"', "12345678901234567.10"));
    const [part = ""] = await readdir(join(folder, "transactions"));
    const written = await readFile(join(folder, "transactions", part), "utf8");
    expect(written.match(/"net_revenue":12345678901234567\.10/g)).toHaveLength(2);
  });

  it("loses nothing and takes nothing twice if the stream breaks at any byte and is sent again", {
    timeout: 120_000,
  }, async () => {
    const next = numbers(5);
    const count = 60;
    const from = (done: number) =>
      schema("transaction_id") +
      Array.from(
        { length: count - done },
        (_, index) => order(done + index, done + index) + ((done + index) % 7 === 6 ? state(done + index + 1) : ""),
      ).join("") +
      state(count);
    const whole = from(0);
    const folder = await scratch();
    let done = 0;
    for (let cut = 0; cut < 20; cut += 1) {
      const text = from(done);
      const { states, error } = await take(
        folder,
        text.slice(0, Math.floor(next() * text.length)),
        1 + Math.floor(next() * 20),
      );
      if (error !== undefined) expect(error.id).toMatch(/^singer\.(brokenOff|noSchema)$/);
      done = JSON.parse(states.at(-1) ?? `{"done":${done}}`).done;
      expect(await idsIn(folder)).toEqual(
        expect.arrayContaining(Array.from({ length: done }, (_, index) => `t-${index}`)),
      );
      if (next() < 0.3) done = 0;
    }
    expect((await take(folder, whole)).error).toBeUndefined();
    const all = Array.from({ length: count }, (_, index) => [`t-${index}`, String(index)]);
    expect(await rows(folder)).toEqual(all.toSorted());
  });

  it("finishes an interrupted commit, and removes what was never committed", async () => {
    const folder = await scratch();
    await take(folder, schema("transaction_id") + order(1, 1) + state(1));
    const drafts = join(folder, ".singer");
    const line = JSON.stringify({
      ...JSON.parse(order(2, 2)).record,
      _sdc_sequence: "9",
      _sdc_batched_at: "2024-01-01",
      _sdc_deleted_at: null,
    });
    await writeFile(join(drafts, "transactions-9.jsonl"), `${line}\n`);
    await writeFile(join(drafts, "transactions-8.jsonl"), "half a lin");
    await writeFile(
      join(drafts, "change.json"),
      JSON.stringify({ added: [[".singer/transactions-9.jsonl", "transactions/9.jsonl"]], removed: [] }),
    );
    await take(folder, schema("transaction_id") + order(3, 3) + state(3));
    expect(await rows(folder)).toEqual([
      ["t-1", "1"],
      ["t-2", "2"],
      ["t-3", "3"],
    ]);
    expect(await readdir(drafts)).toEqual([]);
  });
});

async function idsIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(join(folder, "transactions")).catch(() => []);
  const texts = await Promise.all(names.map((name) => readFile(join(folder, "transactions", name), "utf8")));
  return texts.flatMap((text) =>
    text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line).transaction_id),
  );
}
