import { widthOf } from "../../domain/width.ts";

/** A part of what is shown, on line 2. */
export interface Chip {
  /** The key that changes it; "" where none does. */
  readonly key: string;
  /** The key that a click on it presses, where it shows none. */
  readonly opens?: string;
  readonly text: string;
  /** Set by the user, and so brighter than a default. */
  readonly isSet: boolean;
  /** One of the filters, several of which can be folded into one where there is no room. */
  readonly isFilter?: boolean;
}

/** Columns of a chip, with its key and the blanks after it. */
export function chipWidth({ key, text }: Chip): number {
  return (key === "" ? 0 : widthOf(key) + 1) + widthOf(text) + 2;
}

/** The chips that fit, from the first on, and the columns that they take. */
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

/** The chips with so many filters folded into a count, the earliest first, that what stands behind them has room too. */
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
