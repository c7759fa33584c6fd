import { setTimeout } from "node:timers/promises";
import { expect, it } from "vitest";
import { followTopic } from "../../source/follow/follow.ts";
import type { Topic } from "../../source/follow/topic.ts";
import { TopicParts } from "../../source/follow/topic-parts.ts";
import { scratch } from "../warehouse/support/scratch.ts";

it("waits longer each time while brokers answer but refuse what it tells, and says why", async () => {
  const parts = await TopicParts.open(await scratch(), "orders", []);
  await parts.add([{ partition: 0, offset: 0n, key: "t", value: "{}", timestamp: 0 }]);
  const topic = { close: async () => {} } as Topic;
  const inner = new Error("The state of the transaction is invalid.");
  const refused = Object.assign(new AggregateError([inner], "failed"), { code: "PLT_KFK_RESPONSE" });
  const ended = new AbortController();
  const waits: string[] = [];
  const following = followTopic({
    ...{ name: "orders", parts, needed: [], isOnce: true, signal: ended.signal },
    connect: async () => topic,
    build: async () => {},
    settle: () => Promise.reject(refused),
    onRead: async () => {},
    onProgress: () => {},
    onWait: (why) => waits.push(why),
  });
  await setTimeout(1600);
  ended.abort();
  await expect(following).rejects.toThrow();
  expect(waits).toEqual(Array.from({ length: 3 }, () => "The state of the transaction is invalid"));
});
