import { systemErrors } from "./errors/system.ts";
import { UserError } from "./errors.ts";

/**
 * What the system refused (disk full, no access, …) as an error that the user can act on; undefined for every other error.
 * Tells path and call, never content.
 */
export function systemFailure(error: unknown): UserError | undefined {
  if (!(error instanceof Error) || error instanceof UserError || !("code" in error) || !("syscall" in error))
    return undefined;
  const code = String(error.code);
  if (!isRefusal(code)) return undefined;
  const place = "path" in error && typeof error.path === "string" ? ` ${error.path}` : "";
  return systemErrors[code]({ call: `${code}: ${String(error.syscall)}${place}` });
}

type Refusal = Extract<keyof typeof systemErrors, `E${string}`>;

function isRefusal(code: string): code is Refusal {
  return code.startsWith("E") && code in systemErrors;
}
