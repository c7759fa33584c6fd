import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { identifierReader } from "../../source/activate/identifiers.ts";
import { seeded } from "../torture/support/random.ts";
import { type FakeNetworks, fakeNetworks } from "./fake-networks.ts";
import { people } from "./someone.ts";

const [kills, count] = [20, 1500];
let fake: FakeNetworks;
let folder: string;

beforeAll(async () => {
  fake = await fakeNetworks();
  folder = await mkdtemp(join(tmpdir(), "grounds-killed-"));
});
afterAll(async () => {
  await fake.close();
  await rm(folder, { recursive: true, force: true });
});

/** Sends in a separate process, which is killed this many milliseconds after its start; resolves to its exit code. */
async function sendAndKill(afterMs: number | undefined): Promise<number | null> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "send.ts"), fake.url, folder, String(count)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  await new Promise((resolve) => child.stdout.once("data", resolve));
  if (afterMs !== undefined) {
    await setTimeout(afterMs);
    child.kill("SIGKILL");
  }
  return ended;
}

it("ends with the right audience, each member sent once, after kills at 20 random moments", async () => {
  const random = seeded(7);
  let killed = 0;
  for (let turn = 0; turn < kills; turn += 1) {
    // With late answers, most moments are between a batch and its answer.
    fake.next = () => (random() < 0.5 ? "delay" : undefined);
    killed += Number((await sendAndKill(random() * 250)) === null);
  }
  fake.next = () => undefined;
  expect(await sendAndKill(undefined)).toBe(0);
  expect(killed).toBeGreaterThan(5);
  const wanted = people(count)
    .map(identifierReader("meta"))
    .flatMap(({ email, phone }) => [email, phone]);
  expect([...fake.members].sort()).toEqual([...new Set(wanted.filter(Boolean))].sort());
  const rows = [...fake.batches.values()].flatMap((batch) => batch.rows.map(String));
  expect(rows.length).toBe(count);
  expect(new Set(rows).size).toBe(count);
}, 300_000);
