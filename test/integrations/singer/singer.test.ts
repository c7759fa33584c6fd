import { spawnSync } from "node:child_process";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { numbers } from "../../analysis/random-cells.ts";
import { runHere } from "../../helpers/command-line.ts";
import { landed } from "../../warehouse/support/scratch.ts";
import { python } from "../support/home.ts";
import { record } from "../support/record.ts";

let place: string;
const rows = `select transaction_id, customer_id, transacted_at, net_revenue, quantity from landing.raw.transactions order by all`;

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), "grounds-singer-"));
  const { code, log } = await runHere("generate", "--customers", "60", "--out", join(place, "csv"));
  expect(code, log).toBe(0);
  const keys = { transactions: "transaction_id", customers: "customer_id" };
  await writeFile(join(place, "config.json"), JSON.stringify({ folder: join(place, "csv"), keys }));
  const version = spawnSync(python(), ["-c", "import importlib.metadata as m; print(m.version('singer-sdk'))"], {
    encoding: "utf8",
  });
  record({ versions: { "singer-sdk": version.stdout.trim() } });
});
afterAll(() => rm(place, { recursive: true, force: true }));

/** Everything that the tap sends, from a state on if there is one. */
async function sent(state: string | undefined): Promise<string> {
  const words = [join(import.meta.dirname, "tap.py"), join(place, "config.json")];
  if (state !== undefined) {
    await writeFile(join(place, "state.json"), state);
    words.push(join(place, "state.json"));
  }
  const { status, stdout, stderr } = spawnSync(python(), words, { encoding: "utf8", maxBuffer: 2 ** 28 });
  expect(status, stderr).toBe(0);
  return stdout;
}

async function ingest(messages: string) {
  await writeFile(join(place, "messages.jsonl"), messages);
  const { code, out, log } = await runHere("ingest", join(place, "messages.jsonl"), "--out", join(place, "raw"));
  return { code, log, state: out.trim().split("\n").at(-1) || undefined };
}

it("has the rows of the CSV files after twenty runs that broke at random bytes and one that did not", async () => {
  const next = numbers(20);
  const whole = await sent(undefined);
  let state: string | undefined;
  for (let cut = 0; cut < 20; cut += 1) {
    const messages = state === undefined ? whole : await sent(state);
    const ended = await ingest(
      Buffer.from(messages)
        .subarray(0, Math.floor(next() * messages.length))
        .toString(),
    );
    expect([0, 1]).toContain(ended.code);
    state = ended.state ?? state;
  }
  const last = await ingest(await sent(state));
  expect(last.code, last.log).toBe(0);
  expect(last.state).toBeDefined();
  await cp(join(place, "csv"), join(place, "contract"), { recursive: true });
  const [ours, theirs] = [await landed(join(place, "raw"), rows), await landed(join(place, "contract"), rows)];
  expect(ours.length).toBeGreaterThan(100);
  expect(ours).toEqual(theirs);
  record({ comparisons: ours.length * 5 });
});
