// Measures the seconds from a message to its line in the warehouse that screens open, after this many lines:
// GROUNDS_INTEGRATION_HOME=.integrations/kafka GROUNDS_PEERS=test/integrations node test/integrations/kafka/measure-visible.ts 250000
import { cpus, loadavg } from "node:os";
import { setTimeout as wait } from "node:timers/promises";
import { Follower } from "./follower.ts";
import { orderStream } from "./messages.ts";
import { startKafka } from "./start-kafka.ts";

const lines = Number(process.argv[2] ?? 250_000);
const tries = Number(process.argv[3] ?? 5);
const kafka = await startKafka();
const follower = new Follower(kafka.broker, "visible");
await follower.create("visible", 3);
const { sent, right } = orderStream(lines, 5);
await follower.send(sent);
let began = performance.now();
const seconds = () => ((performance.now() - began) / 1000).toFixed(1);
const running = follower.follow();
while (!/ 0 behind/.test(running.text())) await wait(100);
console.log(`${sent.length} messages, ${right.size} lines: in the warehouse after ${seconds()} s`);
for (let index = 0; index < tries; index += 1) {
  await wait(3000);
  const id = `new-${index}`;
  const line = { transaction_id: id, customer_id: "c-1", transacted_at: "2024-03-01T08:00:00Z", net_revenue: "1.00" };
  began = performance.now();
  await follower.send([{ key: id, value: JSON.stringify(line) }]);
  const found = `select count(*)::int from silver.fct_transactions where transaction_id = '${id}'`;
  while ((await follower.rows(found).catch(() => [[0]]))[0]?.[0] !== 1) await wait(50);
  console.log(
    `message ${index + 1}: visible after ${seconds()} s; load ${loadavg()[0]?.toFixed(1)} on ${cpus().length} cores`,
  );
}
running.child.kill("SIGINT");
await running.ended;
await kafka.stop();
