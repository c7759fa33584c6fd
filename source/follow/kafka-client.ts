/** The part of @platformatic/kafka that is used here. */
export interface KafkaClient {
  readonly Consumer: new (options: object) => KafkaConsumer;
  readonly Producer: new (options: object) => KafkaProducer;
  readonly stringSerializers: object;
  readonly stringDeserializers: object;
}

export interface KafkaMessage {
  readonly key: string | undefined;
  readonly value: string | null | undefined;
  readonly partition: number;
  readonly offset: bigint;
  readonly timestamp: bigint;
}

export interface KafkaStream extends AsyncIterable<KafkaMessage> {
  /** By `topic:partition`: the offset after what came from the broker, including markers that end a transaction. */
  readonly offsetsToFetch: ReadonlyMap<string, bigint>;
  /** Messages that arrived and are not taken by the reader yet. */
  readonly readableLength: number;
  on(event: "error", listener: (error: Error) => void): this;
  close(): Promise<void>;
}

export interface KafkaConsumer {
  readonly groupId: string;
  readonly generationId: number;
  readonly memberId: string | null;
  readonly coordinatorId: number | null;
  metadata(options: {
    readonly topics: readonly string[];
    readonly forceUpdate?: boolean;
  }): Promise<{ readonly topics: ReadonlyMap<string, { readonly id: string; readonly partitionsCount: number }> }>;
  consume(options: object): Promise<KafkaStream>;
  listOffsets(options: {
    readonly topics: readonly string[];
    readonly timestamp?: bigint;
    readonly isolationLevel?: number;
  }): Promise<ReadonlyMap<string, readonly bigint[]>>;
  commit(options: { readonly offsets: readonly object[] }): Promise<void>;
  close(force?: boolean): Promise<void>;
}

export interface KafkaTransaction {
  send(options: object): Promise<unknown>;
  addConsumer(consumer: KafkaConsumer): Promise<void>;
  addOffset(message: object): Promise<void>;
  commit(): Promise<void>;
  abort(): Promise<void>;
  /** Ends it locally, if nothing was sent. */
  cancel(): Promise<void>;
}

export interface KafkaProducer {
  beginTransaction(): Promise<KafkaTransaction>;
  close(force?: boolean): Promise<void>;
}
