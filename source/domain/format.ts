import { Amount, type Figure } from "./amount.ts";
import type { Measure, Unit } from "./catalog.ts";
import { currencyDecimals } from "./currency.ts";
import { decimalText, pointed, saysZero } from "./format/decimal.ts";

/**
 * The format of a number, shared by table, detail, finding and report. An `amount` is money to its last digit, as in rows
 * that a total is checked against.
 */
export type NumberFormat = "money" | "amount" | "percent" | "points" | "count" | "decimal" | "probability";

export interface FormatOptions {
  /** ISO 4217 code of the currency of money. */
  readonly currency?: string;
  /** A `+` before positive values. */
  readonly signed?: boolean;
}

/** Formatting money, or what may be money, requires the currency, since it decides the decimals. */
type OptionsOf<Format, More = unknown> =
  Extract<Format, "money" | "amount"> extends never
    ? [options?: FormatOptions & More]
    : [options: FormatOptions & More & { readonly currency: string }];

/** Whole numbers for counts, two decimals for quotients, percent for ratios. */
export function formatOf(measure: Pick<Measure, "unit" | "additivity">): NumberFormat {
  return measure.additivity === "ratio" ? formatOfUnit(measure.unit, true) : formatOfUnit(measure.unit, false);
}

/** The format of a difference of two such numbers: between percentages it is in percentage points. */
export function changeFormat(format: NumberFormat): NumberFormat {
  return format === "percent" ? "points" : format;
}

/** The format of a unit; `isDivided` tells a mean of counted things (orders per customer) from a count of them. */
export function formatOfUnit(
  unit: Unit | "text" | "amount" | "percent" | "points" | "number" | "probability",
  isDivided = false,
): NumberFormat {
  if (unit === "money" || unit === "amount") return unit;
  if (unit === "ratio" || unit === "percent") return "percent";
  if (unit === "points" || unit === "probability") return unit;
  if (unit === "number" || isDivided) return "decimal";
  return "count";
}

/**
 * A number as people read it, with its unit, without dependence on the machine's locale. Money has its currency's decimals
 * below 1,000 and is whole from there on; an amount always has them, and more if it is finer; percent and points take a
 * fraction (0.486) and have one decimal place; a probability has three and is never 0; halves round away from zero. Missing
 * values are "".
 */
export function formatNumber<Format extends NumberFormat>(
  value: Figure | null | undefined,
  format: Format,
  ...[options]: OptionsOf<Format>
): string {
  const { sign, digits } = written(value, format, options);
  return digits === "" ? "" : withUnit(sign, digits, format, options);
}

/** A count as people read it: `241,870`. */
export function counted(count: number): string {
  return formatNumber(count, "count");
}

/** As formatNumber, without the unit: for cells under a header that names it once. */
export function formatCell<Format extends NumberFormat>(
  value: Figure | null | undefined,
  format: Format,
  ...[options]: OptionsOf<Format>
): string {
  const { sign, digits } = written(value, format, options);
  return `${sign}${digits}`;
}

/** The unit as a header shows it: `$`, `%`, `pp` or nothing. */
export function unitSign(format: NumberFormat, currency: string): string {
  if (format === "money" || format === "amount") return currencySymbol(currency).trim();
  return format === "percent" ? "%" : format === "points" ? "pp" : "";
}

export interface Change {
  readonly text: string;
  /** Without the unit, for under a header that names it. */
  readonly cell: string;
  readonly tone: "gain" | "loss" | "muted";
}

/** A change with sign and arrow; `tone` says whether it is good news, given which direction is better for the measure. */
export function formatChange<Format extends NumberFormat>(
  value: Figure | null | undefined,
  format: Format,
  ...[options]: OptionsOf<Format, { readonly better?: Measure["better"] }>
): Change {
  const { sign, digits } = written(value, format, { ...options, signed: true });
  if (digits === "") return { text: "", cell: "", tone: "muted" };
  const arrow = saysZero(digits) ? "=" : sign === "+" ? "▲" : "▼";
  return {
    text: `${arrow} ${withUnit(sign, digits, format, options)}`,
    cell: `${arrow} ${sign}${digits}`,
    tone: arrow === "=" ? "muted" : toneOf(arrow === "▲", options?.better ?? "higher"),
  };
}

