import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { record } from "../support/record.ts";
import { Follower } from "./follower.ts";
import { orderStream, randomOf, type Sent } from "./messages.ts";
import { type Kafka, startKafka } from "./start-kafka.ts";

const lines = 100_000;
const kills = 20;
/** Customers have about a hundred orders each, one per line. */
const fewestOrders = Math.round(lines / 1000) - 1;

let kafka: Kafka;
beforeAll(async () => {
  kafka = await startKafka();
});
afterAll(() => kafka?.stop());

/** Sends messages in twenty batches, so that there is always something to build. */
async function sendSlowly(follower: Follower, messages: readonly Sent[]): Promise<void> {
  const piece = Math.ceil(messages.length / 20);
  for (let from = 0; from < messages.length; from += piece) {
    await follower.send(messages.slice(from, from + piece));
    await wait(800);
  }
}

it("brings a thousand lines into the warehouse", async () => {
  const follower = new Follower(kafka.broker, "smoke");
  await follower.create("smoke", 3);
  const { sent, right } = orderStream(1000, 3);
  await follower.send(sent);
  const { ended, text } = follower.follow("--once");
  expect(await ended, text()).toBe(0);
  expect(text()).toContain(" 0 behind");
  expect(await follower.net()).toEqual(right);
  record({ comparisons: right.size });
});

it("equals the topic by key, whatever is repeated, killed, restarted and read again", {
  timeout: 2_400_000,
}, async () => {
  const follower = new Follower(kafka.broker, "orders");
  follower.audience("regulars", fewestOrders);
  await follower.create("orders", 3);
  await follower.create("changes", 1);
  const emit = ["--emit", "changes", "--audience", "regulars", "--allow-without-consent"];

  const { sent, right, bad } = orderStream(lines, 7);
  const random = randomOf(11);
  const chunk = Math.ceil(sent.length / kills);
  for (let kill = 0; kill < kills; kill += 1) {
    const feed = sendSlowly(follower, sent.slice(kill * chunk, (kill + 1) * chunk));
    const before = follower.parts();
    const { child, ended, text } = follower.follow(...emit);
    // Every second one is killed soon after its first batch, wherever it then is in the next; others while they start.
    if (kill % 2 === 1) await expect.poll(text, { timeout: 120_000 }).toContain(" behind");
    const ms = Math.round(random() * (kill % 2 === 1 ? 4000 : 12_000));
    await wait(ms);
    if (kill === Math.floor(kills / 2)) {
      await feed;
      await kafka.restart();
    }
    child.kill("SIGKILL");
    await ended;
    const [files, settled] = [follower.parts() - before, text().split(" behind").length - 1];
    console.log(`kill ${kill + 1}, ${ms} ms: ${files} new files, ${settled} batches settled`);
    await feed;
  }
  const last = follower.follow("--once", ...emit);
  expect(await last.ended, last.text()).toBe(0);
  expect(await follower.net()).toEqual(right);
  const letters = await follower.rows("select value from bronze.quarantine");
  expect(letters).toHaveLength(bad);
  expect(letters.every(([value]) => /^orders partition \d offset \d+: not a JSON object$/.test(String(value)))).toBe(
    true,
  );
  record({ comparisons: 2 * right.size + bad });

  const emitted = (await kafka.committed("changes")).map((value) => JSON.parse(value));
  const members = new Set<string>();
  for (const { customer_id: id, change } of emitted) {
    expect(members.has(id), `${change} ${id}`).toBe(change === "remove");
    if (change === "add") members.add(id);
    else members.delete(id);
  }
  const regulars = await follower.rows(
    `select customer_id from silver.fct_transactions group by 1 having count(distinct order_id) >= ${fewestOrders}`,
  );
  expect([...members].sort()).toEqual(regulars.map(([id]) => String(id)).sort());
  console.log(`${right.size} lines, ${bad} dead letters, ${emitted.length} changes, ${members.size} members`);
  record({ comparisons: emitted.length + members.size });

  // Another group continues where the files end, and emits nothing again.
  const again = follower.follow("--once", "--group", "another", ...emit);
  expect(await again.ended, again.text()).toBe(0);
  expect(await follower.net()).toEqual(right);
  expect(await kafka.committed("changes")).toHaveLength(emitted.length);
  // Another folder reads from the first message.
  const anew = new Follower(kafka.broker, "orders", "anew");
  const whole = anew.follow("--once", "--group", "whole");
  expect(await whole.ended, whole.text()).toBe(0);
  expect(await anew.net()).toEqual(right);
  record({ comparisons: right.size });
});
