import { type BusinessWords, worded } from "../../domain/business-words.ts";
import { mostProducts } from "../../query/totals-cells.ts";
import type { TotalsUnits } from "../../query/totals-scope.ts";
import type { TotalsCells } from "./cells.ts";
import type { TotalsOptions } from "./factors.ts";

/** What a reader must know of the method, as far as it concerns this answer. */
export function caveatsOf(
  { layout }: TotalsCells,
  { depth, isAdditive }: TotalsOptions,
  units: TotalsUnits,
  business: BusinessWords,
): string[] {
  const caveats = ["The bars attribute the change; they do not prove what caused it."];
  if (units === "customers") caveats.push("With so few customers, the intervals resample them one by one.");
  if (isAdditive && depth === "net")
    caveats.push("Some customers reversed more than they were billed, so reversals are taken over list value.");
  if (layout.products.includes("Other"))
    caveats.push(worded(`{Products} beyond the ${mostProducts} largest are together as Other.`, business));
  return caveats;
}
