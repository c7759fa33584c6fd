import { cp, mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { setTopics, writeFakeKafka } from "../follow/fake-kafka.ts";
import { tinySource } from "../helpers/places.ts";

import { frameFault } from "../torture/support/frame.ts";
import { type Program, prepareProgram, run } from "../torture/support/program.ts";
import { noPty, Pty } from "../torture/support/pty.ts";
import { seeded } from "../torture/support/random.ts";
import { Screen } from "../torture/support/screen.ts";
import { scratch } from "../warehouse/support/scratch.ts";

const closing: Pty[] = [];

afterEach(() => {
  for (const pty of closing.splice(0)) pty.close();
});

const [columns, rows] = [120, 40];
const batches = 6;
const quarantine = ["--bad-row-share", "0.9"];

/** The tiny shop with its order lines on a topic, to which more are added. */
async function shopOnTopic() {
  const work = await scratch();
  const source = join(work, "shop");
  await mkdir(source);
  await cp(tinySource, source, { recursive: true });
  await rm(join(source, "transactions.csv"));
  await writeFakeKafka(work);
  const [header = "", ...lines] = (await readFile(join(tinySource, "transactions.csv"), "utf8")).trimEnd().split("\n");
  const names = header.split(",");
  const sent = lines.map((line) => {
    const fields = Object.fromEntries(line.split(",").map((value, at) => [names[at] ?? "", value || null]));
    return { key: String(fields.transaction_id), value: JSON.stringify(fields) };
  });
  const program = prepareProgram();
  const follow = async () => {
    await setTopics(work, { orders: { id: "one", partitions: [sent] } });
    const words = [
      "follow",
      "--brokers",
      "here:9092",
      "--topic",
      "orders",
      "--source",
      source,
      "--once",
      ...quarantine,
    ];
    const ran = await run(program, words, work, { env: { GROUNDS_PEERS: work }, timeoutMs: 120_000 });
    expect(ran.code, ran.stderr).toBe(0);
  };
  const add = (id: string, net: string) => {
    const at = "2024-01-20T08:00:00Z";
    const line = { transaction_id: id, customer_id: "c-01", transacted_at: at, net_revenue: net };
    sent.push({ key: id, value: JSON.stringify(line) });
  };
  return { work, source, program, follow, add };
}

function open(program: Program, work: string, source: string) {
  const pty = Pty.open(program, ["open", source, ...quarantine], work, { columns, rows });
  closing.push(pty);
  const written: Buffer[] = [];
  const take = pty.screen.take.bind(pty.screen);
  pty.screen.take = (bytes) => {
    written.push(Buffer.from(bytes));
    take(bytes);
  };
  return { pty, written };
}

const frameEnd = "\u001b[?2026l";

/** What the terminal shows after each frame, from its bytes. */
async function framesOf(written: readonly Buffer[]): Promise<readonly { text: string; fault: string | undefined }[]> {
  const screen = new Screen(columns, rows);
  const parts = Buffer.concat(written).toString("latin1").split(frameEnd);
  const frames: { text: string; fault: string | undefined }[] = [];
  for (const part of parts.slice(0, -1)) {
    screen.take(Buffer.from(part + frameEnd, "latin1"));
    await screen.drawn();
    frames.push({ text: screen.text(), fault: frameFault(screen) });
  }
  screen.dispose();
  return frames;
}

/** Net revenue per customer in the first cell: $45.60 of two customers, and each batch adds $100. */
const figureAfter = (batch: number) => (45.6 + 50 * batch).toFixed(2);

const hasGrid = (text: string) => /\n {2}all +8 /.test(text) && text.includes("acquired");
/** The column under the cursor, as the panel beside the grid names it: "2024-01  ·  M3". */
const cursorIn = (text: string) => /│ (\d{4}-\d\d) {2}· {2}M(\d+)/.exec(text)?.slice(1).join(" M");

describe.skipIf(noPty() !== undefined)("a grid that changes while it is looked at, on a real terminal", () => {
  it("shows whole frames only, and hears every key", { timeout: 300_000 }, async () => {
    const { work, source, program, follow, add } = await shopOnTopic();
    await follow();
    const { pty, written } = open(program, work, source);
    await pty.until(hasGrid, "the grid", 60_000);
    // Ends the tour of the first launch, then goes to a cell with neighbours on all sides.
    pty.press("\u001b");
    await pty.untilStill(300);
    pty.press("gg0llljj");
    await pty.untilStill(300);
    const start = cursorIn(pty.screen.text());
    expect(start).toBeDefined();
    const random = seeded(5);
    let presses = 0;
    /** Away and back again: any lost key would leave the cursor beside the first cell. */
    const walk = async (until: Promise<void>) => {
      let isOver = false;
      void until.finally(() => {
        isOver = true;
      });
      while (!isOver) {
        for (const key of ["l", "j", "h", "h", "k", "l"]) {
          pty.press(key);
          presses += 1;
          await wait(5 + Math.floor(random() * 60));
        }
      }
      await until;
    };
    const since = written.length;
    for (let batch = 1; batch <= batches; batch += 1) {
      add(`t-new-${batch}`, "100.00");
      await walk(follow());
      await pty.until((text) => text.includes(figureAfter(batch)), `the figures of batch ${batch}`, 30_000);
    }
    await pty.untilStill(300);
    expect(pty.screen.text()).toContain("as of");
    expect(cursorIn(pty.screen.text())).toBe(start);
    const frames = await framesOf(written);
    const seen = frames.slice(frames.findIndex(({ text }) => hasGrid(text)));
    expect(seen.length).toBeGreaterThan(presses / 10);
    for (let batch = 0; batch <= batches; batch += 1)
      expect(seen.some(({ text }) => text.includes(figureAfter(batch)))).toBe(true);
    const faults = seen.filter(({ text, fault }) => fault !== undefined || !hasGrid(text));
    expect(faults.map(({ text, fault }) => `${fault}\n${text}`)).toEqual([]);
    // Nothing is wiped between two frames.
    expect(Buffer.concat(written.slice(since)).includes("\u001b[2J")).toBe(false);
    console.log(`${presses} keys, ${seen.length} frames, ${batches} batches`);
  });
});
