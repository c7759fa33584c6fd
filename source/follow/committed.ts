import type { KafkaConsumer } from "./kafka-client.ts";

/** Records of one producer as a broker stores them: several messages, or the marker that ends a transaction. */
export interface Batch {
  readonly attributes: number;
  readonly producerId: bigint;
  readonly firstOffset: bigint;
  readonly lastOffsetDelta: number;
  records: readonly { readonly key: Buffer | null }[];
}

/** A broker's answer for a partition, with its aborted transactions. */
export interface FetchedPartition {
  readonly records?: readonly Batch[];
  readonly abortedTransactions?: readonly { readonly producerId: bigint; readonly firstOffset: bigint }[] | null;
}

interface Fetched {
  readonly responses: readonly { readonly partitions: readonly FetchedPartition[] }[];
}

type Answer = (error: Error | null, fetched?: Fetched) => void;

interface FetchingConsumer extends KafkaConsumer {
  fetch(options: object, answer: Answer): unknown;
}

type Of<Consumer> = new (options: object) => Consumer;

/**
 * A consumer that never delivers aborted messages. The client (2.12) leaves them out only if a producer aborted a single
 * transaction whose end came in the same answer.
 */
export function committedOnly(Consumer: Of<KafkaConsumer>): Of<KafkaConsumer> {
  return class extends (Consumer as Of<FetchingConsumer>) {
    override fetch(options: object, answer: Answer): unknown {
      return super.fetch(options, (error, fetched) => {
        for (const { partitions } of fetched?.responses ?? [])
          for (const partition of partitions) emptyAborted(partition);
        answer(error, fetched);
      });
    }
  };
}

const isTransactional = 1 << 4;
const isControl = 1 << 5;
/** The second number of a marker's key. */
const abort = 0;

/** Empties the batches of aborted transactions; the batches stay, since the consumer counts offsets by them. */
export function emptyAborted({ records = [], abortedTransactions }: FetchedPartition): void {
  const upcoming = [...(abortedTransactions ?? [])].sort((one, other) =>
    one.firstOffset < other.firstOffset ? -1 : 1,
  );
  const aborting = new Set<bigint>();
  for (const batch of records) {
    const last = batch.firstOffset + BigInt(batch.lastOffsetDelta);
    while (upcoming[0] !== undefined && upcoming[0].firstOffset <= last)
      aborting.add(upcoming.shift()?.producerId ?? -1n);
    if (batch.attributes & isControl) {
      if (batch.records[0]?.key?.readInt16BE(2) === abort) aborting.delete(batch.producerId);
    } else if (batch.attributes & isTransactional && aborting.has(batch.producerId)) batch.records = [];
  }
}
