import type { StepTable } from "../../analysis/investigation.ts";
import { intervalEnd } from "../../domain/format/interval-end.ts";
import {
  changeFormat,
  formatCell,
  formatNumber,
  formatOfUnit,
  type NumberFormat,
  unitSign,
  withoutUnit,
} from "../../domain/format.ts";

type Unit = StepTable["columns"][number]["unit"];

/** Numbers of one report, written as the screens write them. */
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
    return formatCell(value, changeFormat(this.metric), { signed: true });
  }

  /** The same for an end of an interval, which tells on which side of 0 it lies. */
  end(value: number): string {
    return withoutUnit(intervalEnd(value, changeFormat(this.metric), { signed: true }));
  }

  /** Whole cents, always to the cent: `39,154.20`. */
  cents(value: number): string {
    return formatNumber(value / 100, "decimal");
  }

  /** Money under a header that names the unit. */
  amount(value: number | null): string {
    return formatCell(value, "money");
  }

  count(value: number): string {
    return formatNumber(value, "count");
  }

  percent(value: number | null | undefined): string {
    return formatNumber(value, "percent");
  }

  /** A value with its unit, for a chart. */
  ofUnit(unit: Unit): (value: number) => string {
    return (value) =>
      formatNumber(value, unit === "text" ? "decimal" : formatOfUnit(unit), { currency: this.currency });
  }

  /** A cell of a step's table: the unit is in the header. */
  cell(value: string | number | null, unit: Unit): string {
    if (typeof value === "number" && unit !== "text") return formatCell(value, formatOfUnit(unit));
    return value === null ? "" : String(value);
  }

  /** The same with the sign of a change. */
  signedCell(value: number, unit: Unit): string {
    return formatCell(value, unit === "text" ? "decimal" : formatOfUnit(unit), { signed: true });
  }

  /** `depth, %`; a unit once, in the header. */
  header(label: string, unit: Unit): string {
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
