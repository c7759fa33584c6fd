import { type FormatOptions, formatCell, formatNumber, type NumberFormat } from "../format.ts";
import { decimalText, saysZero } from "./decimal.ts";

interface EndOptions extends FormatOptions {
  readonly currency: string;
  /** Without the unit, as under a header that names it. */
  readonly isCell?: boolean;
}

/** Below this a number is only a rounding error. */
const rounding = 1e-9;

/**
 * An end of an interval. One that would read as 0 but is not has enough decimals to show on which side of 0 it lies:
 * `-0.003`, since an interval to 0.00 may or may not include 0.
 */
export function intervalEnd(value: number, format: NumberFormat, options: EndOptions): string {
  const text = options.isCell ? formatCell(value, format, options) : formatNumber(value, format, options);
  const magnitude = Math.abs(value);
  if (!saysZero(text) || magnitude < rounding) return text;
  const shift = format === "percent" || format === "points" ? 2 : 0;
  const places = Math.max(1, Math.ceil(-Math.log10(magnitude * 10 ** shift)));
  const sign = value < 0 ? "-" : options.signed ? "+" : "";
  return `${sign}${text.replace(/0(?:\.0+)?/, decimalText(magnitude, places, shift))}`;
}
