import { commandLineErrors } from "../errors/command-line.ts";

/** A range of days of lifetime, both ends included; day 0 is the day of acquisition. */
export interface Bracket {
  readonly from: number;
  readonly to: number;
}

const mostBrackets = 60;

/** Whether a text is meant as brackets: `0-7,8-30`. */
export function looksLikeBrackets(text: string): boolean {
  return /^[\s\d,-]*\d\s*-\s*\d[\s\d,-]*$/.test(text);
}

/** The brackets of `0-7,8-30,31-90`, in this order; throws UsageError for any other text, and for brackets that overlap. */
export function parseBrackets(text: string): readonly Bracket[] {
  const brackets = text.split(",").map((part) => {
    const found = /^\s*(\d{1,5})\s*-\s*(\d{1,5})\s*$/.exec(part);
    return { from: Number(found?.[1] ?? Number.NaN), to: Number(found?.[2] ?? Number.NaN) };
  });
  const isSound = brackets.every(({ from, to }, index) => from <= to && from > (brackets[index - 1]?.to ?? -1));
  if (!isSound || brackets.length > mostBrackets) throw commandLineErrors.noBrackets({ given: text });
  return brackets;
}

/** `0-7` */
export function printBracket({ from, to }: Bracket): string {
  return `${from}-${to}`;
}
