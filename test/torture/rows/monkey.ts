import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createKeymap } from "../../../source/ui/keys.ts";
import type { ActionName } from "../../../source/ui/state/actions.ts";
import { type Demo, isHome, openScreens } from "../support/demo.ts";
import { frameFault, strayControl } from "../support/frame.ts";
import { memoryOf, memoryWords } from "../support/memory.ts";
import { noPty, type Pty } from "../support/pty.ts";
import { pick, seeded } from "../support/random.ts";
import { type Outcome, type Row, Tally, type Trial } from "../support/row.ts";
import { checksum } from "../support/warehouses.ts";

/** Random keys and resizes: the program survives, draws whole frames, grows little and changes nothing. */
export const monkeyRow: Row = {
  name: "monkey",
  seconds: 70,
  what: "10,000 random keys with resizes: alive, frames whole, memory growth under 50 MB, warehouse unchanged",
  run: (trial) => onDemo(trial, (demo) => play(trial, demo, trial.form === "long" ? 10_000 : 150, alphabet())),
};

const soakKeys = 1_000_000;

/** The same for as long as there is time, in one launch, with more data. */
export const soakRow: Row = {
  name: "soak",
  seconds: 120,
  what: "random keys with resizes until the time is up, but none that leaves or starts over: as monkey, memory over the whole time",
  run: (trial) =>
    trial.form === "long"
      ? onDemo(trial, (demo) => play(trial, demo, soakKeys, alphabet(startingOver)), 5000)
      : Promise.resolve({ tried: 0, held: 0, failures: [], skipped: "only in the long form" }),
};

async function onDemo(trial: Trial, work: (demo: Demo) => Promise<Outcome>, customers = 400): Promise<Outcome> {
  const missing = noPty();
  if (missing) return { tried: 0, held: 0, failures: [], skipped: missing };
  const demo = await trial.fixtures.demo(customers);
  try {
    return await work(demo);
  } finally {
    demo.remove();
  }
}

const named: Readonly<Record<string, string>> = {
  ...{ up: "\u001b[A", down: "\u001b[B", right: "\u001b[C", left: "\u001b[D", enter: "\r", escape: "\u001b" },
  ...{ tab: "\t", "shift-tab": "\u001b[Z", space: " ", backspace: "\u007f" },
  ...{ pageup: "\u001b[5~", pagedown: "\u001b[6~", home: "\u001b[H", end: "\u001b[F" },
};
const leaving: readonly ActionName[] = ["close", "quit", "suspend"];
/** Actions that may also quit: by name, or while the data is reloaded. */
const startingOver: readonly ActionName[] = [...leaving, "palette", "reload"];
const odd = [
  ...[
    "\u001b[1;5P",
    "\u001bOP",
    "\u001b[15~",
    "\u001b[24;2~",
    "\u001bx",
    "\u001b[<0;10;10M",
    "\u001b[M !!",
    "\u001b[I",
  ],
  ...[
    "\u001b[200~pasted\ntext\u001b[201~",
    "é",
    "日本",
    "👩‍👩‍👧",
    "\u0000",
    "\u001f",
    "\u001b\u001b",
    "\u001b[",
    "\u009b",
    "~",
    "7",
    "42",
  ],
] as const;

/** Every key that means something anywhere, and many that mean nothing, without those of the actions left out. */
function alphabet(leftOut = leaving): readonly [string, ...string[]] {
  const keys = createKeymap()
    .rows.filter((row) => !leftOut.includes(row.action))
    .flatMap((row) => row.keys);
  const bytes = keys.map(
    (key) =>
      named[key] ?? key.replace(/^ctrl-(.)$/, (_, letter: string) => String.fromCharCode(letter.charCodeAt(0) - 96)),
  );
  return ["\u001b", ...bytes, ...bytes, ...Object.values(named), ...odd];
}

