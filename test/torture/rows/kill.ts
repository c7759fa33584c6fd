import { type ChildProcess, execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Finished, run } from "../support/program.ts";
import { seeded } from "../support/random.ts";
import { inPairs, type Outcome, type Row, spread, Tally, type Trial } from "../support/row.ts";
import { checksum, leftovers, type Pair, placeOf } from "../support/warehouses.ts";

export type FaultMode = "kill" | "torn" | "lost" | "enospc" | "eio";

/** Builds killed at every call that changes a file, with torn writes, with unsynced data lost, and at a hundred random times. */
export const killRow: Row = {
  name: "kill",
  seconds: 310,
  what: "kill -9, torn writes and lost unsynced data at every write, sync, rename and unlink of a build, and timed kills",
  run: (trial) => withPair(trial, (pair) => faults(trial, pair, ["kill", "torn", "lost"])),
};

/** Builds on a disk that is full or fails from every such call onwards. */
export const diskRow: Row = {
  name: "disk",
  seconds: 150,
  what: "no space left and I/O errors at every write, sync, rename and unlink of a build",
  run: (trial) => withPair(trial, (pair) => faults(trial, pair, ["enospc", "eio"])),
};

async function withPair(trial: Trial, work: (pair: Pair) => Promise<Outcome>): Promise<Outcome> {
  const pair = await trial.fixtures.pair();
  try {
    return await work(pair);
  } finally {
    pair.remove();
  }
}

async function faults(trial: Trial, pair: Pair, modes: readonly FaultMode[]): Promise<Outcome> {
  const tally = new Tally();
  const shim = compileShim(pair.folder);
  let isWhole = true;
  if (shim !== undefined) {
    const kinds = await countCalls(trial, pair, shim);
    const numbers = Array.from(kinds, (_, index) => index + 1);
    // Only a write can be torn: dying after any other call equals dying before the next.
    const points = modes
      .flatMap((mode) =>
        (trial.form === "long" ? numbers : spread(numbers, 3).slice(1, 2)).map((at) => ({
          mode,
          at,
          kind: kinds[at - 1],
        })),
      )
      .filter(({ mode, kind }) => mode !== "torn" || kind === "w" || trial.form === "short");
    // If time is short, every kind of fault and every part of a build gets its share.
    const random = seeded(trial.seed);
    const shuffled = points.map((point) => ({ point, place: random() })).sort((one, other) => one.place - other.place);
    isWhole = await inPairs(
      shuffled.map(({ point }) => point),
      trial.deadline,
      ({ mode, at, kind }, lane) =>
        tally.try(`${mode} at call ${at} of ${kinds.length} (${kind})`, () =>
          tryFault(trial, pair, shim, mode, at, lane),
        ),
    );
  }
  if (modes.includes("kill")) isWhole = (await timedKills(trial, pair, tally)) && isWhole;
  const skipped = shim === undefined ? "no C compiler: faults at calls were not tried" : undefined;
  return tally.outcome({
    ...(skipped ? { skipped } : isWhole ? {} : { skipped: "the time was up before all calls were tried" }),
  });
}

/** The compiled shim; undefined without a compiler. */
export function compileShim(folder: string): string | undefined {
  if (process.platform !== "linux" || spawnSync("cc", ["--version"]).status !== 0) return undefined;
  const shim = join(folder, "io-faults.so");
  const source = join(import.meta.dirname, "../io-faults.c");
  execFileSync("cc", ["-shared", "-fPIC", "-O1", "-o", shim, source, "-ldl", "-lpthread"]);
  return shim;
}

async function faultyBuild(
  trial: Trial,
  pair: Pair,
  shim: string,
  fault: { readonly mode: string; readonly at: number; readonly warehouse: string },
): Promise<Finished & { readonly kinds: string }> {
  const count = `${dirname(fault.warehouse)}.count`;
  const side = `${dirname(fault.warehouse)}.side`;
  for (const path of [count, side]) rmSync(path, { recursive: true, force: true });
  mkdirSync(side);
  const env = {
    ...{ LD_PRELOAD: shim, IO_FAULT_DIR: dirname(fault.warehouse), IO_FAULT_MODE: fault.mode },
    ...{ IO_FAULT_AT: String(fault.at), IO_FAULT_COUNT: count, IO_FAULT_SIDE: side },
  };
  const words = ["build", "--source", pair.after, "--warehouse", fault.warehouse];
  const finished = await run(trial.program, words, pair.folder, { env });
  return { ...finished, kinds: readFileSync(count, "latin1").replace(/\0+$/, "") };
}

