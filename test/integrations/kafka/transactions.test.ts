import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { record } from "../support/record.ts";
import { Follower } from "./follower.ts";
import { type Kafka, startKafka } from "./start-kafka.ts";

let kafka: Kafka;
beforeAll(async () => {
  kafka = await startKafka();
});
afterAll(() => kafka?.stop());

const order = (id: string, net: string) => ({
  key: id,
  value: JSON.stringify({
    transaction_id: id,
    customer_id: "c",
    transacted_at: "2024-03-01T08:00:00Z",
    net_revenue: net,
  }),
});

it("leaves out aborted transactions, and ends at the marker of the last one", async () => {
  const follower = new Follower(kafka.broker, "transacted");
  await follower.create("transacted", 1);
  const kept = [true, false, false, true, false, true, false, false];
  await follower.transact(
    kept.map((isKept, index) => ({ messages: [order(`t-${index}`, "1.00"), order(`u-${index}`, "2.00")], isKept })),
  );
  const right = new Map(
    kept.flatMap((isKept, index) => (isKept ? [[`t-${index}`, "1.00"] as const, [`u-${index}`, "2.00"] as const] : [])),
  );
  expect((await kafka.committed("transacted")).length).toBe(right.size);
  const { ended, text } = follower.follow("--once");
  expect(await ended, text()).toBe(0);
  expect(await follower.net()).toEqual(right);
  record({ comparisons: right.size });
});

it("rejects messages that the broker deleted before they were read, until they exist as a file", async () => {
  const follower = new Follower(kafka.broker, "deleted");
  await follower.create("deleted", 1);
  await follower.send([order("t-0", "1.00"), order("t-1", "2.00")]);
  const first = follower.follow("--once");
  expect(await first.ended, first.text()).toBe(0);
  const missing = [order("t-2", "3.00"), order("t-3", "4.00")];
  await follower.send([...missing, order("t-4", "5.00")]);
  await follower.admin((admin) =>
    admin.deleteRecords({ topics: [{ name: "deleted", partitions: [{ partition: 0, offset: 4n }] }] }),
  );
  const refused = follower.follow("--once");
  expect(await refused.ended).not.toBe(0);
  expect(refused.text()).toContain("partition 0, offsets 2 to 3");
  expect((await follower.net()).size).toBe(2);

  const file = join(follower.source, "transactions/deleted-0-2-3.jsonl");
  writeFileSync(file, `${missing.map(({ value }) => value).join("\n")}\n`);
  const last = follower.follow("--once");
  expect(await last.ended, last.text()).toBe(0);
  const sums = await follower.rows(
    "select count(*)::int, sum(net_revenue)::decimal(18, 2)::varchar from silver.fct_transactions",
  );
  expect(sums).toEqual([[5, "15.00"]]);
  expect(readFileSync(file, "utf8")).toContain("t-3");
});

it("reads partitions added later from their first message", async () => {
  const follower = new Follower(kafka.broker, "grown");
  await follower.create("grown", 1);
  await follower.send([order("t-0", "1.00")]);
  const running = follower.follow();
  await expect.poll(() => running.text(), { timeout: 60_000 }).toContain("1 lines");
  await follower.admin((admin) => admin.createPartitions({ topics: [{ name: "grown", count: 4 }] }));
  const more = Array.from({ length: 40 }, (_, index) => order(`t-${index}`, "1.00"));
  await follower.send(more);
  running.child.kill("SIGINT");
  await running.ended;
  const last = follower.follow("--once");
  expect(await last.ended, last.text()).toBe(0);
  expect((await follower.net()).size).toBe(40);
});
