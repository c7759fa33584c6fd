import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Attack, attacks, secretWord } from "../support/attacks.ts";
import { run } from "../support/program.ts";
import { noPty, Pty } from "../support/pty.ts";
import { inPairs, type Row, spread, Tally, type Trial } from "../support/row.ts";

/** Ways to quit that must work whatever a mapping makes DuckDB do. */
const ways = ["Q", "ctrl-c twice", "SIGTERM", "SIGHUP", "closed terminal"] as const;
type Way = (typeof ways)[number];

const leaveMs = 3000;

/** A stranger's mapping: forbidden requests are rejected at their line, and nothing that it starts delays quitting. */
export const attacksRow: Row = {
  name: "attacks",
  seconds: 500,
  what: `${attacks.length} attacks of a mapping: each ends with the verdict of its table, shows nothing of files outside, and is left within 3 s in ${ways.length} ways, no process left`,
  async run(trial) {
    const missing = noPty();
    if (missing) return { tried: 0, held: 0, failures: [], skipped: missing };
    const tally = new Tally();
    const chosen = trial.form === "long" ? attacks : spread(attacks, 6);
    const tries = chosen.flatMap((attack, index) => [
      { name: attack.name, check: (place: Place) => verdictOf(trial, attack, place), attack },
      ...(trial.form === "long" ? ways : ways.slice(index % ways.length, (index % ways.length) + 1)).map((way) => ({
        name: `${way}: ${attack.name}`,
        check: (place: Place) => leave(trial, way, place),
        attack,
      })),
    ]);
    const isWhole = await inPairs(tries, trial.deadline, ({ name, check, attack }) =>
      tally.try(name, () => at(attack, check)),
    );
    return tally.outcome(isWhole ? {} : { skipped: "the time was up before all attacks were tried" });
  },
};

interface Place {
  readonly folder: string;
  readonly data: string;
}

async function at(attack: Attack, check: (place: Place) => Promise<string | undefined>): Promise<string | undefined> {
  const top = mkdtempSync(join(tmpdir(), "grounds-attack-"));
  const [folder, outside, data] = ["offered", "outside", "data"].map((name) => join(top, name));
  if (folder === undefined || outside === undefined || data === undefined) return "no folders";
  for (const each of [folder, outside, data]) mkdirSync(each);
  writeFileSync(join(outside, "transactions.csv"), `customer,day,net,${secretWord}\nx,2024-01-01,1,2\n`);
  attack.make(folder, outside);
  try {
    return await check({ folder, data });
  } finally {
    rmSync(top, { recursive: true, force: true });
  }
}

async function verdictOf(trial: Trial, { verdict }: Attack, { folder, data }: Place): Promise<string | undefined> {
  const isEndless = verdict === "runs";
  const timeoutMs = isEndless ? 5000 : 60_000;
  const { code, signal, stderr } = await run(trial.program, ["build", "--source", folder], data, { timeoutMs });
  if (isEndless) return signal === "SIGKILL" ? undefined : `ended with ${code}: ${stderr}`;
  if (!stderr.includes(`code: ${verdict}\n`)) return `not ${verdict} but ${code}: ${stderr.slice(-400)}`;
  if (stderr.includes(secretWord) || stderr.includes("root:x:")) return `tells of a file outside: ${stderr}`;
  const stolen = readdirSync(data).filter((name) => name.startsWith("stolen"));
  return stolen.length > 0 ? `wrote ${stolen.join(", ")}` : undefined;
}

/** Opens the screens on it, lets it work, quits, and looks for leftovers. */
async function leave(trial: Trial, way: Way, { folder, data }: Place): Promise<string | undefined> {
  const pty = Pty.open(trial.program, ["open", "--source", folder], data);
  try {
    await pty.until((text) => /q quit|next:|data that/.test(text), "the first screen", 30_000);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const { pid } = pty;
    const started = Date.now();
    press(pty, way);
    await pty.ended(leaveMs + 7000);
    const ms = Date.now() - started;
    if (ms > leaveMs) return `gone after ${ms} ms`;
    const left = groupOf(pid);
    if (left.length > 0) return `still there: ${left.join(", ")}`;
    const on = way === "closed terminal" ? [] : pty.screen.leftOn();
    return on.length > 0 ? `still on: ${on.join(", ")}` : undefined;
  } finally {
    pty.close();
  }
}

function press(pty: Pty, way: Way): void {
  if (way === "Q") pty.press("Q");
  else if (way === "closed terminal") pty.hangUp();
  else if (way !== "ctrl-c twice") pty.signal(way);
  else {
    pty.press("\u0003");
    setTimeout(() => pty.press("\u0003"), 200);
  }
}

/** Processes of the session that the program was started in, except zombies. */
function groupOf(pid: number): readonly string[] {
  return readdirSync("/proc").filter((name) => {
    if (!/^\d+$/.test(name)) return false;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, "utf8");
      const [state, , , session] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      return Number(session) === pid && state !== "Z";
    } catch {
      return false;
    }
  });
}
