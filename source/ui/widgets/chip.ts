import { widthOf } from "../../domain/width.ts";

/** A part of what is shown, on line 2. */
export interface Chip {
  /** The key that changes it; "" if none does. */
  readonly key: string;
  /** The key that a click on it presses, if it shows none. */
  readonly opens?: string;
  readonly text: string;
  /** Set by the user, and so brighter than a default. */
  readonly isSet: boolean;
  /** A filter; several can be folded into one chip if there is no room. */
  readonly isFilter?: boolean;
}

/** Width of a chip, with its key and the spaces after it. */
export function chipWidth({ key, text }: Chip): number {
  return (key === "" ? 0 : widthOf(key) + 1) + widthOf(text) + 2;
}

/** The chips that fit, from the first on, and their width. */
export function fittingChips(
  chips: readonly Chip[],
  width: number,
): { readonly shown: readonly Chip[]; readonly used: number } {
  let used = 1;
  const end = chips.findIndex((chip) => {
    if (used + chipWidth(chip) > width) return true;
    used += chipWidth(chip);
    return false;
  });
  return { shown: end < 0 ? chips : chips.slice(0, end), used };
}

/** The chips with just enough filters folded into a count, earliest first, for the chips after them to fit. */
export function foldFilters(chips: readonly Chip[], width: number): readonly Chip[] {
  const filters = chips.filter((chip) => chip.isFilter === true);
  const first = chips.findIndex((chip) => chip.isFilter === true);
  const fits = (some: readonly Chip[]) => some.reduce((sum, chip) => sum + chipWidth(chip), 1) <= width;
  let shown = chips;
  const least = filters.length > 1 ? 1 : 2;
  for (let folded = least; folded <= filters.length && !fits(shown); folded++) {
    const kept = filters.slice(folded);
    const text = kept.length > 0 ? `+${folded} more` : `${folded} filters`;
    const rest = { key: filters[0]?.key ?? "", text, isSet: true };
    shown = [...chips.slice(0, first), ...kept, rest, ...chips.slice(first + filters.length)];
  }
  return shown;
}
