import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Admin, Consumer, Producer, stringDeserializers, stringSerializers } from "@platformatic/kafka";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openWarehouse } from "../../../source/warehouse/database.ts";
import { prepareProgram } from "../../torture/support/program.ts";
import { home } from "../support/home.ts";
import { record } from "../support/record.ts";
import { orderStream, randomOf, type Sent } from "./messages.ts";
import { type Kafka, startKafka } from "./start-kafka.ts";

const lines = 100_000;
const kills = 20;
const fewestOrders = 90;

let kafka: Kafka;
beforeAll(async () => {
  kafka = await startKafka();
}, 600_000);
afterAll(() => kafka?.stop());

const client = () => ({ clientId: "test", bootstrapBrokers: [kafka.broker] });
const places = () => ({ source: join(home(), "shop"), warehouse: join(home(), "shop.duckdb") });

function follow(...more: readonly string[]): { readonly child: ChildProcess; readonly ended: Promise<number>; text: () => string } {
  const { node, entry } = prepareProgram();
  const { source, warehouse } = places();
  const words = ["follow", "--brokers", kafka.broker, "--topic", "orders", "--source", source, "--warehouse", warehouse];
  const emit = ["--emit", "changes", "--audience", "regulars", "--allow-without-consent"];
  const env = { ...process.env, GROUNDS_DATA: join(home(), "data") };
  const child = spawn(node, [entry, ...words, ...emit, ...more], { env, stdio: ["ignore", "pipe", "pipe"] });
  let text = "";
  child.stdout.on("data", (data) => (text += data));
  child.stderr.on("data", (data) => (text += data));
  const ended = new Promise<number>((resolve) => child.once("close", (code) => resolve(code ?? -1)));
  return { child, ended, text: () => text };
}

async function send(messages: readonly Sent[]): Promise<void> {
  const producer = new Producer({ ...client(), serializers: stringSerializers });
  for (let from = 0; from < messages.length; from += 2000) {
    const some = messages.slice(from, from + 2000);
    await producer.send({ messages: some.map(({ key, value }) => ({ topic: "orders", key, ...(value === undefined ? {} : { value }) })), acks: -1 });
  }
  await producer.close();
}

async function rows(sql: string) {
  const database = await openWarehouse(places().warehouse);
  try {
    return (await database.query(sql)).rows;
  } finally {
    await database.close();
  }
}

const net = "select transaction_id, net_revenue::decimal(18, 2)::varchar from silver.fct_transactions";

/** Every change that was told and not taken back by an aborted transaction, in its order. */
async function changes(): Promise<readonly { readonly customer_id: string; readonly change: string }[]> {
  const consumer = new Consumer({ ...client(), groupId: `reader-${Date.now()}`, deserializers: stringDeserializers, isolationLevel: 1 });
  const [end = 0n] = (await consumer.listOffsets({ topics: ["changes"], isolationLevel: 1 })).get("changes") ?? [];
  const offsets = [{ topic: "changes", partition: 0, offset: 0n }];
  const stream = await consumer.consume({ topics: ["changes"], mode: "manual", offsets, autocommit: false, maxWaitTime: 100 });
  const found: { customer_id: string; change: string }[] = [];
  const reading = (async () => {
    for await (const { value } of stream) found.push(JSON.parse(value ?? "{}"));
  })();
  while ((stream.offsetsToFetch.get("changes:0") ?? 0n) < end) await wait(20);
  await stream.close();
  await reading;
  await consumer.close(true);
  return found;
}

it("holds what the topic holds by key, whatever is repeated, killed, restarted and read again", async () => {
  const { source } = places();
  for (const path of Object.values(places())) rmSync(path, { recursive: true, force: true });
  mkdirSync(source, { recursive: true });
  const rule = `version: 1\naudiences:\n  regulars: { description: Regulars, orders: ${fewestOrders} }\n`;
  writeFileSync(join(source, "audiences.yml"), rule);
  const admin = new Admin(client());
  await admin.createTopics({ topics: ["orders"], partitions: 3, replicas: 1 });
  await admin.createTopics({ topics: ["changes"], partitions: 1, replicas: 1 });
  await admin.close();

  const { sent, right, bad } = orderStream(lines, 7);
  const random = randomOf(11);
  const chunk = Math.ceil(sent.length / kills);
  for (let kill = 0; kill < kills; kill += 1) {
    await send(sent.slice(kill * chunk, (kill + 1) * chunk));
    const { child, ended } = follow();
    await wait(500 + random() * 12_000);
    if (kill === 10) await kafka.restart();
    child.kill("SIGKILL");
    await ended;
  }
  const last = follow("--once");
  expect(await last.ended, last.text()).toBe(0);
  const held = await rows(net);
  expect(new Map(held.map(([id, value]) => [String(id), String(value)]))).toEqual(right);
  expect(held).toHaveLength(right.size);
  const letters = await rows("select value from bronze.quarantine");
  expect(letters).toHaveLength(bad);
  expect(letters.every(([value]) => /^orders partition \d offset \d+: not a JSON object$/.test(String(value)))).toBe(true);
  record({ comparisons: 2 * right.size + bad });

  const told = await changes();
  const members = new Set<string>();
  for (const { customer_id: id, change } of told) {
    expect(members.has(id)).toBe(change === "remove");
    if (change === "add") members.add(id);
    else members.delete(id);
  }
  const regulars = await rows(
    `select customer_id from silver.fct_transactions group by 1 having count(distinct order_id) >= ${fewestOrders}`,
  );
  expect([...members].sort()).toEqual(regulars.map(([id]) => String(id)).sort());
  record({ comparisons: told.length + members.size });

  // Another group reads from the start: every message is known by its offset.
  const again = follow("--once", "--group", "another");
  expect(await again.ended, again.text()).toBe(0);
  expect(await rows(`select count(*) from (${net})`)).toEqual([[right.size]]);
  expect(await changes()).toHaveLength(told.length);
});
