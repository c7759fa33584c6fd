import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Demo, isHome } from "../support/demo.ts";
import { frameFault } from "../support/frame.ts";
import { noPty, Pty } from "../support/pty.ts";
import { inPairs, type Row, Tally, type Trial } from "../support/row.ts";

const screens = {
  cohorts: "",
  slices: "2",
  rows: "R",
  investigation: "3",
  help: "?",
  filter: "f",
  building: "",
} as const;
type ScreenName = keyof typeof screens;

/** Ways to quit, and the exit code of each. */
const ways = {
  Q: 0,
  "ctrl-c": 0,
  SIGINT: 130,
  SIGTERM: 143,
  SIGHUP: 129,
  SIGQUIT: 131,
  crash: 70,
  hangup: 129,
  "ctrl-z": 0,
  "ctrl-z without a shell": 0,
  "kill -9": 0,
} as const;
type Way = keyof typeof ways;

const canary = "canary.person@example.com";

/** However the screens end, the terminal is restored. */
export const signalsRow: Row = {
  name: "signals",
  seconds: 110,
  what: "every way to leave x every screen: alternate screen, cursor, paste, raw mode and echo as before, exit code",
  async run(trial) {
    const missing = noPty();
    if (missing) return { tried: 0, held: 0, failures: [], skipped: missing };
    const demo = await trial.fixtures.demo(300);
    const tally = new Tally();
    try {
      const all = Object.keys(ways).flatMap((way) =>
        Object.keys(screens).map((screen) => [way as Way, screen as ScreenName] as const),
      );
      const short = all.filter(
        ([way, screen]) => screen === "cohorts" && (way === "ctrl-z" || way === "crash" || way === "SIGHUP"),
      );
      const possible = all.filter(([way, screen]) => isPossible(way, screen));
      const isWhole = await inPairs(trial.form === "long" ? possible : short, trial.deadline, ([way, screen]) =>
        tally.try(`${way} on ${screen}`, () => leave(trial, demo, way, screen)),
      );
      return tally.outcome(isWhole ? {} : { skipped: "the time was up before all pairs were tried" });
    } finally {
      demo.remove();
    }
  },
};

/** On an overlay, Q does nothing and Ctrl-C closes it; before there is data nothing can be suspended. */
function isPossible(way: Way, screen: ScreenName): boolean {
  if (screen === "help" || screen === "filter") return way !== "Q" && way !== "ctrl-c" && !way.startsWith("ctrl-z");
  return screen !== "building" || !way.startsWith("ctrl-z");
}

async function leave(trial: Trial, demo: Demo, way: Way, screen: ScreenName): Promise<string | undefined> {
  const program = [trial.program.node, trial.program.entry, "open", "--source", demo.source];
  const warehouse = screen === "building" ? join(demo.folder, `new-${way.replaceAll(" ", "")}.duckdb`) : demo.warehouse;
  const crasher = `--import=${join(import.meta.dirname, "../crash-on-signal.mjs")}`;
  const shell = ["bash", "--norc", "--noprofile", "--noediting", "-i"];
  const direct = ["sh", "-c", 'echo before; exec "$@"', "sh", ...program, "--warehouse", warehouse];
  const isShell = way === "ctrl-z";
  const twice = ["sh", "-c", 'echo before; "$@"; printf "\\033[2Jbetween launches"; "$@"', ...direct.slice(3)];
  const env = { ...demo.env, NODE_OPTIONS: crasher, CRASH_WITH: canary, HISTFILE: "/dev/null" };
  const pty = Pty.open(trial.program, [], demo.folder, {
    command: isShell ? shell : way === "kill -9" ? twice : direct,
    env,
  });
  try {
    if (isShell) pty.press(`${[...program, "--warehouse", warehouse].join(" ")}\r`);
    await arrive(pty, screen);
    if (way === "ctrl-z") return await suspendAndReturn(pty);
    if (way === "kill -9") return await killAndReturn(pty, warehouse);
    const stuck = way === "ctrl-z without a shell" ? await suspendAlone(pty) : undefined;
    if (stuck) return stuck;
    press(pty, way);
    const code = await pty.ended(8000);
    // Without a terminal a second SIGHUP may arrive before the first has been handled.
    if (code !== ways[way] && !(way === "hangup" && code === -1)) return `exit code ${code}, not ${ways[way]}`;
    if (way === "hangup") return undefined;
    return (await asBefore(pty)) ?? (way === "crash" ? crashFault(demo.folder, pty.screen.text()) : undefined);
  } finally {
    pty.close();
  }
}

async function arrive(pty: Pty, screen: ScreenName): Promise<void> {
  if (screen === "building")
    return pty.until((text) => /transactions/.test(text) && !isHome(text), "the build", 20_000);
  await pty.until(isHome, "the cohort grid", 20_000);
  await pty.untilStill();
  const home = pty.screen.text();
  const key = screens[screen];
  if (key === "") return;
  pty.press(key);
  await pty.until((text) => text !== home && (screen !== "investigation" || /Did .+ change/.test(text)), screen);
}

