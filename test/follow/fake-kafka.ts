import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * Writes a package @platformatic/kafka into a folder of peers: brokers and topics kept in a file, shared by all who load
 * it. A broker called `away` never answers, and `locked` rejects every login.
 */
export async function writeFakeKafka(peers: string): Promise<void> {
  const folder = join(peers, "node_modules/@platformatic/kafka");
  await mkdir(folder, { recursive: true });
  await writeFile(
    join(folder, "package.json"),
    JSON.stringify({ name: "@platformatic/kafka", type: "module", main: "index.js" }),
  );
  await writeFile(join(folder, "index.js"), fakeClient);
}

/** The contents of the fake brokers: topics with their id and the messages of each partition. */
export type FakeTopics = Readonly<
  Record<
    string,
    {
      readonly id: string;
      /** The first offset that is not deleted. */
      readonly first?: number;
      readonly partitions: readonly (readonly {
        readonly key?: string;
        readonly value: string | null;
        readonly at?: number;
      }[])[];
    }
  >
>;

/** Sets the contents of the fake brokers; the client adds committed offsets and emitted messages. */
export async function setTopics(peers: string, topics: FakeTopics): Promise<void> {
  await writeFile(join(peers, "topics.json"), JSON.stringify(topics));
}

const fakeClient = `
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
const file = join(import.meta.dirname, "../../../topics.json");
const topics = () => JSON.parse(readFileSync(file, "utf8"));
const named = (name) => {
  const found = topics()[name];
  if (!found) throw Object.assign(new Error("failed"), { errors: [], apiId: "UNKNOWN_TOPIC_OR_PARTITION" });
  return found;
};
const refused = () => Object.assign(new Error("connect ECONNREFUSED"), { code: "PLT_KFK_NETWORK" });
const locked = () => Object.assign(new Error("SASL authentication failed."), { code: "PLT_KFK_PROTOCOL", apiId: "SASL_AUTHENTICATION_FAILED" });
export const stringSerializers = {}, stringDeserializers = {};
export class Consumer {
  generationId = 1; memberId = "m"; coordinatorId = 1;
  constructor({ groupId, bootstrapBrokers }) { this.groupId = groupId; this.brokers = bootstrapBrokers; }
  async metadata({ topics: [name] }) {
    if (this.brokers.includes("away:9092")) throw refused();
    if (this.brokers.includes("locked:9092")) throw new AggregateError([locked()], "Cannot connect");
    const { id, partitions } = named(name);
    return { topics: new Map([[name, { id, partitionsCount: partitions.length }]]) };
  }
  async listOffsets({ topics: [name], timestamp }) {
    return new Map([[name, named(name).partitions.map((all) => BigInt(timestamp === -2n ? (named(name).first ?? 0) : all.length))]]);
  }
  async consume({ topics: [name], offsets }) {
    const offsetsToFetch = new Map(offsets.map(({ partition, offset }) => [name + ":" + partition, offset]));
    let isClosed = false;
    return {
      offsetsToFetch, readableLength: 0, on() {}, async close() { isClosed = true; },
      async *[Symbol.asyncIterator]() {
        while (!isClosed) {
          for (const [key, offset] of offsetsToFetch) {
            const partition = Number(key.split(":").at(-1));
            const all = topics()[name].partitions[partition];
            for (let at = Number(offset); at < all.length; at += 1) {
              const { key: k, value, at: time = 1735689600000 } = all[at];
              yield { topic: name, partition, offset: BigInt(at), key: k, value, timestamp: BigInt(time) };
            }
            offsetsToFetch.set(key, BigInt(all.length));
          }
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
      },
    };
  }
  async commit({ offsets }) {
    const all = topics();
    all.committed = { ...all.committed, ...Object.fromEntries(offsets.map(({ partition, offset }) => [partition, String(offset)])) };
    writeFileSync(file, JSON.stringify(all));
  }
  async close() {}
}
export class Producer {
  async beginTransaction() {
    const messages = [], offsets = {};
    return {
      async cancel() {},
      async send({ messages: more }) { messages.push(...more); },
      async addConsumer() {},
      async addOffset({ partition, offset }) { offsets[partition] = String(offset + 1n); },
      async commit() {
        const all = topics();
        for (const { topic, key, value } of messages) all[topic].partitions[0].push({ key, value });
        all.committed = { ...all.committed, ...offsets };
        writeFileSync(file, JSON.stringify(all));
      },
      async abort() {
        if (messages.length === 0) throw refused();
      },
    };
  }
  async close() {}
}
`;
