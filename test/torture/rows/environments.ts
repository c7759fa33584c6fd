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

/** Time zone, locale and kind of terminal change no byte of an answer. */
export const environmentsRow: Row = {
  name: "environments",
  what: "TZ x locale x NO_COLOR, dumb, CI, pipe: the same bytes of results; closed pipes and missing terminals told well",
  async run(trial) {
    const { path: folder, remove } = scratch("environments");
    const tally = new Tally();
    try {
      const wanted = await answers(trial, folder, { TZ: "UTC" });
      const all = zones.flatMap((TZ) => locales.flatMap((LC_ALL) => extras.map((extra) => ({ ...extra, TZ, LC_ALL }))));
      const isWhole = await inPairs(spread(all, trial.form === "long" ? all.length : 2), trial.deadline, (env) =>
        tally.try(JSON.stringify(env), async () => {
          const given = await answers(trial, folder, env);
          const at = given.findIndex((answer, index) => answer !== wanted[index]);
          return at < 0 ? undefined : `another answer to ${questions[at]?.join(" ")}`;
        }),
      );
      await pipes(trial, folder, tally);
      return tally.outcome(
        isWhole ? {} : { skipped: `the time was up before all ${all.length} environments were tried` },
      );
    } finally {
      remove();
    }
  },
};

/** In memory, so that the build is done in the same environment. */
async function answers(
  trial: Trial,
  folder: string,
  env: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const given: string[] = [];
  for (const question of trial.form === "long" ? questions : questions.slice(0, 1)) {
    const { code, stdout, stderr } = await run(trial.program, [...question, "--source", tiny, "--memory"], folder, {
      env,
    });
    if (code !== 0) throw new Error(`${question.join(" ")} ended with ${code}: ${stderr.slice(-300)}`);
    given.push(withoutTimes(stdout));
  }
  return given;
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
