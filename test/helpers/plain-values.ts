import { Amount } from "../../source/domain/amount.ts";
import type { Value } from "../../source/domain/slice-result.ts";

/** Values as written by hand: amounts as numbers. */
export function plainValues(values: readonly Value[]): readonly (string | number | null)[] {
  return values.map((value) => (value instanceof Amount ? Number(value) : value));
}
