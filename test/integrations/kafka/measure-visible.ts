// Measures the seconds from a message until its line is in the warehouse and its amount on an open screen, after this many lines:
// GROUNDS_INTEGRATION_HOME=$PWD/.integrations/kafka GROUNDS_PEERS=$PWD/test/integrations node test/integrations/kafka/measure-visible.ts 250000 20
import { cpus, loadavg } from "node:os";
import { setTimeout as wait } from "node:timers/promises";
import { prepareProgram } from "../../torture/support/program.ts";
import { Pty } from "../../torture/support/pty.ts";
import { home } from "../support/home.ts";
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
let isOver = false;
void running.ended.then(() => {
  if (!isOver) throw new Error(running.text());
});
while (!/ 0 behind/.test(running.text())) await wait(100);
console.log(`${sent.length} messages, ${right.size} lines: in the warehouse after ${seconds()} s`);

const places = ["--source", follower.source, "--warehouse", follower.warehouse];
const screen = Pty.open(prepareProgram(), ["open", ...places], home(), { columns: 120, rows: 40 });
await screen.until((text) => /grounds ▸ (Cohorts|Slices)/.test(text), "the screens", 60_000);
screen.press("2");
await screen.until((text) => text.includes("grounds ▸ Slices"), "the leaderboards", 60_000);
await screen.untilStill(1500);
/** The figures of the boards, without the lines that say how fresh they are. */
const figures = () =>
  screen.screen
    .lines()
    .slice(2, -1)
    .join("\n")
    .match(/[\d,.]+/g)
    ?.join(" ");
for (let index = 0; index < tries; index += 1) {
  await wait(3000);
  const id = `new-${index}`;
  const line = {
    transaction_id: id,
    customer_id: "c-1",
    transacted_at: "2024-03-01T08:00:00Z",
    net_revenue: "90000.00",
  };
  const before = figures();
  began = performance.now();
  await follower.send([{ key: id, value: JSON.stringify(line) }]);
  const found = `select count(*)::int from silver.fct_transactions where transaction_id = '${id}'`;
  while ((await follower.rows(found).catch(() => [[0]]))[0]?.[0] !== 1) await wait(50);
  const kept = seconds();
  await screen.until(() => figures() !== before, "another figure", 60_000);
  const load = `load ${loadavg()[0]?.toFixed(1)} on ${cpus().length} cores`;
  console.log(`message ${index + 1}: in the warehouse after ${kept} s, on the screen after ${seconds()} s; ${load}`);
}
isOver = true;
screen.press("Q");
await screen.ended();
screen.close();
running.child.kill("SIGINT");
await running.ended;
await kafka.stop();
