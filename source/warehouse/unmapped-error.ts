import { UserError } from "../errors.ts";

/** Files that do not fit the contract and that no mapping explains: proposing one is the way on. */
export class UnmappedError extends UserError {
  override readonly name = "UnmappedError";
}
