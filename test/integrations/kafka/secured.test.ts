import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { home } from "../support/home.ts";
import { record } from "../support/record.ts";
import { Follower } from "./follower.ts";
import { orderStream } from "./messages.ts";
import { type Kafka, startKafka } from "./start-kafka.ts";

let kafka: Kafka;
beforeAll(async () => {
  kafka = await startKafka();
});
afterAll(() => kafka?.stop());

const login = (user: "shop" | "guest", more: Readonly<Record<string, string>> = {}) => ({
  KAFKA_USERNAME: user,
  KAFKA_PASSWORD: kafka.secured.users[user],
  NODE_EXTRA_CA_CERTS: kafka.secured.certificate,
  ...more,
});

it.each(["PLAIN", "SCRAM-SHA-256"])("follows a topic behind TLS and a password with %s", async (mechanism) => {
  const follower = new Follower(kafka.broker, `secured-${mechanism.toLowerCase()}`);
  await follower.create(follower.topic, 2);
  const { sent, right } = orderStream(300, 9);
  await follower.send(sent);
  const { broker } = kafka.secured;
  const { ended, text } = follower.followAs(broker, login("shop", { KAFKA_SASL_MECHANISM: mechanism }), "--once");
  expect(await ended, text()).toBe(0);
  expect(await follower.net()).toEqual(right);
  record({ comparisons: right.size });
});

it.each([
  ["a password that is wrong", { KAFKA_PASSWORD: "canary-of-a-password" }, /authentication/i],
  ["a mechanism that it does not have", { KAFKA_SASL_MECHANISM: "SCRAM-SHA-512" }, /mechanism/i],
  ["a certificate that nobody vouches for", { NODE_EXTRA_CA_CERTS: "" }, /certificate/i],
] as const)("ends at once with the reason: %s", async (_, wrong, why) => {
  const follower = new Follower(kafka.broker, "refused");
  await follower.create("refused", 1).catch(() => {});
  const { ended, text } = follower.followAs(kafka.secured.broker, login("shop", wrong));
  expect(await ended).toBe(1);
  expect(text()).toContain("The brokers refuse what they are asked");
  expect(text()).toMatch(why);
  expect(text()).not.toContain("canary");
  record({ comparisons: 1 });
});

it("ends at once with the reason if the user may not read, and writes the password nowhere", async () => {
  const follower = new Follower(kafka.broker, "forbidden");
  await follower.create("forbidden", 1);
  const { ended, text } = follower.followAs(kafka.secured.broker, login("guest"));
  expect(await ended).toBe(1);
  expect(text()).toMatch(/The brokers refuse what they are asked|There is no topic forbidden/);
  expect(text()).not.toContain(kafka.secured.users.guest);
  expect(readFileSync(join(home(), "data/logs/grounds.jsonl"), "utf8")).not.toContain(kafka.secured.users.shop);
  record({ comparisons: 1 });
});