/** `$` for USD and so on; an unknown code is written out before the number. */
export function currencySymbol(currency: string | undefined): string {
  if (currency === undefined || currency === "") return "";
  const known: Readonly<Record<string, string>> = { USD: "$", EUR: "€", GBP: "£", JPY: "¥", CHF: "CHF ", INR: "₹" };
  return known[currency] ?? `${currency} `;
}

/** Texts of one column, padded so that their decimal points line up; all get the same width. */
export function alignPoints(texts: readonly string[]): readonly string[] {
  const tails = texts.map(tailLength);
  const tail = Math.max(0, ...tails);
  const padded = texts.map((text, index) => text + " ".repeat(text === "" ? 0 : tail - (tails[index] ?? 0)));
  const width = Math.max(0, ...padded.map((text) => text.length));
  return padded.map((text) => text.padStart(width));
}

/** Characters after the last digit before the point: `12.50` has 3, `1,200` has 0. */
function tailLength(text: string): number {
  const point = text.indexOf(".");
  return point < 0 ? 0 : text.length - point;
}

/** Sign and digits of a number; no digits if there is no number. */
function written(
  value: Figure | null | undefined,
  format: NumberFormat,
  { currency, signed }: FormatOptions = {},
): { readonly sign: "" | "+" | "-"; readonly digits: string } {
  const number = Number(value ?? Number.NaN);
  if (value === null || value === undefined || Number.isNaN(number)) return { sign: "", digits: "" };
  if (!Number.isFinite(number)) return { sign: number > 0 ? "" : "-", digits: "∞" };
  if (format === "probability" && number < 0.001) return { sign: "", digits: "<0.001" };
  const digits = magnitudeText(value, format, currency);
  return { sign: saysZero(digits) ? "" : number < 0 ? "-" : signed ? "+" : "", digits };
}

function withUnit(sign: string, digits: string, format: NumberFormat, { currency }: FormatOptions = {}): string {
  if (format === "percent" || format === "points") return `${sign}${digits} ${format === "points" ? "pp" : "%"}`;
  return `${sign}${format === "money" || format === "amount" ? currencySymbol(currency) : ""}${digits}`;
}

function magnitudeText(value: Figure, format: NumberFormat, currency: string | undefined): string {
  if (format === "money") return moneyText(value, currencyDecimals(currency));
  if (format === "amount") return rounded(value, Math.max(currencyDecimals(currency), decimalsOf(value)));
  const magnitude = Math.abs(Number(value));
  if (format === "percent" || format === "points") return decimalText(magnitude, 1, 2);
  if (format === "decimal") return decimalText(magnitude, 2);
  if (format === "probability") return decimalText(magnitude, 3);
  return decimalText(magnitude, 0);
}

function moneyText(value: Figure, decimals: number): string {
  const text = rounded(value, decimals);
  return text.includes(",") ? rounded(value, 0) : text;
}

/** The size of a figure with `decimals` decimals; halves are rounded up. */
function rounded(value: Figure, decimals: number): string {
  if (typeof value === "number") return decimalText(Math.abs(value), decimals);
  return pointed(String(value.magnitude(decimals)), decimals);
}

/** The number of decimals of an amount; 0 for a mean, which has no last decimal. */
function decimalsOf(value: Figure): number {
  return value instanceof Amount ? value.decimals : 0;
}

function toneOf(isRise: boolean, better: Measure["better"]): "gain" | "loss" | "muted" {
  if (better === "neither") return "muted";
  return isRise === (better === "higher") ? "gain" : "loss";
}
