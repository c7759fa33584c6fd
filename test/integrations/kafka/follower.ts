import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Admin, Producer, stringSerializers } from "@platformatic/kafka";
import { openWarehouse } from "../../../source/warehouse/database/database.ts";
import { prepareProgram } from "../../torture/support/program.ts";
import { home } from "../support/home.ts";
import type { Sent } from "./messages.ts";

export interface Running {
  readonly child: ChildProcess;
  /** Resolves to the exit code; -1 if it was killed. */
  readonly ended: Promise<number>;
  /** What it has written so far. */
  text(): string;
}

/**
 * A broker that has just created a topic or ended a transaction may refuse the next request for seconds, longer on a busy
 * machine than the client tries by default.
 */
const patient = { clientId: "test", retries: 120, retryDelay: 250 };

/** A topic, a folder and a warehouse for one test, with a broker. */
export class Follower {
  readonly source: string;
  readonly warehouse: string;
  readonly #client: typeof patient & { readonly bootstrapBrokers: string[] };
  readonly #broker: string;
  readonly topic: string;

  /** @param name of its folder and warehouse */
  constructor(broker: string, topic: string, name = topic) {
    this.topic = topic;
    this.#broker = broker;
    this.#client = { ...patient, bootstrapBrokers: [broker] };
    this.source = join(home(), name);
    this.warehouse = join(home(), `${name}.duckdb`);
    for (const path of [this.source, this.warehouse]) rmSync(path, { recursive: true, force: true });
    mkdirSync(this.source, { recursive: true });
  }

  /** Writes the rule of an audience of customers with this many orders. */
  audience(name: string, orders: number): void {
    const rule = `version: 1\naudiences:\n  ${name}: { description: Regulars, orders: ${orders} }\n`;
    writeFileSync(join(this.source, "audiences.yml"), rule);
  }

  async admin<Answer>(ask: (admin: Admin) => Promise<Answer>): Promise<Answer> {
    const admin = new Admin(this.#client);
    try {
      return await ask(admin);
    } finally {
      await admin.close();
    }
  }

  async create(topic: string, partitions: number): Promise<void> {
    await this.admin((admin) => admin.createTopics({ topics: [topic], partitions, replicas: 1 }));
  }

  async send(messages: readonly Sent[]): Promise<void> {
    const producer = new Producer({ ...this.#client, serializers: stringSerializers });
    for (let from = 0; from < messages.length; from += 2000)
      await producer.send({ messages: this.#written(messages.slice(from, from + 2000)), acks: -1 });
    await producer.close();
  }

  /** Sends each list in a separate transaction, which is aborted or not, all by one producer. */
  async transact(lists: readonly { readonly messages: readonly Sent[]; readonly isKept: boolean }[]): Promise<void> {
    const its = { idempotent: true, transactionalId: `shop-${this.topic}`, producerId: -1n, producerEpoch: -1 };
    const producer = new Producer({ ...this.#client, serializers: stringSerializers, ...its });
    for (const { messages, isKept } of lists) {
      const transaction = await producer.beginTransaction();
      await transaction.send({ messages: this.#written(messages), acks: -1 });
      await (isKept ? transaction.commit() : transaction.abort());
    }
    await producer.close();
  }

  #written(messages: readonly Sent[]) {
    return messages.map(({ key, value }) => ({ topic: this.topic, key, ...(value === undefined ? {} : { value }) }));
  }

  /** Starts `grounds follow` on the topic, as users run it. */
  follow(...more: readonly string[]): Running {
    return this.followAs(this.#broker, {}, ...more);
  }

  /** The same at another address of the broker, with the login from the environment. */
  followAs(broker: string, login: Readonly<Record<string, string>>, ...more: readonly string[]): Running {
    const { node, entry } = prepareProgram();
    const places = ["--source", this.source, "--warehouse", this.warehouse];
    const words = ["follow", "--brokers", broker, "--topic", this.topic, ...places, ...more];
    const env = { ...process.env, GROUNDS_DATA: join(home(), "data"), ...login };
    const child = spawn(node, [entry, ...words], { env, stdio: ["ignore", "pipe", "pipe"] });
    let text = "";
    child.stdout.on("data", (data) => (text += data));
    child.stderr.on("data", (data) => (text += data));
    const ended = new Promise<number>((resolve) => child.once("close", (code) => resolve(code ?? -1)));
    return { child, ended, text: () => text };
  }

  /** The number of raw files. */
  parts(): number {
    const folder = join(this.source, "transactions");
    return existsSync(folder) ? readdirSync(folder).length : 0;
  }

  async rows(sql: string) {
    const database = await openWarehouse(this.warehouse);
    try {
      return (await database.query(sql)).rows;
    } finally {
      await database.close();
    }
  }

  /** Net revenue by transaction_id in the warehouse: one line each, otherwise it throws. */
  async net(): Promise<ReadonlyMap<string, string>> {
    const held = await this.rows(
      "select transaction_id, net_revenue::decimal(18, 2)::varchar from silver.fct_transactions",
    );
    const net = new Map(held.map(([id, value]) => [String(id), String(value)]));
    if (net.size < held.length) throw new Error(`${held.length - net.size} lines are there twice`);
    return net;
  }
}
