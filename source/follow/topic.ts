import { followErrors } from "../errors/follow.ts";
import { UserError } from "../errors.ts";
import { holesIn, refuseDeleted } from "./holes.ts";
import { Inbox } from "./inbox.ts";
import { followedOf } from "./kafka.ts";
import type { KafkaClient, KafkaConsumer, KafkaMessage, KafkaStream } from "./kafka-client.ts";
import type { FollowedMessage } from "./message.ts";
import type { KafkaSettings } from "./settings.ts";
import { isNoTopic, isRefusal, whyOf } from "./why.ts";
import { withinTime } from "./within-time.ts";

/** A topic that is being read. */
export interface Topic {
  /** Changes if the topic is deleted and created again. */
  readonly id: string;
  /** Messages of the partitions, those of each in the order of their offsets. */
  take(idleMs: number, forMs: number, signal: AbortSignal): Promise<readonly FollowedMessage[]>;
  /** Messages in the topic that were not taken yet. */
  lag(): Promise<number>;
  /** Commits the group's offsets to the broker, for those who monitor its lag. */
  commit(next: ReadonlyMap<number, bigint>): Promise<void>;
  readonly consumer: KafkaConsumer;
  close(): Promise<void>;
}

export interface TopicOptions {
  readonly settings: KafkaSettings;
  readonly topic: string;
  readonly group: string;
  /** The offset to start from, by partition; others start at their first message. */
  readonly next: ReadonlyMap<number, bigint>;
}

const mostMessages = 50_000;
/** Special timestamps of the broker's API. */
const [earliest, latest] = [-2n, -1n];
const answerMs = 30_000;
const closeMs = 2000;
/** How long the broker waits before it considers a killed reader gone: the default minimum. */
const sessionMs = 6000;

/** Starts reading a topic. Rejects with UserError if no broker answers or there is no such topic. */
export async function openTopic(client: KafkaClient, options: TopicOptions): Promise<Topic> {
  const { settings, topic, group, next } = options;
  const consumer = new client.Consumer({ ...clientOptions(client, settings), groupId: group });
  try {
    const { id, first } = await aboutTopic(consumer, options);
    const unread = first.map((to, partition) => ({ partition, from: next.get(partition) ?? to, to }));
    refuseDeleted(topic, unread, first);
    const offsets = first.map((offset, partition) => ({ topic, partition, offset: next.get(partition) ?? offset }));
    const stream = await consumer.consume({
      ...{ topics: [topic], mode: "manual", offsets, autocommit: false, maxWaitTime: 200 },
      // Partitions added later start at their first message.
      fallbackMode: "earliest",
      ...{ sessionTimeout: sessionMs, heartbeatInterval: 1500 },
    });
    const begin = new Map(offsets.map(({ partition, offset }) => [partition, offset]));
    return reading({ topic, id, consumer, stream, next: begin });
  } catch (error) {
    await consumer.close(true).catch(() => {});
    throw failureOf(settings, error);
  }
}

export function clientOptions(client: KafkaClient, { brokers, tls, sasl }: KafkaSettings): object {
  return {
    ...{ clientId: "grounds", bootstrapBrokers: brokers, deserializers: client.stringDeserializers, isolationLevel: 1 },
    ...{ timeout: 10_000, connectTimeout: 5000, retries: 2, strict: false },
    ...(tls ? { tls } : {}),
    ...(sasl ? { sasl } : {}),
  };
}

function failureOf({ brokers }: KafkaSettings, error: unknown): UserError {
  if (error instanceof UserError) return error;
  if (isRefusal(error)) return followErrors.refused({ why: whyOf(error) });
  return followErrors.unreachable({ brokers: brokers.join(","), why: whyOf(error) });
}

async function aboutTopic(consumer: KafkaConsumer, { settings, topic }: TopicOptions) {
  const missing = () => followErrors.noTopic({ topic, brokers: settings.brokers.join(",") });
  const { topics } = await consumer.metadata({ topics: [topic], forceUpdate: true }).catch((error: unknown) => {
    throw isNoTopic(error) ? missing() : error;
  });
  const found = topics.get(topic);
  if (found === undefined || found.partitionsCount === 0) throw missing();
  const first = (await consumer.listOffsets({ topics: [topic], timestamp: earliest })).get(topic) ?? [];
  return { id: found.id, first };
}

interface Reading {
  readonly topic: string;
  readonly id: string;
  readonly consumer: KafkaConsumer;
  readonly stream: KafkaStream;
  /** The offset that is expected next, by partition. */
  readonly next: Map<number, bigint>;
}

function reading({ topic, id, consumer, stream, next: expected }: Reading): Topic {
  const inbox = new Inbox<KafkaMessage>(mostMessages);
  stream.on("error", (error) => inbox.fail(error));
  void inbox.fill(stream);
  const offsets = async (timestamp: bigint) => {
    const asked = consumer.listOffsets({ topics: [topic], timestamp, isolationLevel: 1 });
    return (await withinTime(answerMs, asked)).get(topic) ?? [];
  };
  return {
    ...{ id, consumer },
    async take(idleMs, forMs, signal) {
      const taken = (await inbox.take(idleMs, forMs, signal)).map(followedOf);
      const holes = holesIn(taken, expected);
      if (holes.length > 0) refuseDeleted(topic, holes, await offsets(earliest));
      for (const { partition, offset } of taken) expected.set(partition, offset + 1n);
      return taken;
    },
    async lag() {
      const ends = await offsets(latest);
      // Markers that end a transaction have offsets but are not messages, so the stream says what has arrived.
      const came = (partition: number) => stream.offsetsToFetch.get(`${topic}:${partition}`) ?? 0n;
      const waiting = inbox.waiting() + stream.readableLength;
      return ends.reduce((sum, end, partition) => sum + Number(end - came(partition)), waiting);
    },
    async commit(next) {
      const offsets = [...next].map(([partition, offset]) => ({ topic, partition, offset, leaderEpoch: -1 }));
      await withinTime(answerMs, consumer.commit({ offsets }));
    },
    async close() {
      await withinTime(closeMs, stream.close()).catch(() => {});
      await withinTime(closeMs, consumer.close(true)).catch(() => {});
    },
  };
}
