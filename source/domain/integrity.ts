import { cell } from "./cell.ts";
import type { Conversion } from "./conversion.ts";
import { counted } from "./format.ts";

/** What happened to the records of one table's files. */
export interface TableIntegrity {
  readonly table: string;
  readonly files: readonly string[];
  /** Files that its lines look something up in; their records are no records of the table. */
  readonly joined: readonly string[];
  /** Records in the files; a file read for two tables counts in both. */
  readonly records: number;
  readonly loaded: number;
  readonly quarantined: number;
  /** Kept out by a mapping's filter, or replaced by a newer version. */
  readonly leftOut: number;
  readonly reasons: readonly (readonly [reason: string, records: number])[];
}

/** The files of a table, those joined to them named as such. */
export function filesText({ files, joined }: TableIntegrity): string {
  const listed = (names: readonly string[]) =>
    names.length > 3 ? `${names.length} files` : names.map(cell).join(", ");
  return `${listed(files)}${joined.length === 0 ? "" : ` (joined with ${listed(joined)})`}`;
}

/** Whether a table comes from the order lines' own files, of which most records add nothing to it. */
export function isOfOrderLines({ table, files }: TableIntegrity, tables: readonly TableIntegrity[]): boolean {
  const lines = tables.find((one) => one.table === "transactions");
  return table !== "transactions" && files.length > 0 && files.every((file) => lines?.files.includes(file));
}

/** Keys that records name but the source's own list lacks: rows for them are derived, with unknown attributes. */
export interface Unlisted {
  /** The list, such as `customers`. */
  readonly table: string;
  readonly keys: number;
  readonly records: number;
}

/** What is said about them after the name of the list. */
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
  /** The sum in the files less the sum kept, as a plain decimal: `0.00125`. */
  readonly lost: string;
}

/** One of the source's own dimensions for which the data contradict its mapping. */
export interface DoubtfulDimension {
  readonly name: string;
  readonly values: number;
  /** How many of them lie in more than one value of `parent`, and an example. */
  readonly split: number;
  readonly example: string;
  readonly parent: string;
  /** Where the mapping defines it. */
  readonly file: string;
  readonly line: number;
}

/** With more values than this they are keys rather than groups. */
export const mostOwnValues = 10_000;

/** What is said about a dimension after its name, and what to do. */
export function doubtText({ name, values, split, example, parent, file, line }: DoubtfulDimension): string {
  if (split === 0)
    return `${counted(values)} values, more than the ${counted(mostOwnValues)} that lists are made for; group them by an expression in line ${line} of ${file}`;
  const lie = split === 1 ? "lies" : "lie";
  return `${counted(split)} of its ${counted(values)} values ${lie} in more than one ${parent} (${example}), so ${parent} is not its parent and no drill leads from there to ${name}; correct the data, or line ${line} of ${file}`;
}

/** Order lines whose discounts exceed their list value: how many, by how much, and the first of them. */
export interface LargeDiscounts {
  readonly orderLines: number;
  readonly excess: string;
  readonly example: string;
  /** Where the first of them is in the files; undefined if the reader does not know. */
  readonly place: { readonly file: string; readonly line: number } | undefined;
  /** Where the mapping names its discounts; undefined if it names none. */
  readonly mapping: { readonly file: string; readonly line: number } | undefined;
}

/** What is said about them, and what to do. */
export function largeDiscountsText({ orderLines, excess, example, place, mapping }: LargeDiscounts): string {
  const lines = orderLines === 1 ? "1 order line has discounts" : `${counted(orderLines)} order lines have discounts`;
  const first = place === undefined ? example : `${example}, line ${place.line} of ${place.file}`;
  const next = mapping === undefined ? "" : `, or the discounts in line ${mapping.line} of ${mapping.file}`;
  return `${lines} larger than the list value, by ${excess} in all (first ${first}); they stay as booked; correct the amounts${next}`;
}

export interface Integrity {
  readonly tables: readonly TableIntegrity[];
  readonly unlisted: readonly Unlisted[];
  /** How files that are not plain tables were read, and what was left out of them. */
  readonly readings: readonly { readonly file: string; readonly says: string }[];
  /** Order lines without a customer: in net revenue, in no cohort. Undefined if all have a customer. */
  readonly guests: { readonly lines: number; readonly netRevenue: string } | undefined;
  /** Order lines in currencies other than the main one, by currency. */
  readonly conversions: readonly Conversion[];
  /** What the mapping assumes without proof in the data, each with its totals. */
  readonly assumptions: readonly string[];
  readonly rounded: readonly RoundedAmounts[];
  readonly doubtful: readonly DoubtfulDimension[];
  /** Undefined if no discount exceeds its line. */
  readonly largeDiscounts: LargeDiscounts | undefined;
  /** What cannot be shown, and which file would provide it. */
  readonly missing: readonly { readonly name: string; readonly why: string }[];
  /** Rules of the model set by the mapping or the command line. */
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
