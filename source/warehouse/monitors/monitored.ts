import type { CheckResult } from "../build/run-tests.ts";

/** The result of a monitor: it warns and never fails, and its message always gives the numbers. */
export function monitored(found: Pick<CheckResult, "name" | "model" | "failures" | "message" | "sql">): CheckResult {
  return { ...found, severity: "warn", status: found.failures === 0 ? "passed" : "warned" };
}
