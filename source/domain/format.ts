import type { Measure, Unit } from "./catalog.ts";
import { decimalText, saysZero } from "./format/decimal.ts";

/** How a number is written: the one choice that table, detail, finding and report share. */
export type NumberFormat = "money" | "percent" | "points" | "count" | "decimal" | "probability";

export interface FormatOptions {
  /** ISO 4217 code; absent: no symbol, as in a grid whose header names the unit. */
  readonly currency?: string;
  /** A `+` before what is above zero. */
  readonly signed?: boolean;
}

/** Whole numbers for what is counted, two places for what is divided, percent for ratios. */
export function formatOf(measure: Pick<Measure, "unit" | "additivity">): NumberFormat {
  return measure.additivity === "ratio" ? formatOfUnit(measure.unit, true) : formatOfUnit(measure.unit, false);
}

/** How a difference of two such numbers is written: that of two percents is in percentage points. */
export function changeFormat(format: NumberFormat): NumberFormat {
  return format === "percent" ? "points" : format;
}

/** The format of a unit; `isDivided` tells a mean of counted things (orders per customer) from a count of them. */
export function formatOfUnit(
  unit: Unit | "text" | "percent" | "points" | "number" | "probability",
  isDivided = false,
): NumberFormat {
  if (unit === "money") return "money";
  if (unit === "ratio" || unit === "percent") return "percent";
  if (unit === "points" || unit === "probability") return unit;
  if (unit === "number" || isDivided) return "decimal";
  return "count";
}

/**
 * A number as people read it, without dependence on the machine's locale. Money has cents below 1,000 and is whole from
 * there; percent and points take a fraction (0.486) and have one decimal place; a probability has three and is never 0;
 * halves round away from zero. Missing values are "".
 */
export function formatNumber(
  value: number | null | undefined,
  format: NumberFormat,
  options: FormatOptions = {},
): string {
  if (value === null || value === undefined || Number.isNaN(value)) return "";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "-∞";
  if (format === "probability" && value < 0.001) return "<0.001";
  const digits = magnitudeText(Math.abs(value), format);
  const isZero = saysZero(digits);
  const sign = isZero ? "" : value < 0 ? "-" : options.signed ? "+" : "";
  if (format === "percent" || format === "points") return `${sign}${digits} ${format === "points" ? "pp" : "%"}`;
  return `${sign}${format === "money" ? currencySymbol(options.currency) : ""}${digits}`;
}

/** A count as people read it: `241,870`. */
export function counted(count: number): string {
  return formatNumber(count, "count");
}

/** As formatNumber, without the sign of percent or points: for cells under a header that names the unit once. */
export function formatCell(
  value: number | null | undefined,
  format: NumberFormat,
  options: Pick<FormatOptions, "signed"> = {},
): string {
  const text = formatNumber(value, format, options);
  return format === "percent" || format === "points" ? withoutUnit(text) : text;
}

/** A number without the sign of percent or points at its end. */
export function withoutUnit(text: string): string {
  return text.replace(/ (?:%|pp)$/, "");
}

/** What a header says of the unit: `$`, `%`, `pp` or nothing. */
export function unitSign(format: NumberFormat, currency: string): string {
  if (format === "money") return currencySymbol(currency).trim();
  return format === "percent" ? "%" : format === "points" ? "pp" : "";
}

/** A change with sign and arrow; `tone` says whether it is good news for a measure that is better that way. */
export function formatChange(
  value: number | null | undefined,
  format: NumberFormat,
  options: FormatOptions & { readonly better?: Measure["better"] } = {},
): { readonly text: string; readonly tone: "gain" | "loss" | "muted" } {
  const number = formatNumber(value, format, { ...options, signed: true });
  if (number === "" || value === null || value === undefined) return { text: "", tone: "muted" };
  if (saysZero(number)) return { text: `= ${number}`, tone: "muted" };
  return { text: `${value > 0 ? "▲" : "▼"} ${number}`, tone: toneOf(value, options.better ?? "higher") };
}

/** `$` for USD and so on; an unknown code is written out before the number. */
export function currencySymbol(currency: string | undefined): string {
  if (currency === undefined || currency === "") return "";
  const known: Readonly<Record<string, string>> = { USD: "$", EUR: "€", GBP: "£", JPY: "¥", CHF: "CHF ", INR: "₹" };
  return known[currency] ?? `${currency} `;
}

/** Texts of one column, padded so that their decimal points stand below each other; all get the same width. */
export function alignPoints(texts: readonly string[]): readonly string[] {
  const tails = texts.map(tailLength);
  const tail = Math.max(0, ...tails);
  const padded = texts.map((text, index) => text + " ".repeat(text === "" ? 0 : tail - (tails[index] ?? 0)));
  const width = Math.max(0, ...padded.map((text) => text.length));
  return padded.map((text) => text.padStart(width));
}

/** Characters after the last digit before the point: `12.50` has 3, `1,200` has 0. */
export function tailLength(text: string): number {
  const point = text.indexOf(".");
  return point < 0 ? 0 : text.length - point;
}

function magnitudeText(magnitude: number, format: NumberFormat): string {
  if (format === "percent" || format === "points") return decimalText(magnitude, 1, 2);
  if (format === "decimal") return decimalText(magnitude, 2);
  if (format === "probability") return decimalText(magnitude, 3);
  if (format === "count") return decimalText(magnitude, 0);
  const cents = decimalText(magnitude, 2);
  return cents.length > "999.99".length ? decimalText(magnitude, 0) : cents;
}

function toneOf(value: number, better: Measure["better"]): "gain" | "loss" | "muted" {
  if (better === "neither") return "muted";
  return value > 0 === (better === "higher") ? "gain" : "loss";
}