async function countCalls(trial: Trial, pair: Pair, shim: string): Promise<string> {
  const warehouse = placeOf(pair, join(pair.folder, "count"));
  const { code, kinds, stderr } = await faultyBuild(trial, pair, shim, { mode: "count", at: 0, warehouse });
  if (code !== 0 || kinds.length < 20) throw new Error(`${kinds.length} calls were counted: ${stderr}`);
  return kinds;
}

async function tryFault(
  trial: Trial,
  pair: Pair,
  shim: string,
  mode: FaultMode,
  at: number,
  lane: number,
): Promise<string | undefined> {
  const warehouse = placeOf(pair, join(pair.folder, `lane-${lane}`));
  const built = await faultyBuild(trial, pair, shim, { mode, at, warehouse });
  const isDeath = mode === "kill" || mode === "torn" || mode === "lost";
  if (isDeath && built.signal !== "SIGKILL" && built.kinds.length >= at)
    return `ended with ${built.code}, not by the kill`;
  if (!isDeath) {
    const wrong = politeFailure(built) ?? unfinished(dirname(warehouse), built);
    if (wrong !== undefined) return wrong;
  }
  return wholeAfter(trial, pair, warehouse);
}

/** A failing disk gives a message with a reason and a next step, never a bug report; a build that succeeded is done. */
function politeFailure({ code, signal, stderr }: Finished): string | undefined {
  if (code === 0) return undefined;
  if (code !== 1) return `exit code ${code ?? signal}: ${stderr.slice(-300)}`;
  return /\n {2}why: .+\n {2}next: .+/s.test(stderr) ? undefined : `no reason is told: ${stderr.slice(-300)}`;
}

/** A failed build that was not killed leaves nothing of the unfinished file if it can remove files. */
function unfinished(folder: string, { code }: Finished): string | undefined {
  const left = leftovers(folder).filter((name) => code !== 0 && name.endsWith(".wal"));
  return left.length > 0 ? `left ${left.join(", ")}` : undefined;
}

/** The old or the new warehouse opens intact, the next launch answers from the new source, and nothing else is left. */
async function wholeAfter(trial: Trial, pair: Pair, warehouse: string): Promise<string | undefined> {
  const sum = await checksum(warehouse);
  if (sum !== pair.sums.before && sum !== pair.sums.after) return "the warehouse is neither the old nor the new one";
  const next = await run(trial.program, ["build", "--source", pair.after, "--warehouse", warehouse], pair.folder);
  if (next.code !== 0) return `the next launch ended with ${next.code ?? next.signal}: ${next.stderr.slice(-300)}`;
  if ((await checksum(warehouse)) !== pair.sums.after) return "the next launch did not bring the new warehouse";
  const left = leftovers(dirname(warehouse));
  return left.length > 0 ? `left after the next launch: ${left.join(", ")}` : undefined;
}

async function timedKills(trial: Trial, pair: Pair, tally: Tally): Promise<boolean> {
  const random = seeded(trial.seed);
  const times = Array.from({ length: trial.form === "long" ? 100 : 1 }, () => Math.round(random() * 1500));
  return inPairs(times, trial.deadline, (ms, lane) =>
    tally.try(`kill after ${ms} ms`, async () => {
      const warehouse = placeOf(pair, join(pair.folder, `lane-${lane}`));
      await run(trial.program, ["build", "--source", pair.after, "--warehouse", warehouse], pair.folder, {
        onStart: (child: ChildProcess) => setTimeout(() => child.kill("SIGKILL"), ms),
      });
      return wholeAfter(trial, pair, warehouse);
    }),
  );
}
