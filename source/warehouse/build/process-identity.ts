import { readFileSync } from "node:fs";

/** The process that made a file: pids are reused, so the start time is recorded too if the system provides it. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly start: string;
}

export function identityOf(pid: number): ProcessIdentity {
  return { pid, start: startOf(pid) };
}

/** Whether the process that left this identity still runs. */
export function isAlive({ pid, start }: ProcessIdentity): boolean {
  // 0 and below stand for process groups or all processes, which always exist.
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it runs as another user.
    if (!(error instanceof Error && "code" in error && error.code === "EPERM")) return false;
  }
  const now = startOf(pid);
  return start === "" || now === "" || start === now;
}

/** Clock ticks from boot to the start of the process, as Linux reports them; empty elsewhere. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name in parentheses may contain spaces; the start is the 20th field after it.
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return "";
  }
}
