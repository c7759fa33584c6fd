import { join } from "node:path";
import { onTestFinished } from "vitest";
import { type FakeTopics, setTopics, writeFakeKafka } from "../../follow/fake-kafka.ts";
import { scratch } from "../../warehouse/support/scratch.ts";
import { reported, type TriggersOf } from "./trigger.ts";

const line = { transaction_id: "t-1", customer_id: "c-1", transacted_at: "2024-01-01T08:00:00Z", net_revenue: 9 };
const orders: FakeTopics = { orders: { id: "one", partitions: [[{ key: "t-1", value: JSON.stringify(line) }]] } };

/** The error for following these topics; `before` first changes the source. */
async function followed(
  topics: FakeTopics,
  { broker = "here:9092", source }: { readonly broker?: string; readonly source?: string } = {},
): Promise<string> {
  const folder = await scratch();
  await writeFakeKafka(folder);
  await setTopics(folder, topics);
  process.env.GROUNDS_PEERS = folder;
  onTestFinished(() => {
    delete process.env.GROUNDS_PEERS;
  });
  const place = source ?? join(folder, "raw");
  const files = ["--source", place, "--warehouse", join(folder, "w.duckdb")];
  return reported("follow", "--brokers", broker, "--topic", "orders", "--once", ...files);
}

export const follow: TriggersOf<"follow"> = {
  noBrokers: () => reported("follow", "--topic", "orders"),
  emitsNothing: () => reported("follow", "--brokers", "here:9092", "--topic", "orders", "--emit", "changes"),
  unreachable: () => followed(orders, { broker: "away:9092" }),
  refused: () => followed(orders, { broker: "locked:9092" }),
  noTopic: () => followed({}),
  async otherTopic() {
    const source = join(await scratch(), "raw");
    const others = { orders: { id: "another", partitions: [[]] } };
    const first = await followed(orders, { source });
    return first === "follow.otherTopic" ? "too early" : followed(others, { source });
  },
  async gap() {
    const source = join(await scratch(), "raw");
    const [messages = []] = orders.orders?.partitions ?? [];
    const trimmed = { orders: { id: "one", partitions: [[...messages, ...messages]], first: 2 } };
    const first = await followed(orders, { source });
    return first === "follow.gap" ? "too early" : followed(trimmed, { source });
  },
  otherSchema() {
    const { net_revenue: _, ...lacking } = line;
    const messages = Array.from({ length: 20 }, () => ({ value: JSON.stringify(lacking) }));
    return followed({ orders: { id: "one", partitions: [messages] } });
  },
  wholeFile: async () => followed(orders, { source: await scratch({ "transactions.csv": "customer_id\n" }) }),
  async openPassword() {
    process.env.KAFKA_PASSWORD = "canary";
    process.env.KAFKA_TLS = "off";
    onTestFinished(() => {
      delete process.env.KAFKA_PASSWORD;
      delete process.env.KAFKA_TLS;
    });
    return followed(orders);
  },
};
