import { spawnSync } from "node:child_process";
import { plainEnvironment, run } from "../support/program.ts";
import { noPty, Pty } from "../support/pty.ts";
import { inPairs, type Row, spread, Tally, type Trial } from "../support/row.ts";
import { scratch, tiny } from "../support/warehouses.ts";

const zones = ["UTC", "America/Los_Angeles", "Asia/Kathmandu", "Pacific/Apia", ""];
const locales = ["C", "C.UTF-8", "de_DE.UTF-8", "tr_TR.UTF-8", ""];
const extras: readonly Readonly<Record<string, string>>[] = [
  {},
  { NO_COLOR: "1" },
  { TERM: "dumb" },
  { FORCE_COLOR: "3", CI: "1" },
  { NODE_ENV: "development" },
];

const questions: readonly (readonly string[])[] = [
  ["cohorts", "--format", "csv"],
  ["slice", "--by", "region,acquisition_month", "--format", "json"],
  ["rows", "--format", "csv"],
  ["investigate", "--format", "json", "--replicates", "100"],
];

/** Time zone, locale and kind of terminal do not change a byte of an answer. */
export const environmentsRow: Row = {
  name: "environments",
  seconds: 110,
  what: "TZ x locale x NO_COLOR, dumb, CI, pipe: the same bytes of results; closed pipes and missing terminals told well",
  async run(trial) {
    const { path: folder, remove } = scratch("environments");
    const tally = new Tally();
    try {
      const places = zones.flatMap((TZ) => locales.map((LC_ALL) => ({ TZ, LC_ALL })));
      // Every question in every zone and locale; for every kind of terminal, one of them in turn.
      const all: readonly Asked[] = places.flatMap((place, at) =>
        extras.flatMap((extra, index) =>
          (index === 0 ? questions : [nth(questions, at + index)]).map((words) => ({
            words,
            env: { ...extra, ...place },
          })),
        ),
      );
      const wanted = new Map<readonly string[], string>();
      for (const words of questions) wanted.set(words, await answer(trial, folder, { words, env: { TZ: "UTC" } }));
      const isWhole = await inPairs(spread(all, trial.form === "long" ? all.length : 2), trial.deadline, (asked) =>
        tally.try(`${asked.words.join(" ")} in ${JSON.stringify(asked.env)}`, async () =>
          (await answer(trial, folder, asked)) === wanted.get(asked.words) ? undefined : "another answer than in UTC",
        ),
      );
      await pipes(trial, folder, tally);
      return tally.outcome(isWhole ? {} : { skipped: `the time was up before all ${all.length} questions were asked` });
    } finally {
      remove();
    }
  },
};

interface Asked {
  readonly words: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** In memory, so that the build runs in the same environment. */
async function answer(trial: Trial, folder: string, { words, env }: Asked): Promise<string> {
  const { code, stdout, stderr } = await run(trial.program, [...words, "--source", tiny, "--memory"], folder, { env });
  if (code !== 0) throw new Error(`${words.join(" ")} ended with ${code}: ${stderr.slice(-300)}`);
  return withoutTimes(stdout);
}

function nth<Item>(items: readonly Item[], at: number): Item {
  const item = items[at % items.length];
  if (item === undefined) throw new Error("there is nothing to choose from");
  return item;
}

function withoutTimes(text: string): string {
  return text.replaceAll(/"(?:ms|took|seconds)":\s*[\d.]+/g, '""');
}

async function pipes(trial: Trial, folder: string, tally: Tally): Promise<void> {
  const { node, entry } = trial.program;
  const shell = (script: string) =>
    spawnSync("sh", ["-c", script, "sh", node, entry, tiny], {
      env: plainEnvironment(folder),
      cwd: folder,
      encoding: "utf8",
    });
  await tally.try("a reader that has seen enough", async () => {
    const { stderr } = shell('"$1" "$2" rows --source "$3" --memory 2>err | head -1 >/dev/null; cat err >&2');
    return /Error|EPIPE|\bat /.test(stderr) ? stderr.slice(-300) : undefined;
  });
  if (trial.form === "short") return;
  await tally.try("stderr is closed", async () => {
    const { status, stdout } = shell('"$1" "$2" slice --by region --source "$3" --memory 2>&-');
    return status === 0 && stdout.startsWith("region,") ? undefined : `ended with ${status}`;
  });
  await tally.try("stdin is no terminal", async () =>
    noTerminal(shell('"$1" "$2" open --source "$3" --memory </dev/null')),
  );
  await tally.try("a full device", async () => {
    const { status, stderr } = shell('"$1" "$2" slice --by region --source "$3" --memory >/dev/full');
    return status === 1 && stderr.includes("next:") ? undefined : `ended with ${status}: ${stderr.slice(-300)}`;
  });
  if (noPty()) return;
  await tally.try("a dumb terminal", async () => {
    const pty = Pty.open(trial.program, ["open", "--source", tiny], folder, { env: { TERM: "dumb" } });
    const status = await pty.ended(15_000);
    const written = pty.screen.raw();
    pty.close();
    return written.includes("\u001b")
      ? "control sequences were written"
      : noTerminal({ status, stdout: "", stderr: written });
  });
}

function noTerminal(result: { readonly status: number | null; readonly stdout: string; readonly stderr: string }) {
  if (result.status !== 2 || result.stdout !== "") return `ended with ${result.status}`;
  return /needs? a terminal/.test(result.stderr) ? undefined : result.stderr.slice(0, 300);
}
