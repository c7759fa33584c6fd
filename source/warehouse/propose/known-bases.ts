import type { WeighedBase } from "./amount-bases.ts";
import type { Finding } from "./finding.ts";
import type { Hints } from "./hints.ts";
import type { OneCurrency } from "./one-currency.ts";

/** Amounts that are all in one currency can be added. */
export function convertedFirst(
  found: Finding<readonly WeighedBase[]>,
  converted: OneCurrency | undefined,
): Finding<readonly WeighedBase[]> {
  const first = found.answer.find(({ base }) => base.column === converted?.column && base.quantity === undefined);
  if (converted === undefined || first === undefined) return found;
  const answer = [first, ...found.answer.filter((one) => one !== first)];
  return { answer, isShown: true, because: converted.because };
}

/** The amount documented by a recipe comes first. */
export function hintedFirst(
  found: Finding<readonly WeighedBase[]>,
  hints: Hints | undefined,
): Finding<readonly WeighedBase[]> {
  const documented = hints?.base === undefined ? undefined : found.answer.find(({ base }) => base.id === hints.base);
  if (documented === undefined || hints === undefined) return found;
  return {
    answer: [documented, ...found.answer.filter((one) => one !== documented)],
    isShown: true,
    because:
      documented === found.answer[0] && found.isShown && found.because !== ""
        ? found.because
        : `documented: ${hints.documentation}`,
  };
}
