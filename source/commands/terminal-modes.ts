import { spawnSync } from "node:child_process";

/**
 * Whether the terminal is in raw mode. At the start of a program that means that a killed one left it so, since shells hand
 * the terminal over in its normal state.
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