async function play(trial: Trial, demo: Demo, count: number, keys: ReturnType<typeof alphabet>): Promise<Outcome> {
  const tally = new Tally();
  const random = seeded(trial.seed);
  const before = await checksum(demo.warehouse);
  // Memory over time, per launch: a process that has just started grows for good reasons.
  const stays: number[][] = [[]];
  const pressed: string[] = [];
  let launches = 1;
  let done = 0;
  // The palette can hand the terminal back to a shell by name: what the terminal would echo then is not the program's.
  const open = () => openScreens(trial.program, demo, { isSilent: true });
  let pty = await open();
  await tally.try(`${count} keys, seed ${trial.seed}`, async () => {
    while (done < count && Date.now() < trial.deadline) {
      if (pty.hasEnded) {
        // The palette can quit by name: then the exit code is 0 and it is launched again.
        const code = await pty.exit;
        if (code !== 0) return keep(pressed, `died with ${code}\n${pty.screen.text()}\n${crashesIn(demo.folder)}`);
        pty.close();
        launches += 1;
        stays.push([]);
        pty = await open();
      }
      const burst = Array.from({ length: 1 + Math.floor(random() * 20) }, () => pick(random, keys));
      done += burst.length;
      pressed.push(burst.join(""));
      pty.press(burst.join(""));
      if (random() < 0.15) {
        const [columns, rows] = [20 + Math.floor(random() * 200), 5 + Math.floor(random() * 60)];
        pressed.push(`${columns}x${rows}`);
        await pty.resize(columns, rows);
      }
      await pty.untilStill(25, 3000);
      if (random() < 0.1) {
        const fault = await settledFault(pty);
        if (fault) return keep(pressed, `${fault}\n${pty.screen.text()}`);
        const resident = residentMegabytes(pty.pid);
        if (resident > 0) stays.at(-1)?.push(resident);
      }
    }
    return undefined;
  });
  await tally.try("the warehouse is unchanged", async () =>
    (await checksum(demo.warehouse)) === before ? undefined : "changed",
  );
  const memory = memoryOf(stays);
  const { growth } = memory;
  if (growth !== undefined) await tally.try("memory", async () => (growth < 50 ? undefined : `grew by ${growth} MB`));
  await tally.try("it still answers", () => stillAnswers(pty));
  pty.close();
  // The soak ends when time is up; the ten thousand keys must all be pressed.
  const isCut = done < count && count < soakKeys && tally.failures.length === 0;
  const skipped = isCut ? { skipped: `${count - done} keys: the time was up` } : {};
  return tally.outcome({
    ...skipped,
    note: `${done} keys, ${launches} launches, ${memoryWords(memory)}`,
  });
}

async function settledFault(pty: Pty): Promise<string | undefined> {
  if (pty.hasEnded) return undefined;
  await pty.untilStill(150, 3000);
  if (pty.hasEnded) return undefined;
  const fault = frameFault(pty.screen);
  if (fault === undefined) return strayControl(withoutCopies(pty.screen.raw()));
  // A frame may be incomplete; a whole one must follow.
  await pty.until(() => pty.hasEnded || frameFault(pty.screen) === undefined, "a whole frame", 3000).catch(() => {});
  return pty.hasEnded ? undefined : frameFault(pty.screen);
}

/** What y and Y copy is our own sequence: only base64. The text kept may be only the end of a large one. */
function withoutCopies(written: string): string {
  const from = written.indexOf("\u001b[");
  if (from < 0) return "";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: this sequence is what is looked for
  return written.slice(from).replaceAll(/\u001b\]52;c;[A-Za-z0-9+/=]*\u0007/g, "");
}

/** Back home with Esc, quit with Q. */
async function stillAnswers(pty: Pty): Promise<string | undefined> {
  if (pty.hasEnded) return undefined;
  await pty.resize(100, 30);
  for (let at = 0; at < 20; at += 1) pty.press("\u001b");
  await pty.untilStill(200);
  pty.press("1F");
  await pty.until((text) => isHome(text) || text.includes("grounds ▸ Cohorts"), "the cohort grid", 10_000);
  pty.press("Q");
  const code = await pty.ended();
  return code === 0 && pty.screen.leftOn().length === 0 ? undefined : `ended with ${code}`;
}

/** 0 if the process has just ended. */
function residentMegabytes(pid: number): number {
  const file = `/proc/${pid}/status`;
  const status = existsSync(file) ? readFileSync(file, "utf8") : "";
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
}

/** What the program wrote about its end. */
function crashesIn(folder: string): string {
  const files = readdirSync(folder).filter((name) => name.startsWith("crash-"));
  return files.map((name) => readFileSync(join(folder, name), "utf8")).join("\n");
}

/** Saves all keys for later inspection, and reports the last ones. */
function keep(pressed: readonly string[], wrong: string): string {
  const file = join(tmpdir(), `grounds-monkey-${process.pid}.json`);
  writeFileSync(file, JSON.stringify(pressed));
  return `${wrong}\nkeys in ${file}, the last: ${JSON.stringify(pressed.slice(-8))}`;
}
