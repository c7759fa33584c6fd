/** The part of the client that the tests use, so that they are type-checked without the package installed. */
declare module "@platformatic/kafka" {
  interface Message {
    readonly topic: string;
    readonly key: string;
    readonly value?: string;
  }
  interface Sending {
    readonly messages: readonly Message[];
    readonly acks: number;
  }
  interface Transaction {
    send(sending: Sending): Promise<unknown>;
    commit(): Promise<void>;
    abort(): Promise<void>;
  }
  export class Admin {
    constructor(options: object);
    createTopics(options: {
      readonly topics: readonly string[];
      readonly partitions: number;
      readonly replicas: number;
    }): Promise<unknown>;
    createPartitions(options: object): Promise<unknown>;
    deleteRecords(options: object): Promise<unknown>;
    close(): Promise<void>;
  }
  export class Producer {
    constructor(options: object);
    send(sending: Sending): Promise<unknown>;
    beginTransaction(): Promise<Transaction>;
    close(): Promise<void>;
  }
  export const stringSerializers: object;
}
