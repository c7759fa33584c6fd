import { loadPeer } from "../peer.ts";
import { committedOnly } from "./committed.ts";
import type { KafkaClient, KafkaMessage } from "./kafka-client.ts";
import type { FollowedMessage } from "./message.ts";

export async function loadKafka(): Promise<KafkaClient> {
  const client = await loadPeer<KafkaClient>("@platformatic/kafka", "Following a topic");
  const { Consumer, Producer, stringSerializers, stringDeserializers } = client;
  return { Consumer: committedOnly(Consumer), Producer, stringSerializers, stringDeserializers };
}

export function followedOf({ key, value, partition, offset, timestamp }: KafkaMessage): FollowedMessage {
  return {
    ...{ partition, offset, timestamp: Number(timestamp) },
    key: key === undefined || key === null || key === "" ? undefined : key,
    value: value ?? undefined,
  };
}
