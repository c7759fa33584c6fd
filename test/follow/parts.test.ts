import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type FollowedMessage, lineOfMessage } from "../../source/follow/message.ts";
import { TopicParts } from "../../source/follow/topic-parts.ts";
import { scratch } from "../warehouse/support/scratch.ts";

const needed = ["net_revenue"];

function message(offset: number, value: string | undefined, more: Partial<FollowedMessage> = {}): FollowedMessage {
  return { partition: 0, offset: BigInt(offset), key: "t-1", value, timestamp: 1_735_689_600_000, ...more };
}

describe("a message as a line of a raw file", () => {
  it.each([
    [
      "as it was sent, with its offset",
      '{"transaction_id":"a","net_revenue":1.10}',
      '{"transaction_id":"a","net_revenue":1.10,"_sdc_sequence":"7"}',
    ],
    [
      "digit by digit",
      '{"transaction_id":"a","net_revenue":12345678901234567890.1234}',
      '{"transaction_id":"a","net_revenue":12345678901234567890.1234,"_sdc_sequence":"7"}',
    ],
    [
      "on one line",
      '{\n "transaction_id": "a\\n",\r\n "net_revenue": 1\n}\n',
      '{  "transaction_id": "a\\n",  "net_revenue": 1 ,"_sdc_sequence":"7"}',
    ],
    ["no JSON", '{"transaction_id":', "!dead-letter orders partition 0 offset 7: not a JSON object"],
    ["no object", "[1]", "!dead-letter orders partition 0 offset 7: not a JSON object"],
    ["a field short", '{"transaction_id":"a"}', "!dead-letter orders partition 0 offset 7: lacks net_revenue"],
    ["named by its key", '{"net_revenue":1}', '{"net_revenue":1,"transaction_id":"t-1","_sdc_sequence":"7"}'],
  ])("is %s", (_, value, line) => {
    expect(lineOfMessage("orders", message(7, value), needed).line).toBe(line);
  });

  it("deletes what a tombstone names", () => {
    const { line } = lineOfMessage("orders", message(7, undefined), needed);
    expect(JSON.parse(line)).toMatchObject({ transaction_id: "t-1", _sdc_deleted_at: "2025-01-01T00:00:00.000Z" });
    expect(lineOfMessage("orders", message(7, undefined, { key: undefined }), needed).fault).toBe("deletes no key");
  });
});

/** All lines that a build would read, by partition, in the order of their offsets. */
async function linesIn(source: string): Promise<readonly string[]> {
  const folder = join(source, "transactions");
  const texts = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), "utf8")));
  return texts.flatMap((text) => text.trimEnd().split("\n"));
}

const valueAt = (offset: number) => JSON.stringify({ transaction_id: `t-${offset}`, net_revenue: offset });

describe("the parts of a topic", () => {
  it("contain every message once, however batches are cut, repeated and interrupted", async () => {
    const cuts = fc.array(
      fc.record({ from: fc.nat(60), length: fc.integer({ min: 1, max: 30 }), partition: fc.nat(1) }),
    );
    await fc.assert(
      fc.asyncProperty(cuts, async (batches) => {
        const source = await scratch();
        for (const { from, length, partition } of batches) {
          // Each batch by a new follower; it continues where the files end, or starts again earlier.
          const parts = await TopicParts.open(source, "orders", needed);
          const start = Math.min(from, Number(parts.next().get(partition) ?? 0n));
          const offsets = Array.from({ length }, (_, index) => start + index);
          await parts.add(offsets.map((offset) => message(offset, valueAt(offset), { partition })));
          await parts.merge();
        }
        const parts = await TopicParts.open(source, "orders", needed);
        const read = [...parts.next().values()].reduce((sum, next) => sum + Number(next), 0);
        const lines = await linesIn(source);
        expect(lines).toHaveLength(read);
      }),
      { numRuns: 15, seed: 11 },
    );
  });

  it("have the fields of earlier messages, which producers leave out where they are empty", async () => {
    const source = await scratch();
    const add = async (offset: number, value: object) => {
      const parts = await TopicParts.open(source, "orders", []);
      await parts.add([message(offset, JSON.stringify(value))]);
      return (await linesIn(source)).filter((line) => line.includes(`"${offset}"`)).map((line) => JSON.parse(line));
    };
    expect(await add(0, { transaction_id: "a", store: "x" })).toHaveLength(1);
    expect(await add(1, { transaction_id: "b" })).toEqual([
      { transaction_id: "b", _sdc_sequence: "1" },
      expect.objectContaining({ store: null, _sdc_deleted_at: expect.any(String) }),
    ]);
    expect(await add(2, { transaction_id: "c", store: "y" })).toHaveLength(1);
  });

  it("stay few in a long stream, and leave a large one alone", async () => {
    const source = await scratch();
    const parts = await TopicParts.open(source, "orders", needed);
    await parts.add(Array.from({ length: 500 }, (_, offset) => message(offset, valueAt(offset))));
    for (let offset = 500; offset < 700; offset += 1) {
      await parts.add([message(offset, valueAt(offset))]);
      await parts.merge();
      const names = await readdir(join(source, "transactions"));
      expect(names).toContain("orders-0-0-499.jsonl");
      expect(names.length).toBeLessThanOrEqual(9);
    }
    expect(await linesIn(source)).toHaveLength(700);
    expect((await TopicParts.open(source, "orders", needed)).next()).toEqual(new Map([[0, 700n]]));
  });

  it("continue after a kill during a merge, and drop drafts", async () => {
    const source = await scratch();
    const parts = await TopicParts.open(source, "orders", needed);
    for (let offset = 0; offset < 45; offset += 1) await parts.add([message(offset, valueAt(offset))]);
    const small = await readFile(join(source, "transactions/orders-0-3-3.jsonl"), "utf8");
    await parts.merge();
    expect(await readdir(join(source, "transactions"))).toEqual(["orders-0-0-44.jsonl"]);
    await writeFile(join(source, "transactions/orders-0-3-3.jsonl"), small);
    await writeFile(join(source, ".follow/orders-0-45-45.jsonl"), "half");
    const again = await TopicParts.open(source, "orders", needed);
    expect(again.next()).toEqual(new Map([[0, 45n]]));
    expect(await readdir(join(source, "transactions"))).toEqual(["orders-0-0-44.jsonl"]);
    expect(await readdir(join(source, ".follow"))).toEqual(["orders.fields"]);
    expect(await linesIn(source)).toHaveLength(45);
  });
});
