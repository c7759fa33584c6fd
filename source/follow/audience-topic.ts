import { setTimeout } from "node:timers/promises";
import { followErrors } from "../errors/follow.ts";
import type { UserError } from "../errors.ts";
import type { KafkaClient, KafkaConsumer, KafkaProducer } from "./kafka-client.ts";
import type { KafkaSettings } from "./settings.ts";
import { clientOptions } from "./topic.ts";
import { isNoTopic } from "./why.ts";
import { withinTime } from "./within-time.ts";

export interface AudienceTopicOptions {
  readonly settings: KafkaSettings;
  /** Where the changes go. */
  readonly topic: string;
  readonly audience: string;
  /** The same for every follower of this folder, so that a new one ends the transaction that a killed one left open. */
  readonly transactionalId: string;
  readonly signal: AbortSignal;
}

/** A change of one customer, with a key of audience and customer: the newest message of a key says whether they are in. */
interface Change {
  readonly audience: string;
  readonly customer_id: string;
  readonly change: "add" | "remove";
  readonly at: string;
}

const sentAtOnce = 5000;
const closeMs = 2000;

/**
 * The topic that the changes of an audience go to. The members published so far are read from the topic itself, so nothing
 * is published twice or left out, wherever a follower was killed.
 */
export class AudienceTopic {
  readonly #producer: KafkaProducer;
  readonly #options: AudienceTopicOptions;
  #members: Set<string>;

  private constructor(producer: KafkaProducer, options: AudienceTopicOptions, members: Set<string>) {
    this.#producer = producer;
    this.#options = options;
    this.#members = members;
  }

  /** Opens the topic; rejects with UserError if it does not exist. */
  static async open(client: KafkaClient, options: AudienceTopicOptions): Promise<AudienceTopic> {
    const { settings, transactionalId } = options;
    const producer = new client.Producer({
      ...clientOptions(client, settings),
      ...{ serializers: client.stringSerializers, idempotent: true, transactionalId },
      // With its own number it would be fenced off as an older producer of the same name.
      ...{ producerId: -1n, producerEpoch: -1 },
    });
    try {
      // Beginning a transaction ends what a killed follower left open. It is cancelled locally, since a broker refuses to
      // abort an empty one.
      await (await producer.beginTransaction()).cancel();
      return new AudienceTopic(producer, options, await publishedMembers(client, options));
    } catch (error) {
      await producer.close(true).catch(() => {});
      throw isNoTopic(error) ? noTopic(options) : error;
    }
  }

  /**
   * Publishes who joined and who left, and the offsets read from the topic of order lines, in one transaction; resolves to
   * the number of changes.
   */
  async publish(
    members: ReadonlySet<string>,
    read: { readonly topic: string; readonly next: ReadonlyMap<number, bigint>; readonly consumer: KafkaConsumer },
  ): Promise<number> {
    const { topic, audience } = this.#options;
    const at = new Date().toISOString();
    const added = [...members].filter((id) => !this.#members.has(id)).map((id) => ({ id, change: "add" as const }));
    const left = [...this.#members].filter((id) => !members.has(id)).map((id) => ({ id, change: "remove" as const }));
    const messages = [...added, ...left].map(({ id, change }) => {
      const value: Change = { audience, customer_id: id, change, at };
      return { topic, key: `${audience}/${id}`, value: JSON.stringify(value) };
    });
    const transaction = await this.#producer.beginTransaction();
    try {
      await transaction.addConsumer(read.consumer);
      for (let from = 0; from < messages.length; from += sentAtOnce)
        await transaction.send({ messages: messages.slice(from, from + sentAtOnce), acks: -1 });
      for (const [partition, offset] of read.next) await transaction.addOffset(lastRead(read, partition, offset));
      await transaction.commit();
    } catch (error) {
      await transaction.abort().catch(() => {});
      throw error;
    }
    this.#members = new Set(members);
    return messages.length;
  }

  async close(): Promise<void> {
    await withinTime(closeMs, this.#producer.close(true)).catch(() => {});
  }
}

function noTopic({ topic, settings }: AudienceTopicOptions): UserError {
  return followErrors.noTopic({ topic, brokers: settings.brokers.join(",") });
}

/** The message before the next one, in the form that a transaction takes: its offset and its consumer. */
function lastRead(
  { topic, consumer }: { readonly topic: string; readonly consumer: KafkaConsumer },
  partition: number,
  next: bigint,
) {
  const { groupId, generationId, memberId, coordinatorId } = consumer;
  return {
    topic,
    partition,
    offset: next - 1n,
    metadata: { consumer: { groupId, generationId, memberId, coordinatorId } },
  };
}

/** Replays the topic: everyone whose last change is an addition. */
async function publishedMembers(
  client: KafkaClient,
  { settings, topic, audience, signal }: AudienceTopicOptions,
): Promise<Set<string>> {
  const groupId = `grounds-replay-${process.pid}-${Date.now()}`;
  const consumer = new client.Consumer({ ...clientOptions(client, settings), groupId });
  const members = new Set<string>();
  try {
    const of = { topics: [topic], isolationLevel: 1 };
    const ends = (await consumer.listOffsets({ ...of, timestamp: -1n })).get(topic) ?? [];
    const first = (await consumer.listOffsets({ ...of, timestamp: -2n })).get(topic) ?? [];
    if (ends.every((end, partition) => end <= (first[partition] ?? 0n))) return members;
    const offsets = first.map((offset, partition) => ({ topic, partition, offset }));
    const stream = await consumer.consume({
      topics: [topic],
      mode: "manual",
      offsets,
      autocommit: false,
      maxWaitTime: 100,
    });
    const reading = (async () => {
      for await (const { value } of stream) apply(members, audience, value ?? "");
    })();
    let failure: unknown;
    reading.catch((error: unknown) => (failure = error));
    const isRead = () =>
      ends.every((end, partition) => (stream.offsetsToFetch.get(`${topic}:${partition}`) ?? 0n) >= end);
    while (!isRead() && failure === undefined) await setTimeout(20, undefined, { signal });
    await stream.close();
    await reading;
    return members;
  } finally {
    await consumer.close(true).catch(() => {});
  }
}

function apply(members: Set<string>, audience: string, value: string): void {
  const message: Partial<Change> = JSON.parse(value);
  if (message.audience !== audience || message.customer_id === undefined) return;
  if (message.change === "add") members.add(message.customer_id);
  else members.delete(message.customer_id);
}
