import { quoteText } from "../database/sql-text.ts";
import type { ColumnFacts } from "./column-facts.ts";
import { priceDash } from "./column-shares.ts";
import type { Confidence } from "./confidence.ts";
import { currencyCode, currencyOf, escapedMark } from "./currency-marks.ts";
import { isCurrencyName } from "./names.ts";

/** How a column's texts become numbers, and what the mapping says about it. */
export interface Reading {
  readonly expression: string;
  readonly note: string;
  readonly confidence: Confidence;
}

/** The share of values that can be read as a number. */
export function numberShare(facts: ColumnFacts): number {
  const share = Math.max(facts.plain, facts.english + facts.onlyContinental);
  return share === 0 ? 0 : share + facts.dashes;
}

/** Reads numbers in their usual spellings; undefined if most values are not numbers. */
export function numberReading(facts: ColumnFacts, name: string): Reading | undefined {
  if (facts.sampled === 0 || numberShare(facts) < 0.5) return undefined;
  if (facts.onlyContinental > 0 && facts.onlyEnglish > 0) return mixedReading(facts, name);
  if (facts.plain >= facts.english && facts.plain >= facts.continental && facts.dashes === 0) {
    return { expression: name, note: "plain numbers", confidence: "sure" };
  }
  const isContinental = facts.continental > facts.english || (facts.onlyContinental > 0 && facts.onlyEnglish === 0);
  const decides = isContinental ? facts.onlyContinental : facts.onlyEnglish;
  const separators = isContinental ? "decimal commas" : "thousands commas";
  const isOpen = hasSeparators(facts) && decides === 0;
  const marks = [
    ...facts.symbols,
    ...(facts.percentSigns > 0 ? ["%"] : []),
    ...(facts.parentheses > 0 ? ["parentheses for negatives"] : []),
    ...(facts.otherMinus > 0 ? ["other minus signs"] : []),
    ...(facts.credits > 0 ? [facts.creditSides > 0.5 ? "DR for what goes back" : "CR for credits"] : []),
    ...(facts.dashes > 0 ? ["a dash for zero"] : []),
  ];
  const said = [...(hasSeparators(facts) ? [separators] : []), ...marks].join(", ");
  const doubt = isOpen ? "; NOT CERTAIN: the values fit decimal points and decimal commas alike" : "";
  return {
    expression: numberExpression(facts, name, isContinental),
    note: `numbers written with ${said || "blanks or signs"}${doubt}`,
    confidence: isOpen ? "unclear" : "likely",
  };
}

/**
 * Some values have decimal commas and others decimal points, as when a table has parts from two countries; each is read by its
 * last mark. A single mark before three digits separates thousands.
 */
function mixedReading(facts: ColumnFacts, name: string): Reading {
  const hasComma = "(,\\d{1,2}|(^|[^\\d,.])\\d{1,3}(\\.\\d{3})+)(\\D*)$";
  const [continental, english] = [true, false].map((isContinental) => numberExpression(facts, name, isContinental));
  return {
    expression: `if(regexp_matches(${name}, ${quoteText(hasComma)}), ${continental}, ${english})`,
    note: "numbers written with decimal points and with decimal commas, each by the mark that stands last",
    confidence: "likely",
  };
}

/** Whether there are commas or points between digits other than a plain decimal point. */
function hasSeparators(facts: ColumnFacts): boolean {
  return facts.onlyEnglish > 0 || facts.onlyContinental > 0 || facts.plain < Math.min(facts.english, facts.continental);
}

/** Text in the form of a number loses its separators; any other text stays as it is, to show up in the quarantine. */
export function numberExpression(facts: ColumnFacts, name: string, isContinental: boolean): string {
  const gap = facts.hardBlanks > 0 ? " \\x{00A0}\\x{202F}" : " ";
  const marks = facts.symbols.map(escapedMark);
  const around = (own: string, more: readonly string[] = []) => `(${[`[${own}${gap}]`, ...marks, ...more].join("|")})*`;
  const grouped = (mark: string, decimal: string) =>
    `(\\d+([${mark}'’${gap}]\\d{2,3})*(${decimal}\\d*)?|${decimal}\\d+)`;
  const back = [
    ...(facts.credits > 0 ? ["(?i:CR|DR)\\.?|[HS]"] : []),
    ...(facts.priceDashes > 0 ? ["[.,/][-–—]+"] : []),
  ];
  const digits = isContinental ? grouped(".", ",") : grouped(",", "\\.");
  const shape = `${around("-+(−–▲△")}${digits}${around("-)%−", back)}`;
  const text = facts.symbols
    .filter((symbol) => /[.,]/.test(symbol))
    .reduce((own, mark) => `replace(${own}, ${quoteText(mark)}, '')`, withoutDash(facts, name));
  const bare = `regexp_replace(${text}, '${isContinental ? "[^0-9,]" : "[^0-9.]"}', '', 'g')`;
  const number = isContinental ? `replace(${bare}, ',', '.')` : bare;
  const negatives =
    facts.credits > 0 ? `(?i)[-(−–▲△]|${facts.creditSides > 0.5 ? "DR|(?-i: S$)" : "CR|(?-i: H$)"}` : "[-(−–▲△]";
  const signed =
    facts.negative > 0 || facts.credits > 0
      ? `if(regexp_matches(${withoutDash(facts, name)}, '${negatives}'), '-', '') || ${number}`
      : number;
  const read = `if(regexp_full_match(${name}, ${quoteText(shape)}), ${signed}, ${name})`;
  return facts.dashes > 0 ? `if(regexp_full_match(${name}, '[^0-9A-Za-z]*[-−–—][^0-9A-Za-z]*'), '0', ${read})` : read;
}

/** `249,-` as `249`. */
function withoutDash({ priceDashes }: ColumnFacts, name: string): string {
  return priceDashes === 0 ? name : `regexp_replace(trim(${name}), ${quoteText(priceDash)}, '')`;
}

/** The currencies in a column's values, as codes: from their signs, or from a currency column. */
export function currenciesOf(facts: ColumnFacts): readonly string[] {
  const isOfCurrencies = isCurrencyName(facts.name) || facts.words.every((word) => currencyOf(word) !== undefined);
  const named =
    isOfCurrencies && facts.words.length > 0 ? facts.words.map((word) => word.trim().toUpperCase()) : facts.symbols;
  return named.map(currencyCode).filter((code) => /^[A-Z]{3}$/.test(code));
}

/** The SQL that converts a column's text to a number. */
export type NumberOf = (facts: ColumnFacts) => string;
