import { quoteText } from "../database/sql-text.ts";

/** What one column says about which rows are revenue. */
export interface Part {
  readonly condition?: string;
  readonly doubtful?: string;
  readonly out?: string;
  readonly doubts?: string;
  readonly kept?: string;
  readonly keptWords?: string;
  /** The same for each of several such words. */
  readonly keptApart?: readonly { readonly condition: string; readonly words: string }[];
  readonly refunds?: { readonly condition: string; readonly words: readonly string[] };
  /** A word that is missing from the documentation. */
  readonly isOpen?: boolean;
}

/** What the amount columns say about refunds. */
export interface RefundColumns {
  readonly hasRefundColumn: boolean;
  /** SQL of rows marked as refunded without a refunded amount, by the column that marks them. */
  readonly refundless: ReadonlyMap<string, string>;
}

/** SQL condition for rows in which a column is one of these words, in any case. */
export function isIn(name: string, words: readonly string[]): string {
  return `coalesce(${bare(name)} in (${list(words)}), false)`;
}

/** SQL condition for the other rows, including those without a word. */
export function isNotIn(name: string, words: readonly string[]): string {
  return `coalesce(${bare(name)} not in (${list(words)}), true)`;
}

function bare(name: string): string {
  return `lower(trim(${name}))`;
}

function list(words: readonly string[]): string {
  // If a capital has no single lower-case letter, such as İ, the engine decides how to lower it.
  const small = (word: string) =>
    word.toLowerCase().length === word.length ? quoteText(word.toLowerCase()) : `lower(${quoteText(word)})`;
  return [...new Set(words.map((word) => small(word.trim())))].join(", ");
}

/** The first six words, for a sentence. */
export function shown(words: readonly string[]): string {
  return words.slice(0, 6).join(", ") + (words.length > 6 ? " …" : "");
}
