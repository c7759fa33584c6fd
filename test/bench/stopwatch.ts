import { spawn } from "node:child_process";
import { join } from "node:path";

/** Keys sent together, and the silence after which their output is complete. */
export interface Step {
  readonly keys: string;
  readonly label: string;
  readonly quietMs: number;
}

export interface Timing {
  readonly command: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** What the first whole frame contains, without escape sequences. */
  readonly ready: string;
  readonly steps?: readonly Step[];
  readonly columns?: number;
  readonly rows?: number;
  readonly patienceMs?: number;
  /** Rest between the first frame and the first key. */
  readonly coolMs?: number;
}

export interface TimedStep {
  readonly label: string;
  /** To the first and last byte, in ms; null if nothing came. */
  readonly first: number | null;
  readonly last: number | null;
  readonly bytes: number;
  readonly frames: number;
}

export interface Timed {
  readonly launch: {
    readonly ready: number;
    readonly first: number;
    readonly longestPause: number;
    /** Processor time until then, of all threads. */
    readonly processor: number;
    readonly bytes: number;
  };
  readonly steps: readonly TimedStep[];
  /** In MB. */
  readonly memory: { readonly resident: number; readonly peak: number };
}

/** Runs a program on its own terminal and times it with stopwatch.py. Rejects with what it drew if it never becomes ready. */
export async function timed(timing: Timing): Promise<Timed> {
  const { columns = 120, rows = 40, patienceMs = 30_000, coolMs = 0, steps = [], ...rest } = timing;
  const plan = {
    ...rest,
    columns,
    rows,
    patience: patienceMs / 1000,
    cool: coolMs / 1000,
    steps: steps.map(({ quietMs, ...step }) => ({ ...step, quiet: quietMs / 1000 })),
  };
  const child = spawn("python3", [join(import.meta.dirname, "stopwatch.py")], { stdio: ["pipe", "pipe", "pipe"] });
  let [out, log] = ["", ""];
  child.stdout.on("data", (data) => (out += data));
  child.stderr.on("data", (data) => (log += data));
  child.stdin.end(JSON.stringify(plan));
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  if (code !== 0) throw new Error(log.trim() || `the stopwatch ended with ${code}`);
  return JSON.parse(out);
}

/** The times to the last byte of the steps of a label. */
export function lastBytes({ steps }: Timed, label: string): readonly number[] {
  return steps.flatMap((step) => (step.label === label && step.last !== null ? [step.last] : []));
}
