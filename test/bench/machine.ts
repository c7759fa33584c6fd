import { availableParallelism, cpus, loadavg, platform, release, totalmem } from "node:os";

/** The machine as it is when a run begins. */
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

/** One line; a machine with other work says so, since no time measured on it means much. */
export function toldMachine({ processor, cores, memoryGb, node, load }: Machine): string {
  const busy = load > cores ? " (BUSY: more work than cores, times will be too long)" : "";
  return `${processor}, ${cores} cores, ${memoryGb} GB, Node ${node}, load ${load}${busy}`;
}
