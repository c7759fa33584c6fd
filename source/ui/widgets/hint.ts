import { widthOf } from "../../domain/width.ts";

/** A key and what it does. */
export interface Hint {
  readonly key: string;
  readonly label: string;
}

/** The hints that fit, help last. */
export function fittingHints(hints: readonly Hint[], width: number): readonly Hint[] {
  const help = hints.filter(({ key }) => key === "?");
  const others = hints.filter(({ key }) => key !== "?");
  let left = width - 1 - help.reduce((sum, one) => sum + hintWidth(one) + 1, 0);
  const end = others.findIndex((one) => {
    if (hintWidth(one) + 2 > left) return true;
    left -= hintWidth(one) + 2;
    return false;
  });
  return [...(end < 0 ? others : others.slice(0, end)), ...help];
}

/** Width of a hint, without the spaces after it. */
export function hintWidth({ key, label }: Hint): number {
  return widthOf(key) + 1 + widthOf(label);
}
