import { warehouseErrors } from "../../errors/warehouse.ts";
import { UserError } from "../../errors.ts";
import type { CheckResult } from "./run-tests.ts";

/** Data that breaks a required rule: the build ends and the previous warehouse stays. */
export class CheckFailure extends UserError {
  override readonly name = "CheckFailure";
  readonly checks: readonly CheckResult[];

  constructor(checks: readonly CheckResult[]) {
    const some = checks.slice(0, 3).map((check) => check.message);
    const more = checks.length > some.length ? `, and ${checks.length - some.length} more` : "";
    const only = checks.length === 1 ? checks[0]?.name : undefined;
    const { id, message, why, next } = warehouseErrors.checksFailed({
      count: checks.length,
      only,
      why: `${some.join("; ")}${more}.`,
    });
    super(id, { what: message, why, next });
    this.checks = checks;
  }
}
