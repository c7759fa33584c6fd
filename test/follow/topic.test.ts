import { expect, it } from "vitest";
import type { KafkaClient } from "../../source/follow/kafka-client.ts";
import { openTopic } from "../../source/follow/topic.ts";

/** A broker whose partition begins at an offset, has this many messages, and ends with a transaction marker. */
function brokerOf(first: number, messages: number): KafkaClient {
  const end = BigInt(first + messages + 1);
  class Consumer {
    async metadata() {
      return { topics: new Map([["orders", { id: "one", partitionsCount: 1 }]]) };
    }
    async listOffsets({ timestamp }: { readonly timestamp: bigint }) {
      return new Map([["orders", [timestamp === -2n ? BigInt(first) : end]]]);
    }
    async consume({ offsets }: { readonly offsets: readonly { readonly offset: bigint }[] }) {
      const offsetsToFetch = new Map([["orders:0", offsets[0]?.offset ?? 0n]]);
      return {
        ...{ offsetsToFetch, readableLength: 0, on() {}, close: async () => {} },
        async *[Symbol.asyncIterator]() {
          for (let offset = offsets[0]?.offset ?? 0n; offset < end - 1n; offset += 1n)
            yield { key: "t", value: "{}", partition: 0, offset, timestamp: 0n };
          offsetsToFetch.set("orders:0", end);
        },
      };
    }
    async close() {}
  }
  return { Consumer, stringDeserializers: {} } as unknown as KafkaClient;
}

const settings = { brokers: ["here:9092"], tls: undefined, sasl: undefined };
const opened = (client: KafkaClient, next: ReadonlyMap<number, bigint>) =>
  openTopic(client, { settings, topic: "orders", group: "g", next });

it("is at the end of a topic that ends with a transaction marker, wherever its offsets begin", async () => {
  for (const first of [0, 500]) {
    const topic = await opened(brokerOf(first, 3), new Map());
    const taken = await topic.take(50, 50, new AbortController().signal);
    expect(taken).toHaveLength(3);
    expect(await topic.lag()).toBe(0);
    await topic.close();
  }
});

it("refuses to continue if messages were deleted after the last one read", async () => {
  const next = new Map([[0, 499n]]);
  await expect(opened(brokerOf(500, 3), next)).rejects.toThrow("partition 0, offsets 499 to 499");
});
