import type { StepUnit } from "../../analysis/investigation.ts";
import { type Amount, isFigure } from "../../domain/amount.ts";
import { intervalEnd } from "../../domain/format/interval-end.ts";
import {
  changeFormat,
  formatCell,
  formatNumber,
  formatOfUnit,
  type NumberFormat,
  unitSign,
} from "../../domain/format.ts";
import type { Value } from "../../domain/slice-result.ts";

/** The number formats of one report, the same as on the screens. */
export class Numbers {
  readonly currency: string;
  readonly metric: NumberFormat;

  constructor(currency: string, metric: NumberFormat) {
    this.currency = currency;
    this.metric = metric;
  }

  /** A value of the metric: `$20.14`. */
  value(value: number): string {
    return formatNumber(value, this.metric, { currency: this.currency });
  }

  /** A change of it, with sign: `-$9.99`. */
  change(value: number | null | undefined): string {
    return formatNumber(value, changeFormat(this.metric), { currency: this.currency, signed: true });
  }

  /** A change in a column whose header names the unit. */
  signed(value: number | null | undefined): string {
    return formatCell(value, changeFormat(this.metric), { currency: this.currency, signed: true });
  }

  /** The same for an end of an interval, which shows on which side of 0 it lies. */
  end(value: number): string {
    return intervalEnd(value, changeFormat(this.metric), { currency: this.currency, signed: true, isCell: true });
  }

  /** Money to its last digit, under a header that names the unit: `39,154.20`. */
  exact(value: Amount): string {
    return formatCell(value, "amount", { currency: this.currency });
  }

  /** Money under a header that names the unit. */
  amount(value: number | null): string {
    return formatCell(value, "money", { currency: this.currency });
  }

  count(value: number): string {
    return formatNumber(value, "count");
  }

  percent(value: number | null | undefined): string {
    return formatNumber(value, "percent");
  }

  /** A value with its unit, for a chart. */
  ofUnit(unit: StepUnit): (value: number) => string {
    return (value) =>
      formatNumber(value, unit === "text" ? "decimal" : formatOfUnit(unit), { currency: this.currency });
  }

  /** A cell of a step's table: the unit is in the header. */
  cell(value: Value, unit: StepUnit): string {
    if (!isFigure(value) || unit === "text") return value === null ? "" : String(value);
    return formatCell(value, formatOfUnit(unit), { currency: this.currency });
  }

  /** The same with the sign of a change. */
  signedCell(value: number, unit: StepUnit): string {
    return formatCell(value, unit === "text" ? "decimal" : formatOfUnit(unit), {
      currency: this.currency,
      signed: true,
    });
  }

  /** `depth, %`; a unit once, in the header. */
  header(label: string, unit: StepUnit): string {
    return unit === "text" ? label : this.#headed(label, formatOfUnit(unit));
  }

  /** The same for a column of changes of the metric. */
  changeHeader(label: string): string {
    return this.#headed(label, changeFormat(this.metric));
  }

  #headed(label: string, format: NumberFormat): string {
    const sign = unitSign(format, this.currency);
    return sign === "" ? label : `${label}, ${sign}`;
  }
}
