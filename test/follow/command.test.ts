import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { openWarehouse } from "../../source/warehouse/database/database.ts";
import { runHere } from "../helpers/command-line.ts";
import { scratch } from "../warehouse/support/scratch.ts";
import { type FakeTopics, setTopics, writeFakeKafka } from "./fake-kafka.ts";

const line = (id: string, net: number, customer = "c-1") =>
  JSON.stringify({
    transaction_id: id,
    customer_id: customer,
    transacted_at: "2024-03-01T08:00:00Z",
    net_revenue: net,
  });

const audiences = `version: 1
audiences:
  buyers: { description: Everyone, orders: 2 }
`;

async function place() {
  const folder = await scratch();
  await writeFakeKafka(folder);
  process.env.GROUNDS_PEERS = folder;
  onTestFinished(() => {
    delete process.env.GROUNDS_PEERS;
  });
  const [source, warehouse] = [join(folder, "raw"), join(folder, "w.duckdb")];
  await mkdir(source);
  const follow = async (topics: FakeTopics, ...more: readonly string[]) => {
    await setTopics(folder, topics);
    const to = ["--source", source, "--warehouse", warehouse, "--bad-row-share", "0.9"];
    const ran = await runHere("follow", "--brokers", "here:9092", "--topic", "orders", "--once", ...to, ...more);
    const kept = JSON.parse(await readFile(join(folder, "topics.json"), "utf8"));
    return { ...ran, kept };
  };
  const rows = async (sql: string) => {
    const database = await openWarehouse(warehouse);
    try {
      return (await database.query(sql)).rows;
    } finally {
      await database.close();
    }
  };
  return { source, follow, rows };
}

it("brings the newest message of each key into the warehouse, invalid ones into the quarantine, and offsets to the broker", async () => {
  const { follow, rows } = await place();
  const first = [
    { key: "t-1", value: line("t-1", 10) },
    { key: "t-2", value: line("t-2", 20.5) },
    { key: "t-1", value: line("t-1", 12) },
    { key: "t-3", value: "{bad" },
  ];
  const second = [
    { key: "t-4", value: line("t-4", 1) },
    { key: "t-4", value: null },
  ];
  const { code, log, kept } = await follow({ orders: { id: "one", partitions: [first, second] } });
  expect(log).toContain("quarantined: orders partition 0 offset 3: not a JSON object");
  expect(log).toMatch(/orders: 5 lines, \S+ a second, 0 behind/);
  expect(code).toBe(0);
  const net = "select transaction_id, net_revenue::varchar from silver.fct_transactions order by 1";
  expect(await rows(net)).toEqual([
    ["t-1", "12.0000"],
    ["t-2", "20.5000"],
  ]);
  expect(await rows("select source_file, source_line, value from bronze.quarantine")).toEqual([
    ["transactions/orders-0-0-3.jsonl", 4, "orders partition 0 offset 3: not a JSON object"],
  ]);
  expect(kept.committed).toEqual({ 0: "4", 1: "2" });

  // Read again from the start, with one more: what was read before is unchanged.
  const later = [...first, { key: "t-5", value: line("t-5", 5) }];
  await follow({ orders: { id: "one", partitions: [later, second] } });
  expect(await rows(net)).toEqual([
    ["t-1", "12.0000"],
    ["t-2", "20.5000"],
    ["t-5", "5.0000"],
  ]);
});

