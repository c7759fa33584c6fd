import { availableParallelism, cpus, loadavg, platform, release, totalmem } from "node:os";

/** The machine's state when a run begins. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly system: string;
  readonly node: string;
  /** Over the last minute. */
  readonly load: number;
  readonly at: string;
}

export function describeMachine(): Machine {
  return {
    processor: cpus()[0]?.model.trim() ?? "unknown",
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${platform()} ${release()}`,
    node: process.version,
    load: Number((loadavg()[0] ?? 0).toFixed(2)),
    at: new Date().toISOString(),
  };
}

/** One line; it says if the machine has other work, since times measured then mean little. */
export function machineLine({ processor, cores, memoryGb, node, load }: Machine): string {
  const busy = load > cores ? " (BUSY: more work than cores, times will be too long)" : "";
  return `${processor}, ${cores} cores, ${memoryGb} GB, Node ${node}, load ${load}${busy}`;
}
