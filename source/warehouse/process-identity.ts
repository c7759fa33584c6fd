import { readFileSync } from "node:fs";

/** Who made a file: a pid alone is used again, so its start is told too where the system tells it. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly start: string;
}

export function identityOf(pid: number): ProcessIdentity {
  return { pid, start: startOf(pid) };
}

/** Whether the process that left this identity still runs. */
export function isAlive({ pid, start }: ProcessIdentity): boolean {
  // 0 and below mean groups of processes or all of them, which are always there.
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it runs, as somebody else.
    if (!(error instanceof Error && "code" in error && error.code === "EPERM")) return false;
  }
  const now = startOf(pid);
  return start === "" || now === "" || start === now;
}

/** Clock ticks from boot to the start of the process, as Linux gives them; empty elsewhere. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name in parentheses may hold spaces; the start is the 20th field after it.
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return "";
  }
}