it("emits who joined an audience and who left, once, and only those who may be emitted", async () => {
  const { source, follow } = await place();
  await writeFile(join(source, "audiences.yml"), audiences);
  await writeFile(
    join(source, "customers.csv"),
    "customer_id,created_at,email,consent_ad_user_data,consent_ad_personalization\nc-1,2024-01-01,a@example.com,yes,yes\nc-2,2024-01-01,b@example.com,no,no\n",
  );
  const order = (id: string, customer: string) => ({ key: id, value: line(id, 5, customer) });
  const topics = (messages: readonly { key: string; value: string | null }[], told: readonly object[] = []) => ({
    orders: { id: "one", partitions: [messages] },
    changes: { id: "two", partitions: [told as { value: string }[]] },
  });
  const some = [order("t-1", "c-1"), order("t-2", "c-1"), order("t-3", "c-2"), order("t-4", "c-2")];
  const emit = ["--emit", "changes", "--audience", "buyers"];
  const { log, kept } = await follow(topics(some), ...emit);
  const changes = kept.changes.partitions[0].map(({ key, value }: { key: string; value: string }) => [
    key,
    JSON.parse(value).change,
  ]);
  expect(log).not.toContain("code:");
  expect(changes).toEqual([["buyers/c-1", "add"]]);
  expect(kept.committed).toEqual({ 0: "4" });

  const again = await follow(topics(some, kept.changes.partitions[0]), ...emit);
  expect(again.kept.changes.partitions[0]).toHaveLength(1);

  const left = await follow(topics([...some, { key: "t-2", value: null }], kept.changes.partitions[0]), ...emit);
  expect(left.log).not.toContain("code:");
  expect(left.kept.changes.partitions[0].slice(1).map(({ value }: { value: string }) => JSON.parse(value))).toEqual([
    expect.objectContaining({ audience: "buyers", customer_id: "c-1", change: "remove" }),
  ]);
});

it("says that the newest message is ahead of this clock, and keeps its line in the quarantine until then", async () => {
  const { follow, rows } = await place();
  const at = Date.now() + 600_000;
  const soon = JSON.stringify({ ...JSON.parse(line("t-2", 20)), transacted_at: new Date(at).toISOString() });
  const messages = [
    { key: "t-1", value: line("t-1", 10), at: Date.now() },
    { key: "t-2", value: soon, at },
  ];
  const { code, log } = await follow({ orders: { id: "one", partitions: [messages] } });
  expect(code).toBe(0);
  expect(log).toMatch(
    /the newest message is (59\d|600) s ahead of this clock: lines of the future wait in the quarantine/,
  );
  expect(await rows("select transaction_id from silver.fct_transactions")).toEqual([["t-1"]]);
  expect(await rows("select reason from bronze.quarantine")).toEqual([["in the future"]]);

  const { log: inTime } = await follow({
    orders: { id: "one", partitions: [[...messages, { key: "t-3", value: line("t-3", 5), at: Date.now() + 30_000 }]] },
  });
  expect(inTime).not.toContain("ahead of this clock");
});

it.each([
  ["an audience that nobody defined", "activation.noAudience", "nobody", { changes: { id: "two", partitions: [[]] } }],
  ["a topic of changes that does not exist", "follow.noTopic", "buyers", {}],
])("emits nothing and names it: %s", async (_, id, audience, more) => {
  const { source, follow } = await place();
  await writeFile(join(source, "audiences.yml"), audiences);
  const orders = { id: "one", partitions: [[{ key: "t-1", value: line("t-1", 10) }]] };
  const emit = ["--emit", "changes", "--audience", audience];
  const { code, log, kept } = await follow({ orders, ...more }, ...emit);
  expect(log).toContain(`code: ${id}`);
  expect(log).toContain(id === "follow.noTopic" ? "changes" : audience);
  expect(code).not.toBe(0);
  expect(kept.changes?.partitions[0] ?? []).toEqual([]);
  expect(kept.committed).toBeUndefined();
});

it("reads a message that leaves out a field of the mapping, alone in its batch", async () => {
  const { source, follow, rows } = await place();
  await writeFile(
    join(source, "grounds.yml"),
    "version: 1\ndimensions:\n  store: { label: Store, of: lines, column: store }\n",
  );
  const first = [{ key: "t-1", value: JSON.stringify({ ...JSON.parse(line("t-1", 10)), store: "x" }) }];
  await follow({ orders: { id: "one", partitions: [first] } });
  const { code, log } = await follow({
    orders: { id: "one", partitions: [[...first, { key: "t-2", value: line("t-2", 5) }]] },
  });
  expect(code, log).toBe(0);
  expect(await rows("select transaction_id, store from silver.fct_transactions order by 1")).toEqual([
    ["t-1", "x"],
    ["t-2", null],
  ]);
});
