import { spawnSync } from "node:child_process";

/**
 * Whether the terminal takes keys one by one: at the start of a program that is what one that was killed left behind, since
 * shells hand the terminal over in its plain state.
 */
export function isRaw(): boolean {
  if (process.platform === "win32" || !process.stdin.isTTY) return false;
  const { stdout } = spawnSync("stty", ["-a"], {
    stdio: ["inherit", "pipe", "ignore"],
    encoding: "utf8",
    timeout: 1000,
  });
  return /\s-icanon\b/.test(stdout ?? "");
}