function press(pty: Pty, way: Way): void {
  if (way === "Q" || way.startsWith("ctrl-z")) pty.press("Q");
  else if (way === "ctrl-c") pty.press("\u0003");
  else if (way === "crash") pty.signal("SIGUSR2");
  else if (way === "hangup") pty.hangUp();
  else if (way.startsWith("SIG")) pty.signal(way as NodeJS.Signals);
}

async function asBefore(pty: Pty, marker = "before"): Promise<string | undefined> {
  const modes = await pty.modes();
  const off = Object.entries(modes).filter(([, isOn]) => !isOn);
  if (off.length > 0) return `switched off: ${off.map(([name]) => name).join(", ")}`;
  const left = pty.screen.leftOn();
  if (left.length > 0) return `still on: ${left.join(", ")}`;
  return pty.screen.text().includes(marker) ? undefined : `what was on screen before is gone:\n${pty.screen.text()}`;
}

function crashFault(folder: string, shown: string): string | undefined {
  const files = readdirSync(folder).filter((name) => name.startsWith("crash-"));
  if (files.length === 0 || !/bug in Grounds/.test(shown)) return `no crash file, or nothing says so:\n${shown}`;
  const written = files.map((name) => readFileSync(join(folder, name), "utf8")).join("\n");
  if (!/ {4}at /.test(written)) return "the crash file does not tell where";
  return written.includes(canary) || shown.includes(canary)
    ? "personal data is in the crash file or message"
    : undefined;
}

/** Nobody then stops or continues the process: the screens must come back by themselves. */
async function suspendAlone(pty: Pty): Promise<string | undefined> {
  pty.press("\u001a");
  await pty.untilStill(700);
  await pty.until(() => frameFault(pty.screen) === undefined, "the screens again", 8000);
  return undefined;
}

/** A stopped process does not get a new size: it must then show the same as after a resize that it saw. */
async function resizedMeanwhile(pty: Pty): Promise<string | undefined> {
  const { cols, rows } = pty.screen.terminal;
  const sizes = [
    [cols - 20, rows - 4],
    [cols, rows],
  ] as const;
  const wanted: string[] = [];
  for (const size of sizes) {
    await pty.resize(...size);
    await pty.untilStill(300);
    wanted.push(pty.screen.text());
  }
  for (const [index, size] of sizes.entries()) {
    pty.press("\u001a");
    await pty.until((text) => /Stopped/.test(text), "the shell");
    await pty.untilStill();
    await pty.resize(...size);
    pty.press("fg\r");
    await pty.until((text) => text === wanted[index], `the frame of ${size.join("x")}:\n${wanted[index]}\n`, 5000);
  }
  return frameFault(pty.screen);
}

async function suspendAndReturn(pty: Pty): Promise<string | undefined> {
  await pty.untilStill(300);
  const before = pty.screen.text();
  pty.press("\u001a");
  await pty.until((text) => /Stopped/.test(text), "the shell");
  await pty.untilStill();
  const wrong = await asBefore(pty, "bash-");
  if (wrong) return `after Ctrl-Z: ${wrong}`;
  pty.press("fg\r");
  await pty.until((text) => text === before, `the same frame as before:\n${before}\n`, 8000);
  const fault = frameFault(pty.screen) ?? (await resizedMeanwhile(pty));
  if (fault) return `after fg: ${fault}`;
  pty.press("Q");
  await pty.until((text) => !text.includes("grounds ▸"), "the shell again");
  await pty.untilStill();
  return asBefore(pty, "bash-");
}

/** After kill -9 nobody can clean up; the next launch restores the screen and suggests `reset`. */
async function killAndReturn(pty: Pty, warehouse: string): Promise<string | undefined> {
  const [child] = readFileSync(`/proc/${pty.pid}/task/${pty.pid}/children`, "utf8").trim().split(" ");
  process.kill(Number(child), "SIGKILL");
  await pty.until((text) => text.includes("between launches"), "the end of the first launch");
  await pty.until(isHome, "the next launch", 20_000);
  await pty.untilStill();
  const fault = frameFault(pty.screen);
  if (fault) return `the next launch: ${fault}`;
  // A build first shows what it read, over the grid.
  if (pty.screen.text().includes("What was read")) {
    pty.press("\u001b");
    await pty.untilStill(300);
  }
  pty.press("Q");
  await pty.ended(8000);
  if (existsSync(`${warehouse}.wal`)) return "a write-ahead log is left";
  const left = pty.screen.leftOn();
  if (left.length > 0) return `still on: ${left.join(", ")}`;
  return pty.screen.text().includes('"reset"') ? undefined : asBefore(pty);
}
