import { UserError } from "../errors.ts";
import type { CheckResult } from "./run-tests.ts";

/** Data that breaks a rule it must keep: the build ends and the warehouse of before stays. */
export class CheckFailure extends UserError {
  override readonly name = "CheckFailure";
  readonly checks: readonly CheckResult[];

  constructor(checks: readonly CheckResult[]) {
    const some = checks.slice(0, 3).map((check) => check.message);
    const more = checks.length > some.length ? `, and ${checks.length - some.length} more` : "";
    super(checks.length === 1 ? `The check ${checks[0]?.name} failed` : `${checks.length} checks failed`, {
      why: `${some.join("; ")}${more}.`,
      next: 'Look at the rows with the SQL of the check, correct the source or the model, and run "grounds build" again; the previous warehouse is still in use.',
    });
    this.checks = checks;
  }
}
