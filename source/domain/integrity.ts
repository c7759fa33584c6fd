import type { Conversion } from "./conversion.ts";
import { counted } from "./format.ts";

/** What became of the records of one table's files. */
export interface TableIntegrity {
  readonly table: string;
  readonly files: readonly string[];
  /** Records in the files; a file that is read for two tables counts in both. */
  readonly records: number;
  readonly loaded: number;
  readonly quarantined: number;
  /** Kept out by a mapping's filter, or replaced by a newer version. */
  readonly leftOut: number;
  readonly reasons: readonly (readonly [reason: string, records: number])[];
}

/** Keys that records name and the source's own list lacks: what they name is derived, with unknown attributes. */
export interface Unlisted {
  /** The list, as `customers`. */
  readonly table: string;
  readonly keys: number;
  readonly records: number;
}

/** What is said of them after the name of the list. */
export function unlistedText({ table, keys, records }: Unlisted): string {
  const stay = records === 1 ? "the record that names it stays" : `the ${counted(records)} records that name them stay`;
  const as = table === "discount_offerings" ? "as promotions" : "with unknown attributes";
  return `${counted(keys)} not in the list; ${stay}, ${as}`;
}

/** Amounts of a column with more than four decimals, each rounded to four. */
export interface RoundedAmounts {
  readonly table: string;
  readonly column: string;
  readonly amounts: number;
  /** What their sum in the files has beyond the sum kept, as a plain decimal: `0.00125`. */
  readonly lost: string;
}

/** A dimension of the source's own of which the data show something that its mapping does not say. */
export interface DoubtfulDimension {
  readonly name: string;
  readonly values: number;
  /** How many of them lie in more than one value of `parent`, and one of these. */
  readonly split: number;
  readonly example: string;
  readonly parent: string;
  /** Where the mapping names it. */
  readonly file: string;
  readonly line: number;
}

/** More values than these are keys rather than groups. */
export const mostOwnValues = 10_000;

/** What is said of a dimension after its name, and what to do. */
export function doubtText({ name, values, split, example, parent, file, line }: DoubtfulDimension): string {
  if (split === 0)
    return `${counted(values)} values, more than the ${counted(mostOwnValues)} that lists are made for; group them by an expression in line ${line} of ${file}`;
  const lie = split === 1 ? "lies" : "lie";
  return `${counted(split)} of its ${counted(values)} values ${lie} in more than one ${parent} (${example}), so ${parent} is not its parent and no drill leads from there to ${name}; correct the data, or line ${line} of ${file}`;
}

/** Order lines whose discounts are larger than their list value: how many, by how much, and the first of them. */
export interface LargeDiscounts {
  readonly orderLines: number;
  readonly excess: string;
  readonly example: string;
  /** Where the first of them stands in the files; undefined where the reader does not know it. */
  readonly place: { readonly file: string; readonly line: number } | undefined;
  /** Where the mapping names its discounts; undefined where it names none. */
  readonly mapping: { readonly file: string; readonly line: number } | undefined;
}

/** What is said of them, and what to do. */
export function largeDiscountsText({ orderLines, excess, example, place, mapping }: LargeDiscounts): string {
  const lines = orderLines === 1 ? "1 order line has discounts" : `${counted(orderLines)} order lines have discounts`;
  const first = place === undefined ? example : `${example}, line ${place.line} of ${place.file}`;
  const next = mapping === undefined ? "" : `, or the discounts in line ${mapping.line} of ${mapping.file}`;
  return `${lines} larger than the list value, by ${excess} in all (first ${first}); they stay as booked; correct the amounts${next}`;
}

export interface Integrity {
  readonly tables: readonly TableIntegrity[];
  readonly unlisted: readonly Unlisted[];
  /** How files were read that are not plain tables, and what was left out of them. */
  readonly readings: readonly { readonly file: string; readonly says: string }[];
  /** Order lines of nobody: in net revenue, in no cohort. None where all have a customer. */
  readonly guests: { readonly lines: number; readonly netRevenue: string } | undefined;
  /** Order lines in other currencies than the main one, by currency. */
  readonly conversions: readonly Conversion[];
  /** What the mapping takes for true though the data do not show it, each with its totals. */
  readonly assumptions: readonly string[];
  readonly rounded: readonly RoundedAmounts[];
  readonly doubtful: readonly DoubtfulDimension[];
  /** None where every discount fits its line. */
  readonly largeDiscounts: LargeDiscounts | undefined;
  /** What cannot be shown, and which file would bring it. */
  readonly missing: readonly { readonly name: string; readonly why: string }[];
  /** Rules of the model that the mapping or the command line set. */
  readonly chosen: readonly ChosenRule[];
}

export interface ChosenRule {
  /** As in dbt_project.yml. */
  readonly name: string;
  readonly says: string;
}

/** Order lines without a customer: `46 lines without a customer, 812.50: in net revenue, in no cohort`. */
export function guestsText({ lines, netRevenue }: NonNullable<Integrity["guests"]>): string {
  const what = `${counted(lines)} ${lines === 1 ? "line" : "lines"} without a customer`;
  return `${what}, ${netRevenue}: in net revenue, in no cohort`;
}

/** What rounding did to a column: `transactions.net_revenue: 1,000 amounts rounded to four decimals, the files hold 0.002 more`. */
export function roundedText({ table, column, amounts, lost }: RoundedAmounts): string {
  const difference = lost.startsWith("-") ? `${lost.slice(1)} less` : `${lost} more`;
  const sum = /[1-9]/.test(lost) ? `the files hold ${difference}` : "their sum is unchanged";
  return `${table}.${column}: ${counted(amounts)} ${amounts === 1 ? "amount" : "amounts"} rounded to four decimals, ${sum}`;
}
