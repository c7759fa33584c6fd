import { setTimeout } from "node:timers/promises";
import { expect, it } from "vitest";
import { followTopic } from "../../source/follow/follow.ts";
import type { Topic } from "../../source/follow/topic.ts";
import { TopicParts } from "../../source/follow/topic-parts.ts";
import { scratch } from "../warehouse/support/scratch.ts";

/** Follows a topic whose brokers give this answer to its commits. */
async function following(inner: Error) {
  const parts = await TopicParts.open(await scratch(), "orders", []);
  await parts.add([{ partition: 0, offset: 0n, key: "t", value: "{}", timestamp: 0 }]);
  const topic = { close: async () => {} } as Topic;
  const refused = Object.assign(new AggregateError([inner], "failed"), { code: "PLT_KFK_RESPONSE" });
  const ended = new AbortController();
  const waits: string[] = [];
  const done = followTopic({
    ...{ name: "orders", parts, needed: [], isOnce: true, signal: ended.signal },
    connect: async () => topic,
    build: async () => {},
    settle: () => Promise.reject(refused),
    onRead: async () => {},
    onProgress: () => {},
    onWait: (why) => waits.push(why),
  });
  return { done, ended, waits };
}

it("waits longer each time while brokers answer but reject its commits, and says why", async () => {
  const { done, ended, waits } = await following(new Error("The state of the transaction is invalid."));
  await setTimeout(1600);
  ended.abort();
  await expect(done).rejects.toThrow();
  expect(waits).toEqual(Array.from({ length: 3 }, () => "The state of the transaction is invalid"));
});

it("ends with the reason if brokers reject what no retry changes", async () => {
  const inner = Object.assign(new Error("Topic authorization failed."), { apiId: "TOPIC_AUTHORIZATION_FAILED" });
  const { done, waits } = await following(inner);
  await expect(done).rejects.toMatchObject({
    id: "follow.refused",
    why: expect.stringContaining("authorization failed"),
  });
  expect(waits).toEqual([]);
});
